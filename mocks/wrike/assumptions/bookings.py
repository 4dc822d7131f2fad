"""Of bookings, and of rollups."""

from __future__ import annotations

from ...kit.assumptions import Assumption

CALENDAR = Assumption(
    key="wrike.booking_calendar",
    question="Whose days off does a booking leave out when its duration is counted?",
    evidence=(
        "The specification calls the duration one in days, and has a flag for weekends. Whether the schedule "
        "and the exceptions of who is booked count, or those of the account, is not said."
    ),
    alternatives={
        "responsible": "those of who is booked: their work schedule, and their own exceptions from it",
        "account": "those of the account's default work schedule",
    },
    choice="responsible",
)

EFFORT = Assumption(
    key="wrike.booking_effort",
    question="What does a booking say of its effort?",
    evidence=(
        "The specification gives it a mode, a total and an allocation by days, of which only the mode is "
        "required. No booking was captured."
    ),
    alternatives={
        "spread": (
            "all three: without a mode or with FullTime 480 minutes a day, with None nothing, with Basic "
            "the total evenly over the days, with Flexible the days that were sent"
        ),
        "as_sent": "what was sent, and the mode None where nothing was",
    },
    choice="spread",
)

FILTER = Assumption(
    key="wrike.booking_filter",
    question="Which bookings does a list have between startDate and finishDate?",
    evidence="The specification says 'Start date' and 'Finish date', as yyyy-MM-dd.",
    alternatives={
        "overlap": "those of which a day lies between them",
        "within": "those of which every day does",
    },
    choice="overlap",
)

REDATED = Assumption(
    key="wrike.booking_redated",
    question="What becomes of a booking's dates of which a change sends a part?",
    evidence="Not said. Of tasks a client notes that start and due are lost where only the duration is sent.",
    alternatives={
        "merged": "what is not sent stays, a new start moves the booking",
        "whole": "they must be sent whole: a start, and an end or a duration",
    },
    choice="merged",
)

RESPONSIBLE = Assumption(
    key="wrike.booking_responsible",
    question="Must a booking be for exactly one person or placeholder?",
    evidence="The specification requires neither of its two parameters, and an answer has room for both.",
    alternatives={
        "one": "yes: 400 with error invalid_parameter for none and for both",
        "any": "no: none, one and both are kept",
    },
    choice="one",
)

ROLLUP_FIELDS = Assumption(
    key="wrike.rollup_fields",
    question="Which system fields can be rolled up in a task?",
    evidence=(
        "The specification names nine: StartDate, DueDate, Effort, BookedEffort, PlannedFees, ActualFees, "
        "PlannedCost, ActualCost, TimeSpent. Which a task has is not said, nor which can be switched, nor "
        "what is on to begin with: here all can, and none is."
    ),
    alternatives={
        "all": "all nine, as in folders and projects",
        "by_kind": "StartDate, DueDate, Effort and TimeSpent; bookings and money are those of projects",
    },
    choice="all",
)

BOOKINGS = (CALENDAR, EFFORT, FILTER, REDATED, RESPONSIBLE, ROLLUP_FIELDS)
