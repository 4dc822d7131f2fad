"""Who levies taxes, and who need not pay them [spec: taxes.yml]."""

from __future__ import annotations

from ...kit.fields import Field
from ..fields import text
from ..resource import BASIC, Messages, Resource, Use

TAX_AUTHORITIES = Resource(
    name="tax_authority",
    plural="tax_authorities",
    key="tax_authority_id",
    title="Tax Authority",
    scopes="settings",
    block=66,
    path="settings/taxauthorities",
    fields=(
        Field("tax_authority_id", "id", read_only=True),
        Field("tax_authority_name", required=True),
        text("description"),
        text("registration_number"),
        text("registration_number_label"),
    ),
    columns=(
        "tax_authority_id",
        "tax_authority_name",
        "description",
        "registration_number",
        "registration_number_label",
    ),
    messages=Messages(
        created="Tax Authority has been added.",
        updated="Tax Authority information has been updated.",
        deleted="Tax authority has been deleted.",
    ),
    report="",
    sort="tax_authority_name",
    sorts=("tax_authority_name",),
    context=(),
    uses=(Use("taxes", "tax_authority_id"), Use("contacts", "tax_authority_id")),
    actions=BASIC,
)

TAX_EXEMPTIONS = Resource(
    name="tax_exemption",
    plural="tax_exemptions",
    key="tax_exemption_id",
    title="Tax Exemption",
    scopes="settings",
    block=67,
    path="settings/taxexemptions",
    fields=(
        Field("tax_exemption_id", "id", read_only=True),
        Field("tax_exemption_code", required=True),
        text("description"),
        Field("type", required=True),
    ),
    columns=("tax_exemption_id", "tax_exemption_code", "description", "type"),
    messages=Messages(
        created="Tax Exemption has been added.",
        updated="Tax Exemption has been updated.",
        deleted="Tax exemption has been deleted successfully.",
    ),
    report="",
    sort="tax_exemption_code",
    sorts=("tax_exemption_code",),
    context=(),
    uses=(Use("items", "tax_exemption_id"), Use("contacts", "tax_exemption_id")),
    created_status=200,
    actions=BASIC,
)
