"""What happens to nodes before anything reads them: the axes of a matrix, repetitions, overlays.

Places stay those of the file, so that an error in one case of a matrix points at the value at fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

from ..errors import nearest
from .shapes import refuse, scalar
from .yamlfile import SIZE, Entry, MappingNode, Node, ScalarNode, SequenceNode, describe

ASSUME = "assume"
REPEAT, OF, NUMBER = "repeat", "of", "n"
_AXIS = re.compile(r"(?<!\$)\$\{\s*([^\W\d][\w-]*)((?:\.[\w-]+)*)\s*\}")


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a matrix: its label, the value of each axis, and the assumptions it takes."""

    label: str = ""
    axes: Mapping[str, Node] | None = None
    assume: Mapping[str, ScalarNode] | None = None


Alternatives = Callable[[ScalarNode], list[str]]
"""All alternatives of an assumption, by the node of its key; raises FileError."""


def cases(matrix: Node | None, alternatives: Alternatives) -> Iterator[Case]:
    """Every combination of the axes, the last axis turning fastest; one bare case without a matrix.

    An axis is a list (its values are their own labels) or a mapping from label to value. Under `assume`
    each assumption is an axis; `all` stands for all of its alternatives.
    """
    if matrix is None:
        yield Case()
        return
    if not isinstance(matrix, MappingNode) or not matrix.entries:
        refuse(matrix, "axes, each with its values")
    axes = list(_axes(matrix, alternatives))
    for picked in product(*(axis.values for axis in axes)):
        chosen = list(zip(axes, picked, strict=True))
        yield Case(
            ", ".join(f"{axis.name}={label}" for axis, (label, _) in chosen),
            {axis.name: value for axis, (_, value) in chosen if not axis.assumption},
            {
                axis.name: value
                for axis, (_, value) in chosen
                if axis.assumption and isinstance(value, ScalarNode)
            },
        )


@dataclass(frozen=True, slots=True)
class _Axis:
    name: str
    values: tuple[tuple[str, Node], ...]
    assumption: bool = False


def _axes(matrix: MappingNode, alternatives: Alternatives) -> Iterator[_Axis]:
    for entry in matrix.entries.values():
        if entry.key.text == ASSUME:
            yield from _assumptions(entry.value, alternatives)
        else:
            yield _axis(entry)


def _axis(entry: Entry) -> _Axis:
    name, value = entry.key, entry.value
    if not re.fullmatch(r"[^\W\d][\w-]*", name.text) or name.text == NUMBER:
        raise name.place.error(f"'{name.text}' cannot be the name of an axis.")
    if isinstance(value, MappingNode) and value.entries:
        return _Axis(name.text, tuple((key, one.value) for key, one in value.entries.items()))
    if not isinstance(value, SequenceNode) or not value.items:
        refuse(value, f"the values of axis '{name.text}', as a list or as a mapping from label to value")
    return _Axis(name.text, tuple((_label(one, n), one) for n, one in enumerate(value.items, 1)))


def _label(node: Node, number: int) -> str:
    return node.text if isinstance(node, ScalarNode) else str(number)


def _assumptions(node: Node, alternatives: Alternatives) -> Iterator[_Axis]:
    if not isinstance(node, MappingNode):
        refuse(node, "assumptions, each with its alternatives")
    for entry in node.entries.values():
        value, known = entry.value, alternatives(entry.key)
        if isinstance(value, ScalarNode) and value.text == "all":
            picked = [ScalarNode(name, value.place) for name in known]
        elif isinstance(value, SequenceNode) and value.items:
            picked = [scalar(one, "an alternative") for one in value.items]
        else:
            refuse(value, "a list of alternatives or 'all'")
        yield _Axis(entry.key.text, tuple((one.text, one) for one in picked), assumption=True)


