"""The extension as values."""

from __future__ import annotations

from typing import Any

from harness.extension import Extension
from harness.workflow import Function

TEXT = """\
// connection:"mine", as it was once
mine = "mine";  // a variable that is called so
/* "mine" */
answer = invokeurl [ url:"https://api.example/mine" type:GET connection:mine ];
other = invokeurl [ url:"https://api.example" type:GET connection:'mine' ];
info "mine and yours";
"""


def test_a_connection_is_used_where_code_names_it_and_not_in_a_comment() -> None:
    program: Any = None  # nothing is run here
    extension = Extension(functions=(Function("copy", "projects", program, "copy.dg", None, TEXT),))
    assert extension.uses("mine") == ["copy.dg:2", "copy.dg:5"]
    assert extension.uses("yours") == []
