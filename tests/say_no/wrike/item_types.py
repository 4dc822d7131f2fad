"""What fake Wrike refuses: custom item types."""

from __future__ import annotations

from ..rows import Row
from ..stage import BUG, CAMPAIGN, DESIGN, FOLDER, TEAM, TICKET
from .common import ask, below, invalid, naming, naming_in, unknown
from .records import CREATE_TASK, NOTHING, TASKS, UPDATE_TASK

TYPED = naming(CREATE_TASK, customItemTypeId=BUG)
CAMPAIGNS = ask("POST", f"/folders/{FOLDER}/folders", {"title": "Spring", "customItemTypeId": CAMPAIGN})
MAKE = ask("POST", f"/custom_item_types/{BUG}/instantiate", {"title": "Crash", "parentId": FOLDER})
MAKE_PROJECT = ask(
    "POST", f"/custom_item_types/{CAMPAIGN}/instantiate", {"title": "Spring", "parentId": FOLDER}
)
MANY = ",".join(f"IEAAAAAQPI{number:06}" for number in range(1_000))
FILTERED = naming_in(TASKS, customItemTypes=f"[{MANY}]")

ROWS: tuple[Row, ...] = (
    Row(
        "a task of a custom item type that there is not",
        "wrike.item_type",
        invalid("customItemTypeId"),
        TYPED.but(json={"customItemTypeId": NOTHING}),
    ),
    Row(
        "a task of a type of projects",
        "wrike.item_type",
        invalid("convertToCustomItemType"),
        naming(UPDATE_TASK, convertToCustomItemType=BUG).but(json={"convertToCustomItemType": CAMPAIGN}),
    ),
    Row(
        "a folder of a type of tasks",
        "wrike.item_type",
        invalid("customItemTypeId"),
        CAMPAIGNS.but(json={"customItemTypeId": BUG}),
    ),
    Row(
        "a mere folder of a type of projects",
        "wrike.item_type",
        invalid("customItemTypeId"),
        naming(CAMPAIGNS, project={}).but(json={"project": None}),
    ),
    Row(
        "a task of a type of a space outside it",
        "wrike.item_type_space",
        invalid("customItemTypeId"),
        ask("POST", f"/folders/{TEAM}/tasks", {"title": "Help", "customItemTypeId": TICKET}).but(
            path=below(f"/folders/{FOLDER}/tasks")
        ),
    ),
    Row(
        "something of a type of a space outside it",
        "wrike.item_type_space",
        invalid("parentId"),
        ask("POST", f"/custom_item_types/{TICKET}/instantiate", {"title": "Help", "parentId": TEAM}).but(
            json={"parentId": FOLDER}
        ),
    ),
    Row(
        "a filter by more than a thousand types",
        "wrike.item_type_count",
        invalid("customItemTypes"),
        FILTERED.but(params={"customItemTypes": f"[{MANY},{BUG}]"}),
    ),
    Row(
        "something of a type in two places",
        "wrike.item_place",
        invalid("parentId"),
        MAKE.but(json={"superTaskId": DESIGN}),
    ),
    Row(
        "something of a type nowhere",
        "wrike.item_place",
        invalid("parentId"),
        MAKE.but(json={"parentId": None}),
    ),
    Row(
        "a project below a task",
        "wrike.item_place",
        invalid("superTaskId"),
        MAKE_PROJECT.but(json={"parentId": None, "superTaskId": DESIGN}),
    ),
    Row(
        "something of a type in no folder that there is",
        "wrike.parents",
        invalid("parentId"),
        MAKE.but(json={"parentId": NOTHING}),
    ),
    unknown("custom item type", ask("GET", f"/custom_item_types/{BUG}"), f"/custom_item_types/{NOTHING}"),
    unknown("custom item type", MAKE, f"/custom_item_types/{NOTHING}/instantiate"),
)
