"""Python's own limits never show, and generated code says where it comes from."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import traceback

import pytest

from harness.deluge import LimitError, Limits, ScriptError, compile_source

from .host import RecordingHost, answer, run

UNLIMITED = Limits(statements=None)


def nested(head: str, tail: str, depth: int, core: str) -> str:
    return head * depth + core + tail * depth


def test_forty_nested_loops_run() -> None:
    text = "".join(f"for each x{at} in {{1}} {{ " for at in range(40))
    assert run(f"n = 0; {text} n = n + x0 + x39; {'}' * 40} return n;") == 2


def test_forty_nested_handlers_run() -> None:
    text = nested("try { ", " } catch (e) { r = e.message; } ", 40, "x = 1 / 0;")
    assert "Divide by zero" in run(f"r = null; {text} return r;")


def test_handlers_nested_in_handlers_run() -> None:
    text = nested("try { x = 1/0; } catch (e) { ", " }", 40, "r = e.lineNo;")
    assert run(f"r = null;\n{text}\nreturn r;") == 2


@pytest.mark.parametrize("depth", range(8, 26))
def test_return_break_and_continue_leave_blocks_of_any_depth(depth: int) -> None:
    text = nested("for each i in {1,2,3} { ", " }", depth, "n = n + 1; if(n > 5) { return n; }")
    assert run(f"n = 0; {text}", limits=UNLIMITED) == 6
    tries = nested("try { ", " } catch (e) { }", depth, "if(i == 2) { continue; } if(i == 4) { break; }")
    loop = f"for each i in {{1,2,3,4,5}} {{ {tries} seen.add(i); }}"
    assert run(f"seen = List(); {loop} return seen;") == [1, 3]


def test_a_thousand_else_ifs_run() -> None:
    arms = " else ".join(f"if(x == {at}) {{ r = {at}; }}" for at in range(1_000))
    assert run(f"x = 777; {arms} else {{ r = -1; }} return r;") == 777
    assert run(f"x = 5000; {arms} else {{ r = -1; }} return r;") == -1


def test_chains_of_thousands_of_terms_run() -> None:
    assert run(f"return {' + '.join(['1'] * 5_000)};") == 5_000
    assert run(f"return {' - '.join(['1'] * 3_000)};") == -2_998
    assert run(f"return {' && '.join(['true'] * 3_000)};") is True
    assert run(f"return {' || '.join(['false'] * 3_000)};") is False
    assert run('return "a"' + '.replaceAll("a","a")' * 1_000 + ";") == "a"
    assert run(f"return {{{','.join(['1'] * 5_000)}}}.size();") == 5_000
    assert run("x = 1; " * 4_000 + "return x;") == 1


def test_the_statements_of_a_run_are_limited() -> None:
    text = "n = 0;\nfor each i in items\n{\n n = n + 1;\n}\nreturn n;"
    items = list(range(100))
    assert run(text, {"items": items}, limits=Limits(statements=203)) == 100
    with pytest.raises(LimitError, match="execution limit") as caught:
        run(text, {"items": items}, limits=Limits(statements=150))
    assert (caught.value.line, caught.value.function) == (2, "f")


def test_the_default_limit_is_five_thousand_statements() -> None:
    assert run("x = 1;" * 4_999 + "return x;") == 1
    with pytest.raises(LimitError):
        run("x = 1;" * 5_000 + "return x;")


def test_catch_sees_no_limit() -> None:
    with pytest.raises(LimitError):
        run("try { for each i in items { x = i; } } catch (e) { }", {"items": [1] * 5_000})


@pytest.mark.parametrize(
    "text",
    [
        't = "abcdefgh"; for each i in items { t = t + t; }',
        't = "abcdefgh"; for each i in items { t = t.repeat(100); }',
        't = "aaaa"; for each i in items { t = t.replaceAll("a", "aaaaaaaa"); }',
        "l = {1,2}; for each i in items { l.addAll(l); }",
        "l = {1,2}; for each i in items { l = {l,l}; } t = l.toString();",
        "l = {1,2}; k = {1,2}; for each i in items { l = {l,l}; k = {k,k}; } t = l == k;",
        't = "x".leftpad(999999999);',
    ],
)
def test_growth_is_refused_before_it_is_allocated(text: str) -> None:
    with pytest.raises(LimitError, match="characters and elements"):
        run(text, {"items": [1] * 60}, limits=Limits(size=20_000))


@pytest.mark.parametrize(
    "text",
    [
        't = "ab".repeat(5000); for each i in items { x = t.reverse(); }',
        'l = "a,".repeat(5000).toList(); for each i in items { x = l.contains("z"); }',
        "l = List(); for each i in items { l.add({i}); } k = l.distinct(); k = l.intersect(l);",
        "l = List(); for each i in items { l.add({i}); } l.removeAll(l);",
    ],
)
def test_work_on_large_values_is_charged(text: str) -> None:
    with pytest.raises(LimitError, match="characters and elements"):
        run(text, {"items": list(range(200))}, limits=Limits(size=100_000))


def test_add_all_takes_so_many_elements() -> None:
    text = "l = List(); l.addAll(items); return l.size();"
    assert run(text, {"items": [1] * 25_000}) == 25_000
    with pytest.raises(ScriptError, match="at most 25,000"):
        run(text, {"items": [1] * 25_001})


def test_many_different_ids_are_told_apart_quickly() -> None:
    assert run("return items.distinct().size();", {"items": list(range(100_000)) * 2}) == 100_000


def test_a_hopeless_regular_expression_is_stopped() -> None:
    text = 'x = ("a" + "a".repeat(40) + "!").matches("(a|aa)+$");'
    with pytest.raises(LimitError, match="regular expression"):
        run(text, limits=Limits(regex_seconds=0.05))


def test_a_traceback_quotes_the_deluge_line() -> None:
    program = compile_source("x = 1;\ny = x / 0;", "pkg/f.dg")
    with pytest.raises(ScriptError) as caught:
        asyncio.run(program.run({}, RecordingHost()))
    frames = [one for one in traceback.extract_tb(caught.value.__traceback__) if one.name == "f"]
    assert [(one.filename, one.lineno) for one in frames] == [("pkg/f.dg", 2)]
    assert caught.value.excerpt == "2 | y = x / 0;\n  |       ^"


def test_one_program_runs_many_times_at_once() -> None:
    program = compile_source(
        'r = invokeurl [ url: "https://x.example/" + n ];\nn = n + 1;\nreturn n;', "f.dg"
    )

    async def together() -> list[int]:
        runs = (program.run({"n": at}, RecordingHost([answer()])) for at in range(20))
        return list(await asyncio.gather(*runs))

    assert asyncio.run(together()) == list(range(1, 21))


def test_a_row_of_statements_counted_together_ends_at_the_statement_that_is_too_many() -> None:
    text = "a = 1;\nb = 2;\nc = 3;\ninfo a;\nd = 4;"
    for statements, line in ((1, 2), (2, 3), (3, 4), (4, 5)):
        host = RecordingHost()
        with pytest.raises(LimitError) as caught:
            run(text, host=host, limits=Limits(statements=statements))
        assert (caught.value.line, host.lines) == (line, ["1"] if statements == 4 else [])
    assert run(text, limits=Limits(statements=5)) is None


def test_statements_that_an_error_skips_are_not_counted() -> None:
    loop = "for each i in items { try { x = 1 / 0; y = 1; z = 1; } catch (e) { } }"
    text = f"n = 0; {loop} return 1;"
    assert run(text, {"items": [1] * 10}, limits=Limits(statements=3 + 3 * 10)) == 1
    with pytest.raises(LimitError):
        run(text, {"items": [1] * 10}, limits=Limits(statements=2 + 3 * 10))


def test_the_package_is_imported_without_its_compiler() -> None:
    seldom = ("harness.deluge.compiler", "regex", "zoneinfo", "hashlib", "xml.etree.ElementTree")
    code = f"import sys, harness.deluge; print([one for one in {seldom!r} if one in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_a_script_without_regular_expressions_zones_and_digests_imports_none_of_their_libraries() -> None:
    seldom = ("regex", "zoneinfo", "hashlib", "xml.etree.ElementTree")
    code = (
        "import sys, harness.deluge; harness.deluge.compile_source('x = 1;', 'f.dg');"
        f"print([one for one in {seldom!r} if one in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
