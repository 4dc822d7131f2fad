"""Bookings: time of a person or placeholder that is reserved for a folder or project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...kit.clock import instant
from ...kit.fields import Field
from ...kit.service import Call, Context, Operation
from ...kit.store import Record
from .. import access, nodes, tree
from ..answers import Answer, reader_of
from ..calendars import calendar_of
from ..checks import BOOKED_FOR, BOOKING_DATES
from ..dates import DAY, BadDates
from ..declaring import flags, id_lists, reads, removes, writes
from ..efforts import ALLOCATION, MODES
from ..entities import Entity, gone
from ..entity_ids import BOOKING
from ..errors import WrikeError
from ..references import contacts, placeholders
from ..shapes import Reader, Shape
from ..spans import planned, spread
from ..stored import BOOKINGS, FOLDERS

_WHO = {"responsibleId": "userId", "responsiblePlaceholderId": "placeholderId"}
"""Whose time it is: the field of a booking, and of an allocation of effort."""


def create(context: Context, account_id: str, values: Mapping[str, Any]) -> Record:
    """Book `responsibleId` or `responsiblePlaceholderId` for `folderId`; raises BadDates.

    `bookingDates` and, if given, `effortAllocation` as a request has them; `id` may be given.
    """
    return ENTITY.add(context, account_id, settled(context, account_id, values))


def settled(context: Context, account_id: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with their dates and effort as they are kept; raises BadDates."""
    own = context.assume("wrike.booking_calendar") == "responsible"
    calendar = calendar_of(context, account_id, values.get("responsibleId") if own else None)
    dates, days = planned(values["bookingDates"], calendar)
    asked = values.get("effortAllocation") or {}
    if context.assume("wrike.booking_effort") == "spread":
        return {**values, "bookingDates": dates, "effort": _effort(values, asked, days)}
    return {**values, "bookingDates": dates, "effort": {"mode": "None", **asked}}


def _effort(values: Mapping[str, Any], asked: Mapping[str, Any], days: list[str]) -> dict[str, Any]:
    """What is done on which day: all day long, unless something else is asked for."""
    mode, allocated = asked.get("mode") or "FullTime", asked.get("responsibleAllocation") or ()
    if mode == "None":
        return {"mode": mode, "totalEffort": 0, "responsibleAllocation": []}
    if mode == "Flexible" and allocated:
        daily = [_day(one) for who in allocated for one in who.get("dailyAllocation") or ()]
    else:
        daily = spread(DAY * len(days) if mode == "FullTime" else asked.get("totalEffort") or 0, days)
    who = {name: values[held] for held, name in _WHO.items() if values.get(held)}
    done = sum(one["effortMinutes"] for one in daily)
    return {
        "mode": mode,
        "totalEffort": done,
        "responsibleAllocation": [{**who, "dailyAllocation": daily}],
    }


def _day(sent: Mapping[str, Any]) -> dict[str, Any]:
    return {"date": sent.get("date") or "", "effortMinutes": sent.get("effortMinutes") or 0}


def _title(reader: Reader, record: Record) -> str:
    return str((nodes.node_of(reader, record.get("folderId", "")) or {}).get("title", ""))


def _shown_effort(reader: Reader, record: Record) -> dict[str, Any]:
    return dict(record["effort"])


EFFORT = (
    Field("mode", required=True, enum=MODES),
    Field("totalEffort", "integer"),
    ALLOCATION,
)
DATES = (
    Field("startDate", "date"),
    Field("finishDate", "date"),
    Field("duration", "integer"),
    Field("workOnWeekends", "boolean"),
)
SHAPE = Shape(
    fields=(
        Field("id", required=True),
        Field("folderId", required=True),
        Field("title", required=True),
        *(Field(name) for name in _WHO),
        Field("bookingDates", "object", required=True, fields=DATES),
        Field("effortAllocation", "object", required=True, fields=EFFORT),
    ),
    computed={"title": _title, "effortAllocation": _shown_effort},
)
ENTITY = Entity("bookings", BOOKINGS, BOOKING, SHAPE)


def of_account(call: Call) -> Answer:
    """`GET /bookings`."""
    return _list(call, ENTITY.rows(call.context, call.tenant))


def of_folder(call: Call) -> Answer:
    """`GET /folders/{folderId}/bookings`: with `showDescendants` those of all folders below too."""
    folder = nodes.folder_of_path(call)
    inside = [folder["id"]]
    if call.parameters.get("showDescendants"):
        found = tree.below(call.context, call.tenant, folder["id"], tree.live)
        inside += [one["id"] for kind, one in found if kind == FOLDERS]
    find = call.context.store.find
    return _list(call, [row for one in inside for row in find(BOOKINGS, call.tenant, "folderId", one)])


def show(call: Call) -> Answer:
    """`GET /bookings/{bookingIds}`."""
    found = nodes.admitted(call, ENTITY.of_path(call), access.READ, "folderId")
    return ENTITY.reply(call, found)


