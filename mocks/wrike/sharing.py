"""With whom folders and tasks are shared, and in which role."""

from __future__ import annotations

from typing import Any

from ..kit.service import Call
from ..kit.store import Record
from . import access
from .answers import reader_of, unique
from .checks import LICENCE
from .errors import WrikeError
from .references import contacts, roles
from .shapes import Reader
from .stored import CONTACTS


def shared_ids(reader: Reader, record: Record) -> list[str]:
    """Renders `sharedIds`: everybody where the whole account sees it."""
    own = record.get("sharedIds", ())
    return list(unique((*own, *_everybody(reader)))) if record.get("open") else list(own)


def _everybody(reader: Reader) -> list[str]:
    rows = reader.context.store.rows(CONTACTS, reader.account_id).values()
    return [row["id"] for row in rows if row.get("type", "Person") == "Person"]


def new_shareds(call: Call, record: Record) -> dict[str, Any]:
    """What `addShareds` and `removeShareds` change; sharing takes a role that may share."""
    added = contacts(call, "addShareds", call.body.get("addShareds") or ())
    removed = contacts(call, "removeShareds", call.body.get("removeShareds") or ())
    if not (added or removed):
        return {}
    _require_sharing(call, record)
    reader = Reader(call.context, {"id": call.tenant}, "")
    shared = unique((*shared_ids(reader, record), *added))
    kept = tuple(one for one in shared if one not in removed)
    return {"sharedIds": kept} | ({"open": False} if removed else {})


def _require_sharing(call: Call, record: Record) -> None:
    """Refuse who may not share it, by their role or by their licence."""
    access.require(call, [record], access.FULL)
    refuse_outsiders(call)


def refuse_outsiders(call: Call) -> None:
    """Refuse an external user who shares something, if licences are assumed to limit what roles allow."""
    external = bool(access.contact_of(reader_of(call)).get("external"))
    if call.context.fails(LICENCE, external and call.context.assume("wrike.licence") == "limits"):
        raise WrikeError.access_forbidden()


def new_roles(call: Call, record: Record) -> dict[str, Any]:
    """What `addAccessRoles` and `removeAccessRoles` change: who has a role has it shared with them."""
    added = roles(call, "addAccessRoles", call.body.get("addAccessRoles") or {})
    removed = contacts(call, "removeAccessRoles", call.body.get("removeAccessRoles") or ())
    if not (added or removed):
        return {}
    _require_sharing(call, record)
    kept = {who: role for who, role in {**record.get("roles", {}), **added}.items() if who not in removed}
    return {"roles": kept, "sharedIds": unique((*record.get("sharedIds", ()), *added))}
