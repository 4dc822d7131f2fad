"""An extension made of pasted functions."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.errors import UsageError
from harness.scaffold import gather_extension
from harness.scenario import load_extension, run_paths

STORY = Path(__file__).resolve().parents[3] / "scenarios" / "wrike-projects"
COPIED = (STORY / "functions" / "createwrikeproject.dg").read_bytes()
HARD_WIRED = (STORY / "variations" / "hard-wired-ids.dg").read_bytes()
SHOP = b"""// Books' invoices
r = invokeurl
[
    url :"https://api.example.com/v1/orders/" + invoice.get("invoice_id")
    type :POST
    connection:"my_shop"
];
zoho.books.updateRecord("Invoices","1","2",Map(),"books_link");
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def pasted(here: Path, **files: bytes) -> Path:
    (here / "pasted").mkdir()
    for name, content in files.items():
        (here / "pasted" / f"{name}.dg").write_bytes(content)
    return here / "pasted"


def test_pasted_functions_become_an_extension_that_runs(here: Path) -> None:
    gather_extension("made", pasted(here, copied=COPIED, wired=HARD_WIRED))
    extension = load_extension(here / "made")
    assert {name: (one.service, one.scopes) for name, one in extension.connections.items()} == {
        "wrike_connection": ("wrike", ("wsReadWrite",)),
        "books_connection": ("zoho_oauth", ("ZohoBooks.projects.READ",)),
    }
    assert list(extension.global_fields) == ["wrike_parent_folder"]
    assert [(one.name, one.module) for one in extension.functions] == [
        ("copied", "projects"),
        ("wired", "projects"),
    ]
    (case,) = run_paths([here / "made"]).cases
    assert case.outcome == "passed"


def test_its_functions_do_what_they_do_alone(here: Path) -> None:
    gather_extension("made", pasted(here, copied=COPIED, wired=HARD_WIRED))
    scenario = (here / "made" / "first-run.yaml").read_text(encoding="utf-8")
    whole = scenario.replace("-when-created}", "-when-created, status: Success, findings: []}")
    whole += "  - calls: {contains: [POST wrike /folders/IEAAAAAQI4ABCDEF/folders 200]}\n"
    (here / "made" / "first-run.yaml").write_text(whole, encoding="utf-8")
    assert run_paths([here / "made"]).exit_code == 0


def test_functions_are_copied_byte_for_byte_and_left_alone(here: Path) -> None:
    content = b"\xef\xbb\xbfinfo\xc2\xa0project.get('a');\r\n"
    source = pasted(here, odd=content)
    gather_extension("made", source)
    assert (here / "made" / "functions" / "odd.dg").read_bytes() == content
    assert (source / "odd.dg").read_bytes() == content


def test_functions_that_lie_in_the_folder_already_stay_where_they_are(here: Path) -> None:
    pasted(here, copied=COPIED)
    gather_extension("pasted", here / "pasted")
    assert sorted(one.name for one in (here / "pasted").iterdir()) == [
        "copied.dg",
        "extension.yaml",
        "first-run.yaml",
        "fixtures",
    ]
    assert load_extension(here / "pasted").functions[0].file == "pasted/copied.dg"


def test_every_guess_is_marked(here: Path) -> None:
    gather_extension("made", pasted(here, copied=COPIED, shop=SHOP, alone=b"info 1;"))
    text = (here / "made" / "extension.yaml").read_text(encoding="utf-8")
    guessed = [line.strip() for line in text.splitlines() if "guessed" not in line and ":" in line]
    plain = ("format", "extension", "connections", "global_fields", "functions", "rules", "hosts")
    names = (
        "wrike_connection",
        "books_link",
        "copied",
        "shop",
        "alone",
        "file",
        "module",
        "actions",
        "api.example.com",
    )
    assert {line.partition(":")[0].lstrip("# ") for line in guessed} <= {
        *plain, *names, '"my_shop" (functions/shop.dg', "my_shop (functions/shop.dg", "No fake owns these",
    }  # fmt: skip


def test_a_host_that_nothing_answers_for_gets_an_answer_to_fill_in(here: Path) -> None:
    gather_extension("made", pasted(here, shop=SHOP))
    extension = load_extension(here / "made")
    ((host, (canned,)),) = extension.hosts.items()
    assert (host, canned.method, canned.path) == ("api.example.com", "POST", "/v1/orders/*")
    assert "books_link" in extension.connections


def test_a_function_that_cannot_be_saved_is_left_out_with_its_place(here: Path) -> None:
    written = gather_extension("made", pasted(here, good=b"info 1;", bad=b"x = ;\n"))
    assert written[-1].startswith("left out, since it cannot be saved: pasted/bad.dg:1:5: ")
    assert [one.name for one in load_extension(here / "made").functions] == ["good"]


def test_two_functions_of_one_name_stay_two(here: Path) -> None:
    function = b"void f(Map project)\n{\ninfo project;\n}"
    gather_extension("made", pasted(here, one=function, two=function))
    assert [one.name for one in load_extension(here / "made").functions] == ["f", "f_"]


def test_a_folder_without_functions_is_refused(here: Path) -> None:
    (here / "empty").mkdir()
    with pytest.raises(UsageError, match=r"no function \(\.dg, \.deluge\) in empty"):
        gather_extension("made", here / "empty")
    with pytest.raises(UsageError, match="no folder"):
        gather_extension("made", here / "nowhere")
    assert not (here / "made").exists()


def test_nothing_is_overwritten(here: Path) -> None:
    source = pasted(here, copied=COPIED)
    gather_extension("made", source)
    before = (here / "made" / "extension.yaml").read_bytes()
    with pytest.raises(UsageError, match="nothing is ever overwritten"):
        gather_extension("made", source)
    assert (here / "made" / "extension.yaml").read_bytes() == before
