"""The connections that a widget's manifest uses, checked against those of its extension."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from harness.errors import FileError
from harness.scenario.session import load_extension

EXTENSION = """\
format: 1
extension: A widget
services: {stock: {authentication: Basic}}
connections:
  wrike_connection: {name: Wrike, service: wrike, scopes: [wsReadWrite, amReadOnlyUser]}
  stock_connection: {service: stock, use_credentials_of_login_user: true}
"""
WRIKE = {
    "connectionLinkName": "wrike_connection",
    "connectionName": "Wrike",
    "serviceName": "wrike",
    "userAccess": False,
    "isUserDefinedService": False,
    "sharedBy": "60012345678",
    "scope": ["amReadOnlyUser", "wsReadWrite"],
}
STOCK = {
    "connectionLinkName": "stock_connection",
    "connectionName": "stock_connection",
    "serviceName": "stock",
    "userAccess": True,
    "isUserDefinedService": True,
}


def load(folder: Path, *used: Any) -> None:
    (folder / "extension.yaml").write_text(EXTENSION, encoding="utf-8")
    manifest = {"locale": ["en"], "service": "FINANCE", "usedConnections": list(used)}
    (folder / "plugin-manifest.json").write_text(json.dumps(manifest, indent="\t"), encoding="utf-8")
    load_extension(folder)


def test_the_samples_of_the_extensions_connections_are_good(tmp_path: Path) -> None:
    load(tmp_path, WRIKE, STOCK)
    load(tmp_path)


def test_an_extension_without_a_widget_has_no_manifest(tmp_path: Path) -> None:
    (tmp_path / "extension.yaml").write_text(EXTENSION, encoding="utf-8")
    assert load_extension(tmp_path).name == "A widget"


@pytest.mark.parametrize(
    ("used", "expected"),
    [
        (
            [{**WRIKE, "connectionLinkName": "wrike"}],
            "8:26: The extension has no connection 'wrike'. Known: ",
        ),
        (
            [{**WRIKE, "connectionName": "Wrik"}],
            "9:22: The connection's own sample has connectionName 'Wrike', not",
        ),
        (
            [{**WRIKE, "serviceName": "asana"}],
            "10:19: The connection's own sample has serviceName 'wrike', not",
        ),
        (
            [{**WRIKE, "userAccess": True}],
            "11:18: The connection's own sample has userAccess false, not true.",
        ),
        (
            [{**STOCK, "isUserDefinedService": False}],
            "12:28: The connection's own sample has isUserDefinedService",
        ),
        (
            [{**WRIKE, "scope": ["wsReadWrite"]}],
            "14:13: The connection's own sample has scope [amReadOnlyUser, ws",
        ),
        ([{**WRIKE, "scope": "wsReadWrite"}], "14:13: Expected a list of scopes"),
        ([{**WRIKE, "userAccess": "no"}], "11:18: Expected true or false"),
        (
            [{**WRIKE, "connectionName": ""}],
            "9:22: The connection's own sample has connectionName 'Wrike', not ''",
        ),
        ([{key: WRIKE[key] for key in WRIKE if key != "serviceName"}], "7:3: 'serviceName' is missing: copy"),
        ([WRIKE, WRIKE], "19:3: 'Wrike' is used twice."),
        (["wrike_connection"], "7:3: Expected the JSON sample of a connection"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, used: list[Any], expected: str) -> None:
    with pytest.raises(FileError) as caught:
        load(tmp_path, *used)
    assert str(caught.value).partition("plugin-manifest.json:")[2].startswith(expected)
