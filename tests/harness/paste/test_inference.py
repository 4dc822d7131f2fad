"""What is made of what a function says about itself."""

from __future__ import annotations

import pytest

from harness.paste import Inferred, infer, module_of, read


def inferred(text: str) -> Inferred:
    return infer(read(text, "f.dg"))


def using(url: str, connection: str = "my_link") -> Inferred:
    return inferred(f'r = invokeurl\n[\nurl :"{url}"\ntype :GET\nconnection:"{connection}"\n];')


@pytest.mark.parametrize(
    ("text", "variable", "module"),
    [
        ('info project.get("a");', "project", "projects"),
        ('info organization.get("a") + invoice.get("b");', "invoice", "invoices"),
        ('info customer.get("a");', "customer", "contacts"),
        ('info customer_payment.get("a");', "customer_payment", "customerpayments"),
        ("map f(Map contact, Map user)\n{\nreturn contact;\n}", "contact", "contacts"),
        ('project = Map(); info project.get("a");', None, None),
        ('info organization.get("a");', None, None),
    ],
)
def test_the_module_comes_from_the_variable(text: str, variable: str | None, module: str | None) -> None:
    found = inferred(text)
    assert (found.variable, found.module) == (variable, module)


def test_spellings_of_a_module_do_not_matter() -> None:
    assert module_of("salesOrder") == module_of("sales_order") == module_of("salesorder") == "salesorders"


@pytest.mark.parametrize(
    ("url", "service"),
    [
        ("https://www.wrike.com/api/v4/tasks", "wrike"),
        ("https://app-eu.wrike.com/api/v4/tasks", "wrike"),
        ("https://www.zohoapis.com/books/v3/contacts", "zoho_oauth"),
        ("https://www.zohoapis.com.au/books/v3/contacts", "zoho_oauth"),
        ("https://books.zoho.eu/api/v3/contacts", "zoho_oauth"),
    ],
)
def test_a_link_name_is_bound_to_the_service_whose_host_it_is_used_with(url: str, service: str) -> None:
    definition = using(url).definitions["my_link"]
    assert definition.service == service
    assert definition.scopes


@pytest.mark.parametrize(
    "url", ["https://api.example.com/x", "https://wrike.com.example.com/x", "https://notwrike.com/"]
)
def test_a_link_name_at_another_host_is_left_unbound(url: str) -> None:
    found = using(url)
    assert (found.definitions, list(found.unbound)) == ({}, ["my_link"])


def test_a_link_name_whose_url_only_a_run_knows_is_taken_by_its_name() -> None:
    text = 'r = invokeurl\n[\nurl :base + "/x"\ntype :GET\nconnection:"my_wrike"\n];'
    assert inferred(text).definitions["my_wrike"].service == "wrike"
    assert "by its name" in inferred(text).notes[0].text


def test_a_display_name_cannot_be_defined_and_the_note_says_why() -> None:
    found = using("https://www.wrike.com/api/v4/tasks", "Wrike Connection")
    assert found.definitions == {}
    assert "can't be a link name" in found.notes[0].text


def test_a_hard_wired_organization_and_its_data_centre_are_those_of_the_world() -> None:
    found = using("https://www.zohoapis.in/books/v3/contacts?page=1&organization_id=60012345678")
    assert found.organization == {"organization_id": "60012345678", "data_centre": "in"}
    assert using("https://www.zohoapis.com/books/v3/contacts").organization == {}


@pytest.mark.parametrize("organization", ["60012345678", '"60012345678"', "id"])
def test_an_organization_hard_wired_in_a_task_of_books_is_that_of_the_world(organization: str) -> None:
    text = f'id = "60012345678";\nr = zoho.books.getRecordsByID("items",{organization},5);'
    found = inferred(text)
    assert found.organization == {"organization_id": "60012345678"}
    assert [one.line for one in found.notes if one.about == "organization"] == [2]


def test_an_organization_that_is_read_is_not_hard_wired() -> None:
    text = 'r = zoho.books.getRecords("items",organization.get("organization_id"));'
    assert inferred(text).organization == {}


def test_the_host_that_is_called_is_that_of_the_account() -> None:
    assert using("https://app-eu.wrike.com/api/v4/tasks").account == {"host": "app-eu.wrike.com"}
    assert using("https://www.wrike.com/api/v4/tasks").account == {}


def test_a_variable_that_holds_no_map_is_a_global_field_and_perhaps_a_folder_of_wrike() -> None:
    text = (
        'r = invokeurl\n[\nurl :"https://www.wrike.com/api/v4/folders/" + parent + "/folders"\ntype :POST\n'
        'connection:"w"\n];\ninfo other; info deal.get("id");'
    )
    assert (inferred(text).fields, inferred(text).folders) == (("parent", "other"), ("parent",))


def test_a_variable_that_is_assigned_on_one_way_only_comes_from_nowhere() -> None:
    assert inferred('if(project.get("a") == 1)\n{\nday = 1;\n}\ninfo day;').fields == ()
