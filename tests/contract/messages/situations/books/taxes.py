"""Taxes, groups of them, authorities and exemptions."""

from __future__ import annotations

from tests.mocks.books.desk import Desk

from ..room import Call, Ids

VAT = {"tax_name": "VAT", "tax_percentage": 20}
AUTHORITY = {"tax_authority_name": "Revenue"}
EXEMPTION = {"tax_exemption_code": "CHARITY", "type": "customer"}


def furnish(desk: Desk, ids: Ids) -> None:
    """One of each; the group is of two other taxes."""
    ids["tax_id"] = desk.post("/settings/taxes", VAT)["tax"]["tax_id"]
    parts = [desk.post("/settings/taxes", {**VAT, "tax_name": name})["tax"]["tax_id"] for name in "AB"]
    ids["parts"] = ",".join(parts)
    group = {"tax_group_name": "Both", "taxes": ids["parts"]}
    ids["tax_group_id"] = desk.post("/settings/taxgroups", group)["tax_group"]["tax_group_id"]
    authority = desk.post("/settings/taxauthorities", AUTHORITY)["tax_authority"]
    exemption = desk.post("/settings/taxexemptions", EXEMPTION)["tax_exemption"]
    ids["tax_authority_id"] = authority["tax_authority_id"]
    ids["tax_exemption_id"] = exemption["tax_exemption_id"]


CALLS = {
    "POST /settings/taxes": Call({**VAT, "tax_name": "GST"}),
    "PUT /settings/taxes/{}": Call({"tax_percentage": 17.5}),
    "POST /settings/taxgroups": Call({"tax_group_name": "Again", "taxes": "{parts}"}),
    "PUT /settings/taxgroups/{}": Call({"tax_group_name": "Two"}),
    "POST /settings/taxauthorities": Call({"tax_authority_name": "City"}),
    "PUT /settings/taxauthorities/{}": Call(AUTHORITY),
    "POST /settings/taxexemptions": Call({**EXEMPTION, "tax_exemption_code": "SCHOOL"}),
    "PUT /settings/taxexemptions/{}": Call(EXEMPTION),
}
