"""What is read off a function without running it."""

from __future__ import annotations

import pytest

from harness.paste import Sending, read

CALL = "r = invokeurl\n[\n\turl :{url}\n\ttype :POST\n\tconnection:{connection}\n];\n"


def calls(text: str) -> list[Sending]:
    return list(read(text, "f.dg").calls)


def call(url: str, connection: str = '"c"', before: str = "") -> Sending:
    (found,) = calls(before + CALL.format(url=url, connection=connection))
    return found


def test_a_call_is_known_by_line_method_url_and_connection() -> None:
    assert call('"https://www.wrike.com/api/v4/tasks"', before="x = 1;\n") == Sending(
        2, "POST", "https://www.wrike.com/api/v4/tasks", "c"
    )


@pytest.mark.parametrize(
    ("before", "url", "read_as"),
    [
        ("", '"https://a.com/" + id + "/x"', "https://a.com/{id}/x"),
        ('base = "https://a.com";\n', 'base + "/x"', "https://a.com/x"),
        ('base = "https://a.com";\nu = base + "/x";\n', "u", "https://a.com/x"),
        ("", "\"https://a.com/\" + p.get('id')", "https://a.com/*"),
        ("", '"https://a.com/" + encodeUrl(id)', "https://a.com/*"),
        ("", '"https://a.com/" + id.toString()', "https://a.com/{id}"),
        ("", 'if(a == 1,"https://a.com","https://b.com")', "https://a.com"),
        ("", 'organization.get("api_root_endpoint") + "/x"', "https://www.zohoapis.com/books/v3/x"),
        ("for each id in {1,2}\n{\n", '"https://a.com/" + id', "https://a.com/{id}"),
        ("u = u + 1;\n", "u", "{u}1"),
    ],
)
def test_a_url_is_followed_as_far_as_it_is_written_down(before: str, url: str, read_as: str) -> None:
    text = before + CALL.format(url=url, connection='"c"') + ("}" if "for each" in before else "")
    assert [one.url for one in calls(text)] == [read_as]


def test_a_link_name_may_stand_in_a_variable() -> None:
    assert call('"https://a.com"', "conn", 'conn = "my_link";\n').connection == "my_link"
    assert call('"https://a.com"', "p.get('conn')").connection == ""


def test_the_tasks_of_books_use_books_through_their_connection() -> None:
    (found,) = calls('r = zoho.books.getRecords("Contacts", "1", "", "books_link");')
    assert (found.connection, found.host) == ("books_link", "www.zohoapis.com")
    assert calls('r = zoho.books.getRecords("Contacts", "1");') == []


def test_the_old_functions_are_calls_too() -> None:
    assert [
        (one.method, one.url)
        for one in calls('r = getUrl("https://a.com/b"); postUrl("https://c.com", {"a":1});')
    ] == [
        ("GET", "https://a.com/b"),
        ("POST", "https://c.com"),
    ]


def test_what_is_read_of_a_map_is_followed_through_variables_and_loops() -> None:
    text = """
    address = ifnull(invoice.get("billing_address"), Map());
    info address.get("city");
    lines = invoice.get("line_items").toJSONList();
    for each line in lines
    {
        info line.get("name") + line.get("tax").get("rate");
    }
    info invoice.get("contacts").get(0).get("email");
    """
    assert read(text, "f.dg").wanted["invoice"] == {
        "billing_address": {"city": {}},
        "line_items": {"[]": {"name": {}, "tax": {"rate": {}}}},
        "contacts": {"[]": {"email": {}}},
    }


def test_a_header_gives_parameters_with_their_types() -> None:
    reading = read("map ns.f(Map project, Int count)\n{\nreturn project;\n}", "f.dg")
    assert (reading.name, reading.parameters) == ("f", {"project": "map", "count": "int"})


def test_custom_fields_are_seen_wherever_they_stand() -> None:
    text = 'info project.get("custom_field_hash").get("cf_priority"); x = "cf_priority"; y = "cf_size";'
    assert read(text, "f.dg").custom_fields == ("cf_priority", "cf_size")


def test_a_text_that_doubles_itself_again_and_again_is_no_trouble() -> None:
    doubled = "".join(f"x{n} = x{n - 1} + x{n - 1};\n" for n in range(1, 60))
    assert len(call("x59", before=f'x0 = "https://a.com/";\n{doubled}').url) <= 2_000
