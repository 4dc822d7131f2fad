"""The page about a run: one file, safe to open, that shows what happened."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from harness.scenario import Options, Results, report, run_paths

ROOT = Path(__file__).resolve().parents[4]
STORY = ROOT / "scenarios" / "wrike-projects"
VOID = {"meta", "input", "br", "link", "hr", "img"}
FAILING = """\
format: 1
scenario: A project that is expected twice
use: start
when:
  - create books.projects:
      site: {project_name: "<script>alert(1)</script> 🚀", customer: "${acme}", tasks: [Design]}
    as: tom
then:
  - wrike.projects: [{title: Website}, {title: Website}]
"""


def played(*words: str, folder: Path = STORY) -> Results:
    return run_paths([folder], Options(" ".join(words) or None, detail=True))


@pytest.fixture(scope="module")
def silent() -> str:
    """The page about tasks that Wrike did not take."""
    return report.html(played("does not notice"))


@pytest.fixture(scope="module")
def failed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page about a scenario that fails."""
    folder = tmp_path_factory.mktemp("story")
    for name in ("extension.yaml", "fixtures/start.yaml", "functions/createwrikeproject.dg"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes((STORY / name).read_bytes())
    (folder / "failing.yaml").write_text(FAILING, encoding="utf-8")
    return report.html(played(folder=folder))


class Balance(HTMLParser):
    """Checks that every tag is closed in its order, and keeps what a browser would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.fetched += [value or "" for name, value in attrs if name in ("src", "href")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("page", ["silent", "failed"])
def test_the_page_is_one_well_formed_file_that_fetches_nothing(
    page: str, request: pytest.FixtureRequest
) -> None:
    text = request.getfixturevalue(page)
    balance = Balance()
    balance.feed(text)
    assert balance.open == []
    assert all(link.startswith("#") for link in balance.fetched)
    assert "Content-Security-Policy" in text
    assert "<script" not in text


def test_names_are_shown_as_they_are_and_never_run(failed: str) -> None:
    assert "&lt;script&gt;alert(1)&lt;/script&gt; 🚀" in failed
    assert "<script>alert" not in failed


def test_a_failure_is_open_and_says_what_was_expected_seen_and_sent(failed: str) -> None:
    assert re.search(r"<details[^>]*class=\"case failed[^>]*open|<details open class=\"case failed", failed)
    assert "Website" in failed
    assert "createwrikeproject" in failed


def test_what_is_missing_on_the_other_side_is_marked_in_words(silent: str) -> None:
    assert "1 task missing in Wrike" in silent
    assert re.search(r"missing</\w+>\s*<\w+[^>]*>Build", silent) or "missing" in silent


def test_the_diagram_names_its_lanes_and_marks_what_was_refused(silent: str) -> None:
    (first, *_) = re.findall(r"<svg.*?</svg>", silent, re.DOTALL)
    assert "<title" in first
    for lane in ("tom", "Books", "Function", "Wrike"):
        assert f">{lane}<" in first
    assert re.search(r"✗ 429", first)
    assert "createwrikeproject:28" in first


def test_findings_assumptions_and_the_log_are_there(silent: str) -> None:
    for word in ("unchecked-response", "createwrikeproject.dg:28", "3 tasks sent", "wrike.project_shape"):
        assert word in silent


def test_no_secret_of_the_world_is_on_the_page() -> None:
    text = report.html(played("three tasks"))
    assert not re.search(r"1000\.[0-9a-f]{32}\.[0-9a-f]{32}", text)
    assert "eyJ0dCI6" not in text


def test_the_same_run_gives_the_same_page_but_for_the_timing() -> None:
    def steady(text: str) -> str:
        return text[: text.index("Timing")]

    assert steady(report.html(played("three tasks"))) == steady(report.html(played("three tasks")))