def substitute(node: Node, axes: Mapping[str, Node]) -> Node:
    """The node with the value of an axis in place of each `${axis}`; other references stay."""
    if not axes:
        return node
    if isinstance(node, ScalarNode):
        return _scalar(node, axes)
    if isinstance(node, SequenceNode):
        return replace(node, items=tuple(substitute(one, axes) for one in node.items))
    entries: dict[str, Entry] = {}
    for entry in node.entries.values():
        key = _scalar(entry.key, axes)
        if not isinstance(key, ScalarNode):
            raise entry.key.place.error(f"'{entry.key.text}' is {describe(key)} here: a key is a text.")
        if key.text in entries:
            raise entry.key.place.error(f"'{key.text}' is given twice in this case.")
        entries[key.text] = Entry(key, substitute(entry.value, axes))
    return replace(node, entries=entries)


def _scalar(node: ScalarNode, axes: Mapping[str, Node]) -> Node:
    if "${" not in node.text:
        return node
    if (whole := _AXIS.fullmatch(node.text)) and whole[1] in axes:
        return _reach(node, axes[whole[1]], whole)
    return replace(node, text=_AXIS.sub(lambda match: _within(node, axes, match), node.text))


def _within(node: ScalarNode, axes: Mapping[str, Node], match: re.Match[str]) -> str:
    if match[1] not in axes:
        return match[0]
    value = _reach(node, axes[match[1]], match)
    if not isinstance(value, ScalarNode):
        raise node.place.error(f"{match[0]} is {describe(value)}: it cannot stand within a text.")
    return value.text


def _reach(node: ScalarNode, value: Node, match: re.Match[str]) -> Node:
    for step in match[2].split(".")[1:]:
        found = value.get(step) if isinstance(value, MappingNode) else None
        if found is None:
            known = value.entries if isinstance(value, MappingNode) else ()
            raise node.place.error(f"{match[0]}: there is no '{step}' in this case. {nearest(step, known)}")
        value = found
    return value


def repeat(node: Node) -> Node:
    """The node with `{repeat: 200, of: …}` as the list that it stands for; `${n}` counts from 1."""
    return _Repeater().expand(node)


class _Repeater:
    """Keeps count of what the repetitions of one file come to."""

    def __init__(self) -> None:
        self._made = 0

    def expand(self, node: Node) -> Node:
        """The node and all in it; the innermost repetition owns its `${n}`."""
        if isinstance(node, SequenceNode):
            return replace(node, items=tuple(map(self.expand, node.items)))
        if isinstance(node, ScalarNode):
            return node
        if REPEAT in node.entries:
            return self._list(node)
        entries = {key: Entry(one.key, self.expand(one.value)) for key, one in node.entries.items()}
        return replace(node, entries=entries)

    def _list(self, node: MappingNode) -> SequenceNode:
        count, of = node.get(REPEAT), node.get(OF)
        if of is None or set(node.entries) != {REPEAT, OF}:
            raise node.place.error("A repetition has just two keys: {repeat: 200, of: …}.")
        if not isinstance(count, ScalarNode) or not re.fullmatch(r"\d{1,6}", count.text):
            raise (count or node).place.error("Expected how often, such as 200.")
        inner = self.expand(of)
        self._made += int(count.text) * _size(inner)
        if self._made > SIZE:
            raise node.place.error(f"The repetitions of this file come to more than {SIZE} values.")
        numbers = (ScalarNode(str(n), node.place) for n in range(1, int(count.text) + 1))
        return SequenceNode(tuple(substitute(inner, {NUMBER: n}) for n in numbers), node.place)


def _size(node: Node) -> int:
    if isinstance(node, SequenceNode):
        return 1 + sum(map(_size, node.items))
    if isinstance(node, MappingNode):
        return 1 + sum(_size(entry.value) for entry in node.entries.values())
    return 1


def overlay(base: Node, over: Node) -> Node:
    """`over` laid on `base`: mappings are merged key by key, anything else replaces what was there."""
    if not isinstance(base, MappingNode) or not isinstance(over, MappingNode):
        return over
    entries = dict(base.entries)
    for key, entry in over.entries.items():
        before = entries.get(key)
        entries[key] = entry if before is None else Entry(entry.key, overlay(before.value, entry.value))
    return replace(over, entries=entries)
