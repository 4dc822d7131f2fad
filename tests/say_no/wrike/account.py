"""What fake Wrike refuses about blueprints, and about the account as a whole: its log, its export."""

from __future__ import annotations

from ..asks import ABSENT, Token, given, instead
from ..rows import Row
from ..stage import ACCOUNT, FIRST, FOLDER
from .common import FORBIDDEN, NOT_FOUND, ask, below, invalid, naming

REPORT = "IEAAAAAQKQAAAAAZ"
BLUEPRINT = given("wrike", "task_blueprints", ACCOUNT, {"id": REPORT, "title": "Report"})
LAUNCH = ask("POST", f"/task_blueprints/{REPORT}/launch_async", {"title": "New", "parentId": FOLDER})
BLUEPRINTS = tuple(
    Row(title, "wrike.launch_place", invalid("parentId"), instead(LAUNCH, wrong, BLUEPRINT))
    for title, wrong in (
        ("a task blueprint launched to no place", LAUNCH.changed(json={"parentId": ABSENT})),
        ("a task blueprint launched to two places", naming(LAUNCH, superTaskId=FIRST)),
    )
)

ANN = Token("wrike", "ann", tenants=(ACCOUNT,))
LOG = ask(
    "GET",
    "/audit_log",
    eventDate='{"start":"2026-01-01T00:00:00Z"}',
    operations="[TaskCreated]",
    objectType="Task",
    objectIds=f"[{FIRST}]",
)
ELEVEN = f"[{','.join([FIRST] * 11)}]"
AUDIT_LOG = (
    Row("the audit log, by no administrator", "wrike.administrator", FORBIDDEN, LOG.but(token=ANN)),
    *(
        Row(
            f"a filter of the audit log by {name} without {needed}",
            "wrike.audit_filter",
            invalid(name),
            LOG.but(params={needed: ABSENT}),
        )
        for name, needed in (
            ("objectType", "operations"),
            ("objectType", "eventDate"),
            ("objectIds", "objectType"),
        )
    ),
    *(
        Row(
            f"eleven {name} in the audit log",
            "wrike.audit_ids",
            invalid(name),
            LOG.but(params={name: ELEVEN}),
        )
        for name in ("objectIds", "users")
    ),
)
EXPORT = "IEAAAAAQIQAAAAAZ"
MADE = given("wrike", "data_exports", ACCOUNT, {"id": EXPORT})
FILE = ask("GET", f"/data_export/{EXPORT}/resources/user")
DATA_EXPORT = (
    Row(
        "a file that an export does not have",
        "wrike.export_file",
        NOT_FOUND,
        instead(FILE, FILE.changed(path=below(f"/data_export/{EXPORT}/resources/users")), MADE),
    ),
    Row(
        "an export, by no administrator",
        "wrike.administrator",
        FORBIDDEN,
        instead(FILE, FILE.changed(token=ANN), MADE),
    ),
)
ROWS = (*BLUEPRINTS, *AUDIT_LOG, *DATA_EXPORT)
