"""Of kinds of work, bookings, rates and rollups."""

from __future__ import annotations

from ...kit.assumptions import Assumption

ACCOUNT_ITEM_TYPES = Assumption(
    key="wrike.account_item_types",
    question="Does the account's list of custom item types hold those that belong to a space?",
    evidence=(
        "The specification says of it 'all custom item types that belong to the whole account', and of the "
        "other list 'that belong to the specific space'. No answer was captured."
    ),
    alternatives={
        "account": "only those that belong to no space",
        "all": "those of every space that the caller sees as well",
    },
    choice="account",
)

ITEM_TYPE_TITLE = Assumption(
    key="wrike.item_type_title",
    question="How does the filter by title find custom item types?",
    evidence=(
        "The specification says 'Filter search results by title'. Of the title filter of tasks it says that "
        "it is a contains match."
    ),
    alternatives={
        "contains": "by a part of the title, in either case",
        "exact": "by the whole title, in either case",
    },
    choice="contains",
)

ITEM_TYPE_ELSEWHERE = Assumption(
    key="wrike.item_type_elsewhere",
    question="What does Wrike do where a custom item type of a space is wanted for something outside it?",
    evidence=(
        "Nobody says. A value of a space's custom field is dropped outside the space with a success (notes "
        "of a client, 2026); the help centre calls such types available in their space."
    ),
    alternatives={
        "refused": "400 with error invalid_parameter",
        "accepted": "the task, folder or project is of that type",
    },
    choice="refused",
)

COPIED_ITEM_TYPE = Assumption(
    key="wrike.copied_item_type",
    question="Are the copies of a folder and of what lies in it of the same custom item types?",
    evidence="The parameters of the copy do not speak of types, and no copy of something typed was captured.",
    alternatives={"kept": "yes", "dropped": "no: they are plain tasks, folders and projects"},
    choice="kept",
)

TIMELOG_COMMENT = Assumption(
    key="wrike.timelog_comment",
    question="Must a new timelog have a comment?",
    evidence=(
        "Both specifications call it required, and so does a report of 2026, which left trackedDate out as "
        "well. The live tests of a client (Taviloglu) leave it out and pass, another (wrikery) calls it "
        "optional."
    ),
    alternatives={"required": "yes: it is refused without", "optional": "no: it is empty"},
    choice="required",
)

COMMENT_ORDER = Assumption(
    key="wrike.comment_order",
    question="In which order do comments come in a list?",
    evidence=(
        "No specification and no documentation says; no capture has two comments. Clients that want the "
        "newest (two, 2026) sort by createdDate themselves."
    ),
    alternatives={"oldest_first": "the oldest first", "newest_first": "the newest first"},
    choice="oldest_first",
)

ROOT_PARENT = Assumption(
    key="wrike.root_parent",
    question="Does a task or folder stay in the root when it gets a folder?",
    evidence=(
        "A subtask lists the root as its parent beside the task above it (observed), and the root cannot be "
        "named in addParents or removeParents [SPEC]. What becomes of it when a folder is added is not said."
    ),
    alternatives={"leaves": "no", "stays": "yes: parentIds has both, and nothing takes it out of the root"},
    choice="leaves",
)

TITLE_PAGING = Assumption(
    key="wrike.title_paging",
    question="Has a page of tasks that were filtered by title a token of the next one?",
    evidence=(
        "In 2020 neither nextPageToken nor responseSize came with a title and a pageSize (a client's "
        "README). Nobody says so of later years, and the specification knows no such exception."
    ),
    alternatives={"token": "yes, as every page", "no_token": "no: the rest is out of reach"},
    choice="token",
)

WORK = (
    TIMELOG_COMMENT,
    COMMENT_ORDER,
    ACCOUNT_ITEM_TYPES,
    ITEM_TYPE_TITLE,
    ITEM_TYPE_ELSEWHERE,
    COPIED_ITEM_TYPE,
    ROOT_PARENT,
    TITLE_PAGING,
)
