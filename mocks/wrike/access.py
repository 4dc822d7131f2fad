"""What a person sees and may do: by sharing, by space, and by what lies above.

Someone sees a folder or task that is shared with them or a group of theirs, that is their own or assigned
to them, that lies in a space which is public or which they are a member of, and everything below such a
one. Roles are the four built-in ones [MATON]; the greatest that somebody has on any way counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

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


def rendered_parents(reader: Reader, record: Record) -> list[str]:
    """Renders `parentIds`; whether folders that the reader does not see are among them is an assumption."""
    parents = record.get("parentIds", ())
    folders = ((one, reader.context.store.get(FOLDERS, reader.account_id, one)) for one in parents)
    seen = [one for one, folder in folders if folder is None or sees(reader, folder)]
    if len(seen) < len(parents) and reader.context.assume("wrike.hidden_parents") == "left_out":
        return seen
    return list(parents)


def level(reader: Reader, record: Record) -> int:
    """What the reader may do with a folder or task; the harness itself (no contact) may everything."""
    return min(_reached(reader, record), _licensed(reader))


def _reached(reader: Reader, record: Record) -> int:
    """What the roles allow the reader, on whatever way."""
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


def shown(
    call: Call, records: list[Record], node_of: Callable[[Record], Record | None] = lambda one: one
) -> list[Record]:
    """Several records; those of them that the caller does not see may be left out (an assumption)."""
    if len(records) < 2:
        return records
    reader = reader_of(call)
    nodes = [(one, node_of(one)) for one in records]
    seen = [one for one, node in nodes if node is None or sees(reader, node)]
    if len(seen) in (0, len(records)) or call.context.assume("wrike.unshared_ids") == "refused":
        return records
    return seen


def admitted(call: Call, records: list[Record], least: int) -> list[Record]:
    """Folders or tasks of a path with which the caller may do so much; see `shown`."""
    found = shown(call, records)
    require(call, found, least)
    return found


def assumed(call: Call, records: Iterable[Record], key: str, levels: Mapping[str, int]) -> int:
    """The level that it takes by that assumption; it is only asked for where it makes a difference."""
    held = [level(reader_of(call), record) for record in records]
    passing = {all(one >= least for one in held) for least in levels.values()}
    return levels[call.context.assume(key)] if len(passing) > 1 else min(levels.values())


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
    if (own := _direct(reader, record, mine)) < FULL:
        own = max(own, _in_space(reader, record, mine))
    return own if own == FULL else max([own, *(_reached(reader, one) for one in _above(reader, record))])


def _licensed(reader: Reader) -> int:
    """The most that somebody's licence allows them anywhere."""
    if (found := reader.memo.get("licensed")) is None:
        limited = contact_of(reader).get("role") == "Collaborator"
        limited = limited and reader.context.assume("wrike.licence") == "limits"
        found = reader.memo["licensed"] = LIMITED if limited else FULL
    return int(found)


def contact_of(reader: Reader) -> Record:
    """The contact that reads."""
    return reader.context.store.get(CONTACTS, reader.account_id, reader.contact) or {}


def _direct(reader: Reader, record: Record, mine: frozenset[str]) -> int:
    if record.get("open"):
        return FULL
    people = (
        *record.get("authorIds", ()),
        *record.get("sharedIds", ()),
        *record.get("responsibleIds", ()),
        *record.get("project", {}).get("ownerIds", ()),
    )
    named = [one for one in people if one in mine]
    return max((_named(reader, record, one) for one in named), default=NOTHING)


def _named(reader: Reader, record: Record, who: str) -> int:
    """What somebody may do who is named in a folder or task: by their role, as its author, or by default."""
    if (role := record.get("roles", {}).get(who)) is not None:
        return ROLES[role]
    if who in record.get("authorIds", ()):
        return FULL
    return FULL if reader.context.assume("wrike.shared_role") == "full" else EDIT


def _in_space(reader: Reader, record: Record, mine: frozenset[str]) -> int:
    if (space := record.get("space")) is None:
        return NOTHING
    roles = [ROLES.get(member["role"], READ) for member in space["members"] if member["id"] in mine]
    everybody = space["accessType"] == "Public" and contact_of(reader).get("role", "User") == "User"
    if everybody and FULL not in roles:
        roles.append(ROLES[guest_role(reader, record)])
    return max(roles, default=NOTHING)


def guest_role(reader: Reader, record: Record) -> int:
    """The number of the role that who is no member has in a public space."""
    chosen: int | None = record["space"].get("guestRole")
    return _GUESTS[reader.context.assume("wrike.guest_role")] if chosen is None else chosen


_GUESTS = {"full": -1, "editor": -2, "read_only": -4}
"""Roles of guests by what is assumed of a space for which none was chosen."""


def _above(reader: Reader, record: Record) -> list[Record]:
    parents = record.get("formerParentIds", record.get("parentIds", ()))
    logical = (root_of(reader.account_id), bin_of(reader.account_id))
    store, account = reader.context.store, reader.account_id
    folders = (store.get(FOLDERS, account, one) for one in parents if one not in logical)
    tasks = (store.get(TASKS, account, one) for one in record.get("superTaskIds", ()))
    return [one for one in (*folders, *tasks) if one is not None]
