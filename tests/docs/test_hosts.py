"""`docs/hosts.md`: its examples are read, and answer as it says."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import httpx

from harness.connections import SERVICES
from harness.extension import Extension
from harness.scenario.hosts import HostsReader
from harness.scenario.yamlfile import MappingNode, parse_yaml
from harness.world import World

PAGE = Path(__file__).resolve().parents[2] / "docs" / "hosts.md"
EXAMPLES = re.findall(r"```yaml\n(hosts:.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def world_of(example: str, folder: Path) -> World:
    node = parse_yaml(example, str(folder / "extension.yaml"))
    assert isinstance(node, MappingNode)
    hosts = node.get("hosts")
    assert hosts is not None
    return World.create(Extension(hosts=HostsReader({**SERVICES, "shop": SERVICES["asana"]}).read(hosts)))


def test_the_first_example_answers_as_it_says(tmp_path: Path) -> None:
    world, key = world_of(EXAMPLES[0], tmp_path), {"X-Api-Key": "key-1"}
    api = "https://api.shop.example/v1"
    order = {"customer": "Ann", "lines": [{"sku": "A"}]}

    async def calls() -> list[httpx.Response]:
        return [
            await world.client.get(f"{api}/orders/9?page=2", headers=key),
            await world.client.post(f"{api}/orders", headers=key, json=order),
            await world.client.get(f"{api}/status"),
            await world.client.get(f"{api}/orders/9"),
        ]

    read, made, status, refused = asyncio.run(calls())
    assert read.json() == {"id": "9", "page": "2", "total": 3}
    assert (made.status_code, made.headers["location"]) == (201, f"{api}/orders/7")
    assert made.json() == {"id": 7, "sku": "A", "note": "for Ann"}
    assert (status.text, refused.status_code) == ("open", 401)


def test_the_example_of_credentials_refuses_in_its_own_words(tmp_path: Path) -> None:
    world = world_of(EXAMPLES[1], tmp_path)
    paths = ["basic", "keys", "token", "token-in-query", "token-in-header", "signed"]

    async def calls() -> list[tuple[int, str]]:
        answers = [await world.client.get(f"https://api.example.com/{path}") for path in paths]
        return [(one.status_code, one.json()["error"]) for one in answers]

    assert asyncio.run(calls()) == [(403, "go away")] * len(paths)
    assert {one.reason for one in world.journal} == {"missing"}


def test_the_example_of_an_openapi_file_is_read(tmp_path: Path) -> None:
    document = """\
openapi: 3.0.3
security: [{api_key: []}]
paths: {/pets: {get: {responses: {"200": {description: x, content: {application/json: {example: []}}}}}}}
components:
  securitySchemes: {api_key: {type: apiKey, in: header, name: k}, petstore_auth: {type: oauth2, flows: {}}}
"""
    (tmp_path / "petstore.yaml").write_text(document, encoding="utf-8")
    world = world_of(EXAMPLES[2], tmp_path)

    async def call() -> httpx.Response:
        return await world.client.get("https://petstore.example/pets", headers={"k": "key-1"})

    assert asyncio.run(call()).json() == []
