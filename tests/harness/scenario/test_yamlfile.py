from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.errors import FileError
from harness.scenario.yamlfile import (
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    core,
    parse_yaml,
    read_yaml,
)


def scalars(node: Node) -> list[str]:
    if isinstance(node, ScalarNode):
        return [node.text]
    if isinstance(node, SequenceNode):
        return [text for one in node.items for text in scalars(one)]
    return [text for entry in node.entries.values() for text in (entry.key.text, *scalars(entry.value))]


@pytest.mark.parametrize(
    "text",
    [
        "on",
        "NO",
        "12:26",
        "0644",
        "0x1F",
        "1_000",
        "2026-01-15",
        "1e3",
        ".inf",
        "+49 30 1234",
        "=",
        "<<",
        "y",
    ],
)
def test_a_scalar_stays_the_text_that_was_written(text: str) -> None:
    node = parse_yaml(f"value: {text}\n", "f.yaml")
    assert scalars(node) == ["value", text]


def test_every_node_knows_its_line_and_column() -> None:
    node = parse_yaml("a:\n  - x\n  - {b: ü, c: 'y'}\n", "f.yaml")
    assert isinstance(node, MappingNode)
    items = node.get("a")
    assert isinstance(items, SequenceNode)
    inner = items.items[1]
    assert isinstance(inner, MappingNode)
    last = inner.entries["c"]
    assert str(last.key.place) == "f.yaml:3:12"
    assert str(last.value.place) == "f.yaml:3:15"


BROKEN = [
    ("a: 1\na: 2\n", 2, 1, "'a' is given twice; the first is in line 1."),
    ("a:\n\tb: 1\n", 2, 1, "A tab cannot indent"),
    ("a: b: c\n", 1, 5, "A ':' cannot stand here"),
    ("a: 1\n  b: 2\n", 2, 4, "A ':' cannot stand here"),
    ("a: [1, 2\nb: 3\n", 2, 2, "Expected ',' or ']'"),
    ("{a: ${b}}\n", 1, 6, 'A reference inside it needs quotes: "${name}"'),
    ("a: 'x\n", 1, 4, "A quote is never closed"),
    ("a: @x\n", 1, 4, "cannot begin with '@'"),
    ("a: *x\n", 1, 4, "There is no '&x'"),
    ("a: &a [*a]\n", 1, 8, "There is no '&a'"),
    ("a: !!python/object:os.system {}\n", 1, 4, "A tag"),
    ("a: 1\n---\nb: 2\n", 2, 1, "A second document"),
    ("? [a]\n: 1\n", 1, 3, "A key is a text, not a list."),
    ("a: \x01\n", 1, 4, "A control character (U+0001)"),
    ("- a\nb: 1\n", 2, 1, "Expected another '- '"),
    ('a: "\\q"\n', 1, 5, "Unknown escape"),
    ("", 1, 1, "The file is empty."),
    ("# nothing\n", 1, 1, "The file is empty."),
    ("[" * 1_000, 1, 65, "deeper than 64"),
    ("{a: " * 20_000, 1, 257, "deeper than 64"),
]


@pytest.mark.parametrize(("text", "line", "column", "message"), BROKEN)
def test_broken_yaml_is_one_error_with_its_place(text: str, line: int, column: int, message: str) -> None:
    with pytest.raises(FileError) as caught:
        parse_yaml(text, "f.yaml")
    assert (caught.value.file, caught.value.line, caught.value.column) == ("f.yaml", line, column)
    assert message in caught.value.message


def test_a_file_deeper_than_the_parser_itself_reads_is_told_the_same() -> None:
    with pytest.raises(FileError, match="deeper than 64") as caught:
        parse_yaml("[" * 100_000, "f.yaml")
    assert caught.value.line == 1


def test_a_billion_laughs_are_refused() -> None:
    lines = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    with pytest.raises(FileError, match="More than 200000 values"):
        parse_yaml("\n".join(lines), "f.yaml")


def test_an_alias_stands_for_what_was_anchored() -> None:
    assert scalars(parse_yaml("a: &x [1, 2]\nb: *x\n", "f.yaml")) == ["a", "1", "2", "b", "1", "2"]


def test_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    file = tmp_path / "f.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: 1\r\nb:\r\n  - c\r\n  - c: [\r\n")
    with pytest.raises(FileError) as caught:
        read_yaml(str(file))
    assert caught.value.line == 5
    file.write_bytes(b"\xef\xbb\xbfa: 1\r\nb:\r\n  - c\r\n")
    assert scalars(read_yaml(str(file))) == ["a", "1", "b", "c"]


@pytest.mark.parametrize(
    ("content", "line", "column", "message"),
    [
        (b"a: 1\nb: x\xff\n", 2, 5, "not UTF-8"),
        ("a: 1\n".encode("utf-16"), 1, 1, "UTF-16"),
    ],
)
def test_another_encoding_is_named(
    tmp_path: Path, content: bytes, line: int, column: int, message: str
) -> None:
    file = tmp_path / "f.yaml"
    file.write_bytes(content)
    with pytest.raises(FileError, match=message) as caught:
        read_yaml(str(file))
    assert (caught.value.line, caught.value.column) == (line, column)


def test_a_missing_file_is_an_error_without_a_traceback(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be read"):
        read_yaml(str(tmp_path / "none.yaml"))


def test_a_folder_in_the_place_of_a_file_has_no_neighbour_to_suggest(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"cannot be read: [\w ]+\.$"):
        read_yaml(str(tmp_path))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("~", None),
        ("null", None),
        ("", None),
        ("'null'", "null"),
        ("true", True),
        ("yes", "yes"),
        ("on", "on"),
        ("12", 12),
        ("'12'", "12"),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        ("12:26", "12:26"),
        ("0x1F", "0x1F"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
    ],
)
def test_an_undeclared_value_is_read_by_the_core_schema(text: str, value: object) -> None:
    node = parse_yaml(f"v: {text}\n", "f.yaml")
    assert isinstance(node, MappingNode)
    scalar = node.get("v")
    assert isinstance(scalar, ScalarNode)
    read = core(scalar)
    assert read == value
    assert type(read) is type(value)


@given(st.text(max_size=60))
def test_no_text_gives_anything_but_nodes_or_a_file_error(text: str) -> None:
    error: FileError | None = None
    try:
        parse_yaml(text.encode("utf-8", "replace").decode(), "f.yaml")
    except FileError as caught:
        error = caught
    assert error is None or (error.line >= 1 and error.column >= 1)
