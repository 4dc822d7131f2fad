"""What a person sees and may do: by sharing, by space, and by what lies above.

Someone sees a folder or task that is shared with them or a group of theirs, that is their own or assigned
to them, that lies in a space which is public or which they are a member of, and everything below such a
one. Roles are the four built-in ones [MATON]; the greatest that somebody has on any way counts.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..kit.service import Call
from ..kit.store import Record
from .accounts import bin_of, root_of
from .answers import reader_of
from .checks import ACCESS_ROLE, SHARED
from .entity_ids import ACCESS_ROLE as ACCESS_ROLE_LETTER
from .entity_ids import group
from .errors import WrikeError
from .shapes import Reader
from .stored import CONTACTS, FOLDERS, TASKS

NOTHING, READ, LIMITED, EDIT, FULL = range(5)
"""Nothing; can view; can comment, change statuses and attach; can edit; can share and delete too."""
ROLES = {-1: FULL, -2: EDIT, -3: LIMITED, -4: READ}
"""What the built-in access roles allow, by the number inside their ids."""


def role_id(account_id: str, number: int) -> str:
    """The id of the built-in access role of that number."""
    return account_id + group(ACCESS_ROLE_LETTER, number)


def rendered_roles(reader: Reader, record: Record) -> dict[str, str]:
    """Renders the roles that a record was shared in, by contact."""
    shared = record.get("roles", {})
    return {who: role_id(reader.account_id, number) for who, number in shared.items()}


def level(reader: Reader, record: Record) -> int:
    """What the reader may do with a folder or task; the harness itself (no contact) may everything."""
    if not reader.contact or "scope" in record:
        return FULL
    known: dict[str, int] = reader.memo.setdefault("access", {})
    if (found := known.get(record["id"])) is None:
        known[record["id"]] = NOTHING  # until it is known, so that no loop can arise
        found = known[record["id"]] = _level(reader, record)
    return found


def sees(reader: Reader, record: Record) -> bool:
    """Whether the reader sees a folder or task."""
    return level(reader, record) > NOTHING


def visible(reader: Reader, records: Iterable[Record]) -> list[Record]:
    """Those of the folders or tasks that the reader sees: `sees` of each, with a short cut for long lists."""
    mine = selves(reader)
    return [one for one in records if not mine.isdisjoint(one.get("sharedIds", ())) or sees(reader, one)]


def require(call: Call, records: Iterable[Record], least: int) -> None:
    """Refuse a caller who does not see one of them, or may do less than `least` with it."""
    reader = reader_of(call)
    levels = [level(reader, record) for record in records]
    if call.context.fails(SHARED, NOTHING in levels):
        raise WrikeError.access_forbidden()
    if call.context.fails(ACCESS_ROLE, any(NOTHING < one < least for one in levels)):
        raise WrikeError.access_forbidden()


def selves(reader: Reader) -> frozenset[str]:
    """The contact's own id and those of the groups that they are in."""
    if (found := reader.memo.get("selves")) is None:
        rows = reader.context.store.rows(CONTACTS, reader.account_id).values()
        groups = [row for row in rows if row.get("type") == "Group"]
        found = {reader.contact}
        while more := {row["id"] for row in groups if found & set(row["memberIds"])} - found:
            found |= more
        found = reader.memo["selves"] = frozenset(found)
    return frozenset(found)


def _level(reader: Reader, record: Record) -> int:
    mine = selves(reader)
    if (own := _direct(record, mine)) < FULL:
        own = max(own, _in_space(reader, record, mine))
    return own if own == FULL else max([own, *(level(reader, one) for one in _above(reader, record))])


def _direct(record: Record, mine: frozenset[str]) -> int:
    if record.get("open"):
        return FULL
    people = (
        *record.get("sharedIds", ()),
        *record.get("authorIds", ()),
        *record.get("responsibleIds", ()),
        *record.get("project", {}).get("ownerIds", ()),
    )
    roles = record.get("roles", {})
    return max((ROLES[roles.get(one, -1)] for one in people if one in mine), default=NOTHING)


def _in_space(reader: Reader, record: Record, mine: frozenset[str]) -> int:
    if (space := record.get("space")) is None:
        return NOTHING
    contact = reader.context.store.get(CONTACTS, reader.account_id, reader.contact) or {}
    everybody = space["accessType"] == "Public" and contact.get("role", "User") == "User"
    roles = [ROLES.get(member["role"], READ) for member in space["members"] if member["id"] in mine]
    return max([ROLES[space.get("guestRole", -1)] if everybody else NOTHING, *roles])


def _above(reader: Reader, record: Record) -> list[Record]:
    parents = record.get("formerParentIds", record.get("parentIds", ()))
    logical = (root_of(reader.account_id), bin_of(reader.account_id))
    store, account = reader.context.store, reader.account_id
    folders = (store.get(FOLDERS, account, one) for one in parents if one not in logical)
    tasks = (store.get(TASKS, account, one) for one in record.get("superTaskIds", ()))
    return [one for one in (*folders, *tasks) if one is not None]
