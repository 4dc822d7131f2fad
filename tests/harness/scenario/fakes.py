"""A catalogue and a compiler for tests that need no world."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from harness.deluge.runtime.limits import Limits
from harness.scenario.catalogue import Catalogue, Field, Kind
from harness.scenario.fields import Declared
from harness.scenario.loader import Loader
from harness.workflow.model import Program


@dataclass(frozen=True)
class FakeKind:
    name: str
    key: str
    fields: Sequence[Field]
    tenanted: bool = True
    request: Any = None


@dataclass(frozen=True)
class FakeService:
    kinds: Mapping[str, Kind]


@dataclass(frozen=True)
class FakeAssumption:
    alternatives: Mapping[str, str] = field(default_factory=dict)


class FakeProgram:
    async def run(self, arguments: Mapping[str, Any], host: Any, limits: Limits | None = None) -> Any:
        return None


def compile_fake(text: str, file: str) -> Program:
    return FakeProgram()


def _request(
    _: Any, action: str, tenant: str, key: str | None, values: Mapping[str, Any]
) -> tuple[str, str, Any]:
    return "POST", "https://www.zohoapis.com/books/v3/projects", dict(values)


TASKS = Declared("tasks", "list", fields=(Declared("task_name", required=True), Declared("rate", "number")))
BOOKS = FakeService(
    {
        "organization": FakeKind(
            "organization",
            "organization_id",
            (Declared("organization_id", "id"), Declared("time_zone")),
            tenanted=False,
        ),
        "users": FakeKind("users", "user_id", (Declared("person", required=True), Declared("role"))),
        "contacts": FakeKind(
            "contacts",
            "contact_id",
            (
                Declared("contact_id", "id"),
                Declared("contact_name", required=True),
                Declared("phone"),
                Declared("credit_limit", "number"),
                Declared("is_taxable", "boolean"),
                Declared("since", "date"),
                Declared("custom_fields", "object"),
            ),
            request=_request,
        ),
        "projects": FakeKind(
            "projects",
            "project_id",
            (
                Declared("project_id", "id"),
                Declared("project_name", required=True),
                Declared("customer"),
                TASKS,
            ),
            request=_request,
        ),
    }
)
WRIKE = FakeService(
    {
        "accounts": FakeKind("accounts", "id", (Declared("id", "id"), Declared("host")), tenanted=False),
        "contacts": FakeKind("contacts", "id", (Declared("person", required=True), Declared("id", "id"))),
        "projects": FakeKind(
            "projects",
            "id",
            (
                Declared("id", "id"),
                Declared("title", required=True),
                Declared("parent", "id"),
                Declared("tasks", "list", fields=(Declared("title", required=True), Declared("status"))),
            ),
        ),
    }
)


def check_fault(do: Mapping[str, Any]) -> None:
    if not isinstance(do.get("status", 500), int):
        raise ValueError("The fault 'status' takes an HTTP status.")


def make_catalogue() -> Catalogue:
    return Catalogue(
        {"books": BOOKS, "wrike": WRIKE},
        {
            "books.project_map": FakeAssumption({"empty": "", "absent": "", "null": ""}),
            "workflow.api_saves": FakeAssumption({"fire": "", "quiet": ""}),
        },
        ["remove_access", "reset", "revoke", "slow", "status"],
        check_fault,
        {"wrike": ["password reset", "password policy changed"], "zoho": ["password changed"]},
    )


def make_loader(compiler: Callable[[str, str], Program] = compile_fake) -> Loader:
    return Loader(make_catalogue(), compiler)


EXTENSION = """\
format: 1
extension: Wrike projects
connections:
  wrike_connection:
    service: wrike
    scopes: [wsReadWrite]
global_fields:
  wrike_parent_folder: {}
functions:
  copy:
    module: projects
    file: functions/copy.dg
rules:
  copy-new-projects:
    module: projects
    trigger: created
    actions: [copy]
"""


def write_extension(folder: Path, text: str = EXTENSION) -> Path:
    """An extension's folder with one function in it."""
    (folder / "functions").mkdir(parents=True, exist_ok=True)
    (folder / "functions" / "copy.dg").write_text('info "copying";\n', encoding="utf-8")
    (folder / "extension.yaml").write_text(text, encoding="utf-8")
    return folder
