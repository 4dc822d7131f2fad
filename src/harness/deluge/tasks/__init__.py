"""Tasks in brackets, which reach outside through the host: a new one is a module and an entry."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from harness.deluge.runtime.run import Run
from harness.deluge.tasks import books
from harness.deluge.tasks.ftp import transfer
from harness.deluge.tasks.invokeapi import invoke_api
from harness.deluge.tasks.invokeurl import function_form, get_url, invoke_url, sending
from harness.deluge.tasks.sendmail import send_mail, send_sms

__all__ = ["FUNCTIONS", "TASKS", "TaskFunction"]


@dataclass(frozen=True, slots=True)
class TaskFunction:
    """A task in the form of a function.

    `run` gets the run, the line and the arguments, of which there are `counts`.
    """

    name: str
    counts: range
    run: Callable[..., Awaitable[Any]]


TASKS: Final[Mapping[str, Callable[[Run, Mapping[str, Any], int], Awaitable[Any]]]] = MappingProxyType(
    {
        "invokeurl": invoke_url,
        "invokeapi": invoke_api,
        "sendmail": send_mail,
        "sendsms": send_sms,
        "ftp": transfer,
        "sftp": transfer,
    }
)
"""By name in lower case. Each gets the run, the values of its keys, and its line."""

_FUNCTIONS: Final = (
    TaskFunction("invokeUrl", range(2, 6), function_form),
    TaskFunction("getUrl", range(1, 4), get_url),
    TaskFunction("postUrl", range(2, 5), sending("POST")),
    TaskFunction("putUrl", range(2, 5), sending("PUT")),
    TaskFunction("zoho.books.createRecord", range(3, 5), books.create_record),
    TaskFunction("zoho.books.updateRecord", range(4, 6), books.update_record),
    TaskFunction("zoho.books.getRecords", range(2, 5), books.get_records),
    TaskFunction("zoho.books.getRecordsByID", range(3, 5), books.get_record),
    TaskFunction("zoho.books.markStatus", range(4, 6), books.mark_status),
    TaskFunction("zoho.books.getOrganizations", range(2), books.get_organizations),
    TaskFunction("zoho.books.getTemplates", range(2, 4), books.get_templates),
)

FUNCTIONS: Final[Mapping[str, TaskFunction]] = MappingProxyType({one.name.lower(): one for one in _FUNCTIONS})
"""By name in lower case."""