def add(call: Call) -> Answer:
    """`POST /folders/{folderId}/bookings`."""
    folder = nodes.folder_of_path(call, access.EDIT)
    values = {"folderId": folder["id"], **_values(call)}
    return ENTITY.reply(call, [ENTITY.add(call.context, call.tenant, _settled(call, values))])


def change(call: Call) -> Answer:
    """`PUT /bookings/{bookingId}`: whoever is named takes the place of who was booked."""
    record = ENTITY.the_one(call)
    nodes.require(call, reader_of(call), [record], access.EDIT, "folderId")
    given = _values(call)
    named = not _WHO.keys().isdisjoint(given)
    kept = {name: value for name, value in record.items() if not (named and name in _WHO)}
    dates = _redated(call, record.get("bookingDates", {}), given.get("bookingDates"))
    changed = _settled(call, {**kept, **given, "bookingDates": dates})
    return ENTITY.reply(call, [ENTITY.put(call.context, call.tenant, changed)])


def remove(call: Call) -> Answer:
    """`DELETE /bookings/{bookingId}`."""
    record = ENTITY.the_one(call)
    nodes.require(call, reader_of(call), [record], access.EDIT, "folderId")
    return gone(ENTITY, call, record)


def _values(call: Call) -> dict[str, Any]:
    """What the request says of a booking; who is booked must be somebody, and is one of the two."""
    body = call.body
    values = {name: body[name] for name in ("bookingDates", "effortAllocation") if body.get(name) is not None}
    who = {name: body[name] for name in _WHO if body.get(name)}
    for name, read in (("responsibleId", contacts), ("responsiblePlaceholderId", placeholders)):
        if name in who:
            read(call, name, [who[name]])
    needed = not call.operation.partial
    strict = call.context.assume("wrike.booking_responsible") == "one"
    if call.context.fails(BOOKED_FOR, strict and (len(who) > 1 or (needed and not who))):
        raise WrikeError.invalid_parameter("responsibleId")
    return values | who


def _redated(call: Call, held: Mapping[str, Any], given: Mapping[str, Any] | None) -> dict[str, Any]:
    """The dates after a change: what of them is not sent stays, or all must be sent (an assumption)."""
    if given is None:
        return {name: value for name, value in held.items() if name != "duration"}
    if call.context.assume("wrike.booking_redated") == "whole":
        return dict(given)
    stays = {"startDate", "workOnWeekends"} | (
        {"duration"} if not {"finishDate", "duration"} & given.keys() else set()
    )
    return {name: value for name, value in held.items() if name in stays} | dict(given)


def _settled(call: Call, values: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return settled(call.context, call.tenant, values)
    except BadDates:
        if call.context.fails(BOOKING_DATES, True):
            raise WrikeError.invalid_parameter("bookingDates") from None
        today = instant(call.context.clock.now()).date().isoformat()
        return settled(
            call.context, call.tenant, {**values, "bookingDates": {"startDate": today, "duration": 1}}
        )


def _list(call: Call, found: Iterable[Record]) -> Answer:
    wanted = call.parameters
    people = {name: wanted.get(f"{name}s") or () for name in _WHO}
    asked = any(people.values())
    chosen = [
        one
        for one in found
        if _in_range(call, one["bookingDates"])
        and (not asked or any(one.get(name) in who for name, who in people.items()))
    ]
    return ENTITY.reply(call, nodes.seen(reader_of(call), chosen, "folderId"))


def _in_range(call: Call, dates: Mapping[str, Any]) -> bool:
    """Whether a booking meets the days that are asked for, or lies within them: an assumption."""
    first, last = call.parameters.get("startDate"), call.parameters.get("finishDate")
    begins, ends = dates["startDate"], dates["finishDate"]
    if call.context.assume("wrike.booking_filter") == "overlap":
        begins, ends = ends, begins
    return (not first or begins >= first) and (not last or ends <= last)


def operations() -> Iterator[Operation]:
    """Lists of the account and of a folder; read by ids, create, change, delete."""
    answer, path, within = ENTITY.answer, "/bookings/{ids}", "/folders/{ids}/bookings"
    filters = (
        *(Field(name, "date") for name in ("startDate", "finishDate")),
        *id_lists(*(f"{name}s" for name in _WHO)),
        *flags("showDescendants"),
    )
    who = tuple(Field(name, "id") for name in _WHO)
    effort = Field("effortAllocation", "object", fields=EFFORT)
    body = (Field("bookingDates", "object", required=True, fields=DATES), *who, effort)
    yield reads("list_bookings", "/bookings", of_account, answer, filters)
    yield reads("list_folder_bookings", within, of_folder, answer, filters)
    yield reads("get_bookings", path, show, answer)
    yield writes("create_booking", "POST", within, add, answer, body)
    yield writes("update_booking", "PUT", path, change, answer, body)
    yield removes("delete_booking", path, remove, answer)
