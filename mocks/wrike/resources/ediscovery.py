"""The search for an eDiscovery report: the ids of what speaks of some terms, or is about somebody.

What the texts in the answer are, where terms are looked for and what a user has to do with it is ours: the
specification has no more than the names [SPEC].
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...kit.fields import Field
from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import nodes, tree
from ..access import visible
from ..answers import Answer, envelope_schema, reader_of
from ..custom_values import as_text
from ..declaring import READ, writes
from ..html import plain
from ..references import contacts
from ..stored import ATTACHMENTS, FOLDERS, TASKS

KIND = "eDiscoveryReport"
SCOPES = ("task", "folder", "attachment", "project", "space")


def search(call: Call) -> Answer:
    """`POST /ediscovery_search`: of what the caller sees."""
    body, target = call.body, call.body.get("targetUserId")
    contacts(call, "targetUserId", [target] if target else ())
    terms = [one.casefold() for one in body.get("terms") or () if one]
    meets = all if call.context.assume("wrike.ediscovery_terms") == "all" else any
    rows = (row for scope in SCOPES if scope in (body["scopes"] or ()) for row in _rows(call, scope))
    about = (row for row in rows if not target or target in _people(row))
    found = (row for row in about if not terms or meets(one in _text(row) for one in terms))
    return Answer(KIND, [row["id"] for row in found])


def _rows(call: Call, scope: str) -> Iterable[Record]:
    reader, store = reader_of(call), call.context.store
    if scope == "attachment":
        return nodes.seen(reader, store.rows(ATTACHMENTS, call.tenant).values())
    rows = store.rows(TASKS if scope == "task" else FOLDERS, call.tenant).values()
    return visible(reader, [row for row in rows if tree.live(row) and scope in ("task", _kind_of(row))])


def _kind_of(folder: Record) -> str:
    """Which of the scopes a folder is; the root is none."""
    if "scope" in folder:
        return ""
    return next((one for one in ("space", "project") if one in folder), "folder")


def _text(row: Record) -> str:
    """What is searched: title or name, description and values of custom fields."""
    values = (as_text(one["value"]) for one in row.get("customFields", ()))
    parts = (row.get("title", ""), row.get("name", ""), plain(row.get("description", "")), *values)
    return "\n".join(parts).casefold()


def _people(row: Record) -> set[str]:
    """Whom it is about: who made it, works on it, owns it or shares it."""
    lists = ("authorIds", "responsibleIds", "sharedIds", "followerIds")
    owners = row.get("project", {}).get("ownerIds", ())
    return {row.get("authorId", ""), *owners, *(who for name in lists for who in row.get(name, ()))}


def operations() -> Iterator[Operation]:
    """The one search; it never takes long enough for a `timeout`."""
    body = (
        Field("scopes", "list", required=True, of="text", enum=SCOPES),
        Field("terms", "list", of="text"),
        Field("targetUserId", "id"),
        Field("timeout", "integer"),
    )
    answer = envelope_schema(KIND, {"type": "string"})
    yield writes("ediscovery_search", "POST", "/ediscovery_search", search, answer, body, scopes=READ)
