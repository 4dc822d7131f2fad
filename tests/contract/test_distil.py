"""Distilling keeps facts and leaves words behind, from each kind of source."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from . import facts
from .distil import __main__ as distilling
from .distil import books, wrike

SHELVES = {
    "paths": {
        "/shelves/{shelf_id}": {
            "parameters": [
                {"$ref": "#/components/parameters/organization_id"},
                {"name": "shelf_id", "in": "path"},
            ],
            "put": {
                "security": [{"Auth": ["shelves.UPDATE"]}],
                "parameters": [
                    {
                        "name": "name",
                        "in": "query",
                        "description": "Variants: <code>name_startswith</code>, <code>name_contains</code>",
                        "schema": {"type": "string"},
                    },
                    {"name": "X-Key", "in": "header", "required": True, "schema": {"type": "string"}},
                ],
                "requestBody": {
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/shelf"}}}
                },
                "responses": {
                    "200": {
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/shelf"}}}
                    }
                },
            },
        }
    },
    "components": {
        "parameters": {
            "organization_id": {
                "name": "organization_id",
                "in": "query",
                "required": True,
                "schema": {"type": "string"},
            }
        },
        "schemas": {
            "shelf": {
                "required": ["kind"],
                "properties": {
                    "message": {"type": "string", "example": "The shelf stands."},
                    "kind": {
                        "type": "string",
                        "description": "Kind. Allowed values: <code>wood</code>, <code>steel,glass</code>.",
                        "example": "wood",
                    },
                    "note": {"type": "string", "description": "A note. Max-length [50]"},
                    "light": {
                        "type": "boolean",
                        "description": "Allowed values: <code>true</code> and <code>false</code>",
                    },
                    "books": {"type": "array", "items": {"properties": {"title": {"type": "string"}}}},
                    "inner": {"$ref": "#/components/schemas/shelf"},
                },
            }
        },
    },
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "zoho-books").mkdir()
    (tmp_path / "zoho-books" / "shelves.yml").write_text(yaml.safe_dump(SHELVES, sort_keys=False))
    write_wrike(tmp_path / "wrike")
    return tmp_path


def write_wrike(place: Path) -> None:
    place.mkdir()
    answer = {
        "200": {
            "schema": {"properties": {"data": {"type": "array", "items": {"$ref": "#/definitions/Task"}}}}
        }
    }
    newest = {
        "definitions": {
            "Task": {"properties": {"id": {"type": "string"}}},
            "ResponseKind": {"enum": ["tasks", "comments"]},
        },
        "paths": {
            "/tasks/{taskId}": {
                "put": {
                    "tags": ["Tasks"],
                    "description": "Update.\n\n<b>Scopes:</b> Default, wsReadWrite",
                    "parameters": [
                        {"name": "taskId", "in": "path", "type": "string"},
                        {"name": "dates", "in": "query", "required": True, "type": "string"},
                        {
                            "name": "state",
                            "in": "query",
                            "type": "string",
                            "description": "* `On` - on\n* `Off` - off",
                        },
                    ],
                    "responses": answer,
                }
            }
        },
    }
    param = {"optional": True, "fields": None, "modelRef": None}
    full = {
        "entities": [
            {
                "name": "Tasks",
                "methodGroups": [
                    {
                        "scopes": ["Default"],
                        "methods": [
                            {
                                "httpMethod": "PUT",
                                "path": "/tasks/{taskId}",
                                "requestModelRef": "model0",
                                "responseModelRef": "model2",
                            }
                        ],
                    }
                ],
            }
        ],
        "models": [
            {"model0": {"params": [{**param, "name": "dates", "type": "object", "modelRef": "model1"}]}},
            {"model1": {"params": [{**param, "name": "due", "type": "string", "optional": False}]}},
            {"model2": {"params": [{**param, "name": "title", "type": "string"}]}},
        ],
    }
    native = {
        "paths": {
            "/contacts": {"get": {}},
            "/webhooks/": {"post": {"parameters": [{"name": "events", "in": "query", "type": "string"}]}},
        }
    }
    for name, value in (("WrikeAPI-PAO-Connector.json", newest), ("public_api_doc-2020.json", full)):
        (place / name).write_text(json.dumps(value))
    (place / "WrikeAPI-Native-PAO-Connector.yaml").write_text(yaml.safe_dump(native))


def test_the_facts_of_an_openapi_file(folder: Path) -> None:
    shelf: dict[str, Any] = {
        "message": {"type": "string"},
        "kind": {"enum": ["wood", "steel", "glass"], "type": "string", "required": True},
        "note": {"max": 50, "type": "string"},
        "light": {"type": "boolean"},
        "books": {"type": "array"},
        "books[].title": {"type": "string"},
        "inner": {},
    }
    assert books.distil(folder)["shelves"] == {
        "PUT /shelves/{}": {
            "scopes": ["shelves.UPDATE"],
            "status": 200,
            "message": "The shelf stands.",
            "parameters": {
                "organization_id": {"type": "string", "required": True},
                "name": {"type": "string"},
                "name_startswith": {},
                "name_contains": {},
                "X-Key": {"type": "string", "required": True, "in": "header"},
            },
            "body": shelf,
            "answer": {
                name: {key: fact[key] for key in fact if key == "type"} for name, fact in shelf.items()
            },
        }
    }


def test_the_facts_of_wrike_are_merged_from_three_sources(folder: Path) -> None:
    found = wrike.distil(folder)
    assert found["tasks"] == {
        "PUT /tasks/{}": {
            "scopes": ["Default", "wsReadWrite"],
            "status": 200,
            "parameters": {
                "dates": {"type": "object"},
                "state": {"enum": ["On", "Off"]},
                "dates.due": {"type": "string", "required": True},
            },
            "body": {},
            "answer": {
                "data": {"type": "array"},
                "data[].id": {"type": "string"},
                "data[].title": {"type": "string"},
            },
        }
    }
    assert list(found["webhooks"]) == ["POST /webhooks"]
    assert "contacts" not in found


def test_what_is_written_is_read_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "vendor"
    monkeypatch.setattr(facts, "VENDOR", target)
    monkeypatch.setattr(distilling, "VENDOR", target)
    monkeypatch.setattr(distilling, "KINDS", target / "wrike_kinds.json")
    distilling.main(folder)
    assert "books/shelves: 1 operations" in capsys.readouterr().out
    assert json.loads((target / "wrike_kinds.json").read_text(encoding="utf-8")) == ["tasks", "comments"]
    shelves = next(one for one in facts.modules() if one.id == "books/shelves")
    written = books.distil(folder)["shelves"]["PUT /shelves/{}"]
    read = shelves.operations["PUT /shelves/{}"]
    assert {name: getattr(read, name) for name in facts.SECTIONS} == {
        name: written[name] for name in facts.SECTIONS
    }
