"""What fake Wrike refuses: days off of people, rules about timesheets, hourly rates, bookings, rollups."""

from __future__ import annotations

from typing import Any

from ..asks import ABSENT
from ..rows import Row
from ..stage import ANN_THERE, BOOKED, CREW, DESIGN, DRAWER, FOLDER, SHIFTS, SITE, TOM_THERE, VACATION
from .common import (
    NO_FOLDER,
    NO_TASK,
    NOBODY,
    ROOT,
    ask,
    bad_request,
    below,
    invalid,
    naming,
    naming_in,
    unknown,
)
from .records import NOTHING

OFF = ask(
    "POST",
    "/user_schedule_exclusions",
    {"userId": ANN_THERE, "fromDate": "2026-03-02", "toDate": "2026-03-06", "exclusionType": "VacationPTO"},
)
LONGER = ask("PUT", f"/user_schedule_exclusions/{VACATION}", {"toDate": "2026-03-20"})
RULE = ask("PUT", f"/workschedules/{SHIFTS}/timesheet_submission_rules", {"enabled": True})

SCHEDULES = (
    Row("a day off of nobody", "wrike.contacts", invalid("userId"), OFF.but(json={"userId": NOBODY})),
    Row(
        "days off that end before they start",
        "wrike.exclusion_dates",
        invalid("toDate"),
        OFF.but(json={"toDate": "2026-03-01"}),
    ),
    Row(
        "days off changed to end before they start",
        "wrike.exclusion_dates",
        invalid("toDate"),
        LONGER.but(json={"toDate": "2026-01-01"}),
    ),
    Row(
        "days off of no kind",
        "wrike.required_parameter",
        invalid("exclusionType"),
        OFF.but(json={"exclusionType": ABSENT}),
    ),
    unknown("day off", LONGER, f"/user_schedule_exclusions/{NOTHING}"),
    unknown(
        "day off",
        ask("DELETE", f"/user_schedule_exclusions/{VACATION}"),
        f"/user_schedule_exclusions/{NOTHING}",
    ),
    unknown("work schedule", RULE, f"/workschedules/{NOTHING}/timesheet_submission_rules"),
    Row(
        "a rule that is neither hard nor soft",
        "wrike.parameter_value",
        invalid("ruleType"),
        RULE.but(json={"ruleType": "Firm"}),
    ),
)


def rated(who: str, **rate: Any) -> dict[str, Any]:
    """One element of `rates`."""
    return {"rateSubjectId": who, "billRate": {"rateSource": "User", "rateValue": 80, **rate}}


RATES = ask("PUT", "/hourly_rates", {"rates": [rated(TOM_THERE)]})
IN_PROJECT = ask("PUT", f"/folders/{SITE}/hourly_rates", {"rates": [rated(DRAWER)]})
PROVISION = {"contact": TOM_THERE, "rateType": "Bill", "rateSource": "User", "rateValue": 80}
PROVIDE = ask("PUT", f"/contacts/{TOM_THERE}/hourly_rates_provision", {"userRates": [PROVISION]})
LEAVE = naming_in(ask("DELETE", f"/folders/{SITE}/project_team_members"), rateSubjects=f"[{DRAWER}]")

HOURLY = (
    Row(
        "more than a hundred rates",
        "wrike.rate_count",
        invalid("rates"),
        RATES.but(json={"rates": [rated(TOM_THERE)] * 101}),
    ),
    Row(
        "more than a hundred rates provided",
        "wrike.rate_count",
        invalid("userRates"),
        PROVIDE.but(json={"userRates": [PROVISION] * 101}),
    ),
    Row(
        "a rate of neither kind",
        "wrike.rate_item",
        invalid("rates"),
        RATES.but(json={"rates": [{"rateSubjectId": TOM_THERE}]}),
    ),
    Row(
        "a rate provided of neither kind",
        "wrike.rate_item",
        invalid("userRates"),
        PROVIDE.but(json={"userRates": [{"contact": TOM_THERE, "rateSource": "JobRole"}]}),
    ),
    Row(
        "a rate of nobody",
        "wrike.rate_subject",
        invalid("rates"),
        IN_PROJECT.but(json={"rates": [rated(NOBODY)]}),
    ),
    Row(
        "a rate of a group",
        "wrike.rate_subject",
        invalid("rates"),
        RATES.but(json={"rates": [rated(CREW)]}),
    ),
    Row(
        "a rate for somebody whom the path does not name",
        "wrike.rate_subject",
        invalid("userRates"),
        PROVIDE.but(json={"userRates": [{**PROVISION, "contact": ANN_THERE}]}),
    ),
    Row(
        "a member of a team who is nobody",
        "wrike.rate_subject",
        invalid("rateSubjects"),
        LEAVE.but(params={"rateSubjects": f"[{NOBODY}]"}),
    ),
    Row(
        "a rate below nothing",
        "wrike.rate_value",
        invalid("rates"),
        RATES.but(json={"rates": [rated(TOM_THERE, rateValue=-1)]}),
    ),
    Row(
        "a rate of one's own without a value",
        "wrike.rate_value",
        invalid("currentBillRate"),
        ask("PUT", f"/contacts/{TOM_THERE}", {"currentBillRate": {"rateSource": "JobRole"}}).but(
            json={"currentBillRate": {"rateSource": "User"}}
        ),
    ),
    Row(
        "rates of a folder that is no project",
        "wrike.not_a_project",
        bad_request("The folder is not a project"),
        ask("GET", f"/folders/{SITE}/hourly_rates").but(path=below(f"/folders/{FOLDER}/hourly_rates")),
    ),
    unknown("person", ask("GET", f"/contacts/{TOM_THERE}/hourly_rates"), f"/contacts/{NOBODY}/hourly_rates"),
    unknown(
        "person who is a group",
        ask("GET", f"/contacts/{TOM_THERE}/hourly_rates"),
        f"/contacts/{CREW}/hourly_rates",
    ),
    unknown(
        "placeholder",
        ask("GET", f"/placeholders/{DRAWER}/hourly_rates"),
        f"/placeholders/{NOTHING}/hourly_rates",
    ),
    unknown("project", IN_PROJECT, f"/folders/{NOTHING}/hourly_rates"),
)

