"""Fields that documents of a sale share. Names are those of the specification."""

from __future__ import annotations

from ...kit.fields import Field
from .. import recorded
from ..contacts.fields import ADDRESS, PREFERENCE
from ..fields import flag, number, shown, text

NAMED_TAG = (
    flag("is_tag_mandatory"),
    Field("tag_id", "id"),
    text("tag_name"),
    Field("tag_option_id", "id"),
    text("tag_option_name"),
)
LINE_TAX = (Field("tax_id", "id"), text("tax_name"), number("tax_amount"))
DOCUMENT_ADDRESS = (shown("street"), *ADDRESS, shown("country_code"))
ROW_ADDRESS = recorded.texts(
    "address", "street2", "city", "state", "zipcode", "country", "phone", "fax", "attention"
)
ASSOCIATED = (
    Field("contact_person_id", "id"),
    text("contact_person_name"),
    text("first_name"),
    text("last_name"),
    text("contact_person_email"),
    text("phone"),
    text("mobile"),
    Field("communication_preference", "object", fields=PREFERENCE),
)
PERSON_DETAILS = (
    *recorded.texts("contact_person_id", "first_name", "last_name", "email", "phone", "mobile"),
    flag("is_primary_contact"),
    *recorded.texts("photo_url"),
)
TAX = (text("tax_name"), number("tax_amount"))
DISCOUNT_TYPES = ("entity_level", "item_level")
