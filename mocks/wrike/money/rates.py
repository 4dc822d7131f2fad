"""What an hour of somebody is billed at and costs: in a project, in the account, or by their job role."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from decimal import Context as Digits
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context
from ...kit.store import Record
from ..checks import RATE_VALUE
from ..errors import WrikeError
from ..shapes import Reader
from ..stored import CONTACTS, JOB_ROLES, PLACEHOLDERS, RATES

TYPES, SOURCES, SCOPES = ("Bill", "Cost"), ("JobRole", "User"), ("Account", "Project")
_ROOMY = Digits(prec=400)
"""Digits enough for the greatest number that a request can have."""
FIELDS = (
    Field("rateSource", required=True, enum=SOURCES),
    Field("rateValue", "number"),
    Field("rateScope", enum=SCOPES),
)
"""One rate, as requests and answers have it."""
ACCOUNT = ""
"""Stands in place of a project's id for the rates of the whole account."""


def subject(context: Context, account_id: str, identifier: str) -> Record | None:
    """Whoever can have a rate: the person or placeholder of that id, or None."""
    person = context.store.get(CONTACTS, account_id, identifier)
    if person is not None:
        return None if person.get("type") == "Group" else person
    return context.store.get(PLACEHOLDERS, account_id, identifier)


def type_of(subject_: Record) -> str:
    """`User` or `Placeholder`."""
    return "User" if "person" in subject_ else "Placeholder"


def rated(context: Context, account_id: str, project: str) -> list[str]:
    """The ids of those who have a rate in that project, in the order in which they got it."""
    rows = context.store.find(RATES, account_id, "projectId", project)
    return list(dict.fromkeys(row["subjectId"] for row in rows))


def shown(
    context: Context, account_id: str, subject_: Record, kind: str, project: str = ACCOUNT
) -> dict[str, Any] | None:
    """The rate that counts for somebody, as answers have it, or None: the project's before the account's."""
    for place in dict.fromkeys((project, ACCOUNT)):
        held = context.store.get(RATES, account_id, key(place, subject_["id"], kind))
        if held is not None:
            own = held["rateSource"] == "User"
            value = held["rateValue"] if own else _of_role(context, account_id, subject_, kind)
            return _rate(held["rateSource"], value, SCOPES[place != ACCOUNT])
    value = _of_role(context, account_id, subject_, kind)
    if value is None or context.assume("wrike.unset_rate") == "absent":
        return None
    return _rate("JobRole", value, "Account")


def renders(kind: str) -> Any:
    """Renders the rate of a contact in the account."""

    def compute(reader: Reader, contact: Record) -> dict[str, Any] | None:
        return shown(reader.context, reader.account_id, contact, kind)

    return compute


def check(call: Call, parameter: str, given: Mapping[str, Any]) -> None:
    """Refuse a rate of a person's own without a value, or with one below nothing."""
    source, value = given.get("rateSource"), given.get("rateValue")
    bad = source not in SOURCES or (source == "User" and value is None) or (value or 0) < 0
    if call.context.fails(RATE_VALUE, bad):
        raise WrikeError.invalid_parameter(parameter)


def rounded(value: float) -> float:
    """To two places, half of the last one upwards [SPEC:BudgetRate]."""
    return float(Decimal(str(value)).quantize(Decimal("0.01"), ROUND_HALF_UP, _ROOMY))


def key(project: str, who: str, kind: str) -> str:
    """Under which a rate is stored."""
    return f"{project}/{who}/{kind}"


def _rate(source: str, value: float | None, scope: str) -> dict[str, Any]:
    return {"rateSource": source, **({} if value is None else {"rateValue": value}), "rateScope": scope}


def _of_role(context: Context, account_id: str, subject_: Record, kind: str) -> float | None:
    role = context.store.get(JOB_ROLES, account_id, subject_.get("jobRoleId") or "") or {}
    value: float | None = role.get("billRate" if kind == "Bill" else "costRate")
    return value