BOOK = ask(
    "POST",
    f"/folders/{FOLDER}/bookings",
    {"bookingDates": {"startDate": "2026-03-02", "finishDate": "2026-03-06"}, "responsibleId": ANN_THERE},
)
REBOOK = ask("PUT", f"/bookings/{BOOKED}", {"bookingDates": {"duration": 5}})
WHOLE = naming(REBOOK, bookingDates={"startDate": "2026-03-03", "duration": 5})
BOOKINGS = (
    *(
        Row(title, "wrike.booking_dates", invalid("bookingDates"), BOOK.but(json={"bookingDates": dates}))
        for title, dates in (
            ("a booking without an end", {"startDate": "2026-03-02"}),
            ("a booking without a start", {"duration": 3}),
            ("a booking that ends before it starts", {"startDate": "2026-03-02", "finishDate": "2026-03-01"}),
            ("a booking of less than a day", {"startDate": "2026-03-02", "duration": -1}),
            ("a booking in another age", {"startDate": "1492-10-12", "duration": 3}),
            ("a booking beyond the calendar", {"startDate": "2099-12-30", "duration": 9}),
        )
    ),
    Row(
        "a booking changed to end before it starts",
        "wrike.booking_dates",
        invalid("bookingDates"),
        REBOOK.but(json={"bookingDates": {"finishDate": "2026-01-01"}}),
    ),
    Row(
        "a booking of which a part is sent where the whole is needed",
        "wrike.booking_dates",
        invalid("bookingDates"),
        WHOLE.but(json={"bookingDates": {"duration": 5}}),
        assume={"wrike.booking_redated": "whole"},
    ),
    Row(
        "a booking for two",
        "wrike.booked_for",
        invalid("responsibleId"),
        BOOK.but(json={"responsiblePlaceholderId": DRAWER}),
    ),
    Row(
        "a booking for nobody",
        "wrike.booked_for",
        invalid("responsibleId"),
        BOOK.but(json={"responsibleId": ABSENT}),
    ),
    Row(
        "a booking for a stranger",
        "wrike.contacts",
        invalid("responsibleId"),
        BOOK.but(json={"responsibleId": NOBODY}),
    ),
    Row(
        "a booking for no placeholder",
        "wrike.placeholders",
        invalid("responsiblePlaceholderId"),
        BOOK.but(json={"responsibleId": None, "responsiblePlaceholderId": NOTHING}),
    ),
    Row(
        "a booking in the root",
        "wrike.logical_folder",
        bad_request("The root and the Recycle Bin cannot be changed"),
        BOOK.but(path=below(f"/folders/{ROOT}/bookings")),
    ),
    unknown("booking", ask("GET", f"/bookings/{BOOKED}"), f"/bookings/{NOTHING}"),
    unknown("booking", WHOLE, f"/bookings/{NOTHING}"),
    unknown("booking", ask("DELETE", f"/bookings/{BOOKED}"), f"/bookings/{NOTHING}"),
)

SWITCH = {"fieldId": "StartDate", "isEnabled": True}
SWITCHED = ask("PUT", f"/tasks/{DESIGN}/rollups", {"rollups": [SWITCH]})
ROLLUPS = (
    Row(
        "more than twenty rollups at once",
        "wrike.rollup_count",
        invalid("rollups"),
        SWITCHED.but(json={"rollups": [SWITCH] * 21}),
    ),
    Row(
        "a rollup of nothing",
        "wrike.rollup_field",
        invalid("rollups"),
        SWITCHED.but(json={"rollups": [{**SWITCH, "fieldId": NOTHING}]}),
    ),
    Row(
        "rollups of the root",
        "wrike.logical_folder",
        bad_request("The root and the Recycle Bin cannot be changed"),
        ask("PUT", f"/folders/{FOLDER}/rollups", {"rollups": [SWITCH]}).but(
            path=below(f"/folders/{ROOT}/rollups")
        ),
    ),
    unknown("task", SWITCHED, f"/tasks/{NO_TASK}/rollups"),
    unknown("folder", ask("GET", f"/folders/{FOLDER}/rollups"), f"/folders/{NO_FOLDER}/rollups"),
)

ROWS: tuple[Row, ...] = (*SCHEDULES, *HOURLY, *BOOKINGS, *ROLLUPS)
