"""What Books says after a call went well, to the letter: with the vendor's own capitals and full stops.

Of the specification's examples, but for those of contacts, which were recorded otherwise.
"""

from __future__ import annotations

import pytest

from mocks.books import SERVICE
from mocks.books.plan import Plan

MESSAGES = {
    "mark_user_active": "The user has been marked as active.",
    "mark_user_inactive": "The user has been marked as inactive.",
    "create_contact": "The contact has been added.",
    "update_contact_using_custom_field": "Contact information has been saved.",
    "update_contact": "Contact information has been saved.",
    "delete_contact": "The customer has been deleted.",
    "mark_contact_active": "The contact has been marked as active.",
    "mark_contact_inactive": "The contact has been marked as inactive.",
    "create_project": "The project has been created.",
    "update_project_using_custom_field": "The project information has been updated.",
    "update_project": "The project information has been updated.",
    "delete_project": "The project has been deleted.",
    "mark_project_active": "The selected Projects have been marked as active.",
    "mark_project_inactive": "The selected projects have been marked as inactive.",
    "create_item": "The item has been added.",
    "update_item_using_custom_field": "Item details have been saved.",
    "update_item": "Item details have been saved.",
    "delete_item": "The item has been deleted.",
    "update_custom_fields_in_item": "Custom Fields Updated Successfully",
    "mark_item_active": "The item has been marked as active.",
    "mark_item_inactive": "The item has been marked as inactive.",
    "create_currency": "The currency has been added.",
    "update_currency": "Currency information has been saved.",
    "delete_currency": "The currency has been deleted.",
    "create_exchange_rate": "The exchange rate has been added.",
    "update_exchange_rate": "The exchange rate has been updated.",
    "delete_exchange_rate": "Exchange rate successfully deleted",
    "create_tax": "The tax has been added.",
    "update_tax": "Tax information has been saved.",
    "delete_tax": "The record has been deleted.",
    "delete_tax_group": "The tax group has been deleted.",
    "create_tax_authority": "Tax Authority has been added.",
    "update_tax_authority": "Tax Authority information has been updated.",
    "delete_tax_authority": "Tax authority has been deleted.",
    "create_tax_exemption": "Tax Exemption has been added.",
    "update_tax_exemption": "Tax Exemption has been updated.",
    "delete_tax_exemption": "Tax exemption has been deleted successfully.",
    "add_contact_address": "The address has been created.",
    "update_contact_address": "The address has been updated.",
    "delete_contact_address": "The address has been deleted.",
    "create_contact_person": "The contactperson has been Created",
    "update_contact_person": "The contactperson details has been updated.",
    "delete_contact_person": "The contact person has been deleted.",
    "mark_contact_person_primary": "This contact person has been marked as your primary contact person.",
    "email_contact_statement": "Statement has been sent to the Customer.",
    "email_contact": "Email has been sent.",
    "enable_contact_payment_reminder": "All reminders associated with this contact have been enabled.",
    "disable_contact_payment_reminder": "All reminders associated with this contact have been stopped.",
    "track_contact_1099": "1099 tracking is enabled.",
    "untrack_contact_1099": "1099 tracking is disabled.",
    "enable_contact_portal": "Client Portal preferences have been updated",
    "create_user": "Your invitation has been sent.",
    "invite_user": "Your invitation has been sent.",
    "update_user": "The user information has been updated.",
    "delete_user": "The user has been removed from your organization.",
    "clone_project": "Project has been cloned successfully.",
    "add_task": "The project information has been updated.",
    "update_task": "The task information has been updated.",
    "delete_task": "The task has been deleted successfully.",
    "assign_project_users": "Users added",
    "update_project_user": "The staff information has been updated.",
    "delete_project_user": "The staff has been removed",
    "add_project_comment": "Comments added.",
    "delete_project_comment": "The comment has been deleted.",
}
SAID = {one.id: one.extra["plan"] for one in SERVICE.declared}


@pytest.mark.parametrize(("operation", "message"), MESSAGES.items(), ids=list(MESSAGES))
def test_a_call_that_went_well_says_so_to_the_letter(operation: str, message: str) -> None:
    plan: Plan = SAID[operation]
    assert plan.message == message


def test_whatever_reads_says_success() -> None:
    assert {
        one.extra["plan"].message for one in SERVICE.declared if one.method == "GET" and not one.unbuilt
    } == {"success"}
