from __future__ import annotations

from typing import Any

import pytest

from harness.errors import FileError
from harness.scenario.references import Reference, Template, parse, references, resolve, walk
from harness.scenario.yamlfile import Place

HERE = Place("f.yaml", 3, 5)


def lookup(reference: Reference) -> Any:
    return walk({"id": 7, "tags": ["a", "b"], "none": None}, reference)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("plain", "plain"),
        ("${site.id}", 7),
        ("${ site.id }", 7),
        ("no. ${site.id}, ${site.tags.1}", "no. 7, b"),
        ("[${site.none}]", "[]"),
        ("$${site.id}", "${site.id}"),
        ("$${a} ${site.id}", "${a} 7"),
        ("$5", "$5"),
    ],
)
def test_a_text_becomes_what_its_references_stand_for(text: str, value: object) -> None:
    assert resolve(parse(text, HERE), lookup) == value


@pytest.mark.parametrize("text", ["${}", "${a b}", "${1a}", "${a", "${a.}"])
def test_a_malformed_reference_is_an_error_at_its_place(text: str) -> None:
    with pytest.raises(FileError) as caught:
        parse(text, HERE)
    assert (caught.value.line, caught.value.column) == (3, 5)


def test_a_path_that_leads_nowhere_names_the_nearest_field() -> None:
    found = parse("${site.tag}", HERE)
    with pytest.raises(FileError, match="Did you mean 'tags'"):
        resolve(found, lookup)


def test_references_are_found_however_deep() -> None:
    value = {"a": [parse("${x}", HERE), {"b": parse("${y.z} and ${w}", HERE)}]}
    assert [str(one) for one in references(value)] == ["${x}", "${y.z}", "${w}"]
    assert isinstance(parse("${y.z} and ${w}", HERE), Template)
