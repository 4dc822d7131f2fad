"""The maps that a function is given: of a record that is there, that was pasted, or that is made up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..errors import UsageError
from ..modules import ALWAYS, MODULES
from ..paste import Note, module_of
from ..ports import Record
from ..scenario.catalogue import Field
from .samples import made_up, sample
from .state import State
from .subject import Subject

BOOKS, WRIKE = "books", "wrike"
_MAPS = frozenset({"map", "list", "collection", ""})
_TITLE = re.compile(rf"name|(?:{'|'.join(MODULES)})_(?:name|number)")
"""Fields that say which record it is."""
_ID = re.compile(r"(.+?)_?id", re.IGNORECASE)
_PYTHON: Mapping[str, tuple[type, ...]] = {"number": (int, float), "integer": (int,), "boolean": (bool,)}


class Arguments:
    """Gathers what the function is given by name; `notes` say what was not given by its author.

    `made_up` says whether the record that it runs on is nobody's.
    """

    def __init__(self, subject: Subject, state: State, given: Mapping[str, Any]) -> None:
        self._subject, self._state, self._given = subject, state, dict(given)
        self.notes: list[Note] = []
        self.made_up = False

    def gather(self) -> dict[str, Any]:
        """All of them; raises UsageError if one is missing that cannot be made up."""
        maps = self._record()
        found = {**maps, **self._given}
        for name in ALWAYS:  # a part of one of these is laid over the rest
            if isinstance(found[name], Mapping):
                found[name] = {**maps[name], **found[name]}
        found |= dict(self._fields(found))
        found |= dict(self._others(found))
        self._check(found)
        return found

    # --- the record of the module

    def _record(self) -> dict[str, Any]:
        """The maps that every function gets, and the record that this one runs on."""
        variable, module = self._subject.inferred.variable, self._subject.function.module
        if variable is None or module_of(variable) != module:
            return self._maps("", {})
        if not self._is_in_books(module):
            return {**self._maps("", {}), **self._made(variable, module)}
        given = self._given.get(variable)
        stored = self._chosen(module) if given is None else self._laid_down(module, variable, given)
        return self._maps("", {}) if stored is None else self._named(variable, self._maps(module, stored))

    def _made(self, variable: str, module: str) -> dict[str, Any]:
        """A record of a module that fake Books has not, unless it was given."""
        if variable in self._given:
            return {}
        self.made_up = True
        self.notes.append(Note(variable, _made_up(f"fake Books has no {module}")))
        return {variable: made_up(self._subject.reading.wanted.get(variable, {}), self._next_id)}

    def _maps(self, module: str, record: Record) -> dict[str, Any]:
        state = self._state
        return state.world.arguments(state.organization, module, record, state.person)

    def _named(self, variable: str, maps: dict[str, Any]) -> dict[str, Any]:
        """The maps, with the record also under the name by which this function knows it."""
        if variable in maps:
            return maps
        shown = next(value for name, value in maps.items() if name not in ALWAYS)
        return {**maps, variable: shown}

    def _is_in_books(self, module: str) -> bool:
        kind = self._state.world.services[BOOKS].kinds.get(module)
        return kind is not None and kind.request is not None

    def _stored(self, module: str, key: str) -> Record:
        record = self._state.world.store.get(f"{BOOKS}.{module}", self._state.organization, key)
        assert record is not None
        return record

    def _chosen(self, module: str) -> Record:
        """The record that was named, or the first that is there, or one that is made."""
        state = self._state
        kind = state.world.kind(BOOKS, module)
        rows = state.world.view(BOOKS, module, state.organization)
        if state.chosen is not None:
            bound = state.stage.named(state.chosen)
            if bound.kind is None or (bound.kind.service, bound.kind.kind) != (BOOKS, module):
                raise UsageError(
                    f"'{state.chosen}' is no record of {BOOKS}.{module}, which the function runs on."
                )
            rows = [{kind.key: bound.key, **bound.record}]
        if rows:
            self._note(module, rows[0], f"of the fixture {state.fixture}")
            return self._stored(module, str(rows[0][kind.key]))
        if module == "projects" and not state.world.view(BOOKS, "contacts", state.organization):
            state.world.given(BOOKS, "contacts", state.organization, sample("contacts", (), ()))
        made = sample(module, kind.fields, self._subject.reading.custom_fields)
        stored = state.world.given(BOOKS, module, state.organization, made)
        self.made_up = True
        self._note(module, {**stored, **made}, "made up in fake Books")
        return stored

    def _note(self, module: str, row: Mapping[str, Any], whence: str) -> None:
        key = self._state.world.kind(BOOKS, module).key
        title = next((f"'{row[name]}', " for name in row if _TITLE.fullmatch(name) and row[name]), "")
        text = f"{whence}: {title}{key} {row[key]}"
        self.notes.append(Note(self._subject.inferred.variable or module, text))

    # --- a record that was pasted

    def _laid_down(self, module: str, variable: str, given: Any) -> Record | None:
        """Lay a pasted record down in fake Books too, so that calls back with its id work.

        One that has its id is given to the function as it stands; one without is completed.
        """
        if not isinstance(given, Mapping):
            return None
        world, organization = self._state.world, self._state.organization
        kind = world.kind(BOOKS, module)
        self._customer(given)
        try:
            values = fitting(given, kind.fields)
            if key := given.get(kind.key):
                values[kind.key] = str(key)
            stored = world.given(BOOKS, module, organization, values)
        except ValueError as problem:
            self.notes.append(Note(variable, f"as given; fake Books does not take it: {problem}"))
            return None
        if key:
            self.notes.append(
                Note(variable, f"as given; fake Books has it too, {kind.key} {stored[kind.key]}")
            )
        else:
            shown = self._named(variable, self._maps(module, stored))[variable]
            self._given[variable] = {**shown, **given}
            self.notes.append(Note(variable, f"completed by fake Books, {kind.key} {stored[kind.key]}"))
        return stored

    def _customer(self, given: Mapping[str, Any]) -> None:
        """The customer that a pasted record names by its id."""
        world, organization = self._state.world, self._state.organization
        key = str(given.get("customer_id") or "")
        if key and not any(row["contact_id"] == key for row in world.view(BOOKS, "contacts", organization)):
            name = str(given.get("customer_name") or "Customer")
            world.given(BOOKS, "contacts", organization, {"contact_id": key, "contact_name": name})

    # --- everything else

    def _fields(self, found: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        """Global fields of a function that came alone: those that hold a folder of Wrike."""
        state = self._state
        filled = state.world.global_fields(state.organization)
        for name in self._subject.inferred.folders if self._subject.alone else ():
            if name not in found and name not in filled:
                account = state.world.tenants(WRIKE)[0]
                folder = state.world.given(WRIKE, "folders", account, {"title": "Projects"})
                text = f"a folder made in fake Wrike, {folder['id']}, since a URL has it behind /folders/"
                self.notes.append(Note(f"global field {name}", text))
                yield name, folder["id"]

    def _others(self, found: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        """Maps that the function reads keys of, and ids of records."""
        reading = self._subject.reading
        for name in self._subject.outside:
            if name in found or name in self._state.world.global_fields(self._state.organization):
                continue
            kind = reading.parameters.get(name, "")
            wanted = reading.wanted.get(name)
            if wanted and kind in _MAPS:
                self.notes.append(Note(name, _made_up("nothing else is known of it")))
                yield name, made_up(wanted, self._next_id)
            elif name in reading.parameters and (module := _module_of_id(name)) and self._is_in_books(module):
                key = self._state.world.kind(BOOKS, module).key
                value = str(self._chosen(module)[key])
                yield name, int(value) if kind in ("int", "bigint", "number", "long") else value

    def _next_id(self) -> str:
        number = self._state.world.ids.nth("execution", "id")
        return str(460_000_000_000_000_000 + number)

    def _check(self, found: Mapping[str, Any]) -> None:
        parameters = self._subject.reading.parameters
        missing = [name for name in parameters if name not in found]
        if missing:
            needed = ", ".join(f"{name} ({parameters[name] or 'any type'})" for name in missing)
            raise UsageError(
                f"{self._subject.function.file}: the header asks for {needed}. "
                f"Give it: {' '.join(f'--arg {name}=…' for name in missing)}"
            )


def _module_of_id(name: str) -> str | None:
    found = _ID.fullmatch(name)
    return module_of(found[1]) if found else None


def _made_up(why: str) -> str:
    return f"made up of the keys that the function reads, since {why}"


def fitting(values: Mapping[str, Any], fields: Iterable[Field]) -> dict[str, Any]:
    """What of a pasted record is of the declared fields and their types; the rest is left out."""
    found: dict[str, Any] = {}
    for field in fields:
        value = values.get(field.name)
        if value in (None, "", [], {}):
            continue
        if field.type == "list" and isinstance(value, list):
            if field.fields and all(isinstance(one, Mapping) for one in value):
                found[field.name] = [fitting(one, field.fields) for one in value]
        elif field.type == "object" and isinstance(value, Mapping):
            found[field.name] = fitting(value, field.fields) if field.fields else dict(value)
        elif field.type in _PYTHON and isinstance(value, _PYTHON[field.type]):
            found[field.name] = value
        elif (
            field.type in ("id", "text", "date", "time")
            and isinstance(value, (str, int))
            and _allowed(field, value)
        ):
            found[field.name] = str(value)
    return found


def _allowed(field: Field, value: Any) -> bool:
    return not isinstance(value, bool) and (not field.enum or value in field.enum)
