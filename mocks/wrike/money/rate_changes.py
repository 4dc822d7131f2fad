"""Setting hourly rates: each change is kept in the periods of rates, and in those of what they make."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...kit.service import Call, Context
from ...kit.store import Record
from ..stored import RATES
from . import finances, rates


def put(
    context: Context,
    account_id: str,
    who: str,
    kind: str,
    values: Mapping[str, Any],
    project: str = rates.ACCOUNT,
) -> Record:
    """Set a rate: `rateSource`, and `rateValue` unless the job role gives it."""
    value = values.get("rateValue")
    record = {
        "id": rates.key(project, who, kind),
        "projectId": project,
        "subjectId": who,
        "rateType": kind,
        "rateSource": values["rateSource"],
        "rateValue": None if value is None or values["rateSource"] == "JobRole" else rates.rounded(value),
    }
    context.store.put(RATES, account_id, record["id"], record)
    finances.settle_rate(context, account_id, who)
    return record


def change(call: Call, parameter: str, who: str, kind: str, given: Mapping[str, Any] | None) -> None:
    """Set somebody's rate in the account as a request says; None takes it away."""
    if given is None:
        _forget(call.context, call.tenant, who, kind, rates.ACCOUNT)
        return
    rates.check(call, parameter, given)
    put(call.context, call.tenant, who, kind, given)


def clear(context: Context, account_id: str, who: str, project: str = rates.ACCOUNT) -> None:
    """Forget the rates that somebody has in that project, or in the account."""
    for kind in rates.TYPES:
        _forget(context, account_id, who, kind, project)


def _forget(context: Context, account_id: str, who: str, kind: str, project: str) -> None:
    key = rates.key(project, who, kind)
    if context.store.get(RATES, account_id, key) is not None:
        context.store.delete(RATES, account_id, key)
        finances.settle_rate(context, account_id, who)
