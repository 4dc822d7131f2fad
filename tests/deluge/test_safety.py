"""A script cannot reach Python."""

from __future__ import annotations

import pytest

from harness.deluge import DelugeError, compile_source

from .host import run

NAMES = (
    "__import__", "__builtins__", "__class__", "__globals__", "eval", "exec", "open", "main", "R",
    "O", "n", "UNSET", "ScriptError", "F_get_2", "T_invokeurl", "type", "v_x", "t_1",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_python_or_of_the_runtime_is_just_an_unknown_variable(name: str) -> None:
    with pytest.raises(DelugeError, match=f"Variable '{name}' is not defined"):
        run(f"x = {name};")
    assert run(f"{name} = 5; return {name} + 1;") == 6


@pytest.mark.parametrize("name", NAMES)
def test_a_function_of_python_or_of_the_runtime_is_unknown(name: str) -> None:
    with pytest.raises(DelugeError, match="Not able to find"):
        run(f'x = {name}("os");')
    with pytest.raises(DelugeError, match="Not able to find"):
        run(f'x = "".{name}();')


@pytest.mark.parametrize("value", ["5", '"a"', "{1}", '{"a":1}', "null", "true", "today"])
@pytest.mark.parametrize("name", ["__class__", "__dict__", "append", "at", "real"])
def test_attributes_of_python_objects_are_out_of_reach(value: str, name: str) -> None:
    with pytest.raises(DelugeError, match=f"has no '{name}'"):
        run(f"y = {value}; x = y.{name};")


def test_a_caught_error_shows_message_and_line_only() -> None:
    with pytest.raises(DelugeError, match="An error has no '__traceback__'"):
        run("try { x = 1/0; } catch (e) { y = e.__traceback__; }")


def test_generated_code_has_no_builtins_and_no_unmangled_name() -> None:
    program = compile_source("abc = 1; for each d in {abc} { e = d; } return xyz;", "f.dg")
    code = program._main.__code__
    assert not {"abc", "d", "e", "xyz"} & {*code.co_names, *code.co_varnames}
    assert program._main.__globals__["__builtins__"] == {}
