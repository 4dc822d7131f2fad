"""Statements of other languages that scripts are found to hold: understood, and refused with a hint.

A file with one of them cannot be saved at Zoho. It is read all the same, so that the rest of the file is
judged, and so that the error says what to write instead.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Final

from harness.deluge import nodes
from harness.deluge.expression_parser import ExpressionParser
from harness.deluge.tokens import Kind, Token
from harness.deluge.types import TYPES

_DECLARING: Final = TYPES | {"var", "let", "const"}
_VALUES: Final = (Kind.TEXT, Kind.QUOTED, Kind.NUMBER, Kind.NAME)


class HabitParser(ExpressionParser):
    """The rules of what is not Deluge."""

    @abstractmethod
    def block(self) -> nodes.Block:
        """block = "{" {statement} "}\""""

    @abstractmethod
    def statement(self) -> nodes.Statement:
        """One statement."""

    @abstractmethod
    def _end_of_statement(self, last: nodes.Expression | None) -> None: ...

    def _is_habit(self, word: str) -> bool:
        following = self._peek()
        if word in ("throw", "throws"):
            return following.kind in _VALUES and following.span.line == self._now.span.line
        if word == "do":
            return following.is_symbol("{")
        if word == "foreach":
            return following.kind is Kind.NAME or following.is_symbol("(")
        if word in _DECLARING and following.kind is Kind.NAME:
            return self._peek(2).is_symbol("=")
        return self._now.is_symbol("{") or self._is_step()

    def _is_step(self) -> bool:
        """`i++` or `i--`"""
        one, two = self._peek(), self._peek(2)
        return (
            self._now.kind is Kind.NAME
            and one.text in ("+", "-")
            and one.text == two.text
            and one.span.end_column == two.span.column
            and self._peek(3).text in (";", ")", "}")
        )

    def habit(self, word: str) -> nodes.Statement:
        """habit = throw | do | foreach | declaration | lone_block | step"""
        rules: dict[str, Callable[[], nodes.Statement]] = {
            "throw": self.throw,
            "throws": self.throw,
            "do": self.do_loop,
            "foreach": self.foreach,
        }
        if self._now.is_symbol("{"):
            return self.lone_block()
        if self._is_step():
            return self.step()
        return rules.get(word, self.declaration)()

    def throw(self) -> nodes.Evaluate:
        """throw = ("throw" | "throws") expression ";\""""
        start = self._take()
        hint = "Zoho documents no throw: return a map that says what went wrong."
        self._foreign_habit(start.span, hint)
        value = self.expression()
        self._end_of_statement(value)
        return nodes.Evaluate(start.span, value)

    def do_loop(self) -> nodes.While:
        """do = "do" block "while" "(" condition ")" ";\""""
        start = self._take()
        self._foreign_habit(start.span, "Deluge has no do: use for each with break.")
        block = self.block()
        if not self._accept_word("while"):
            self._fail(f"Expecting 'while' but found '{self._now.text or '<EOF>'}'")
        self._expect("(")
        condition = self.condition()
        self._expect(")")
        self._accept(";")
        return nodes.While(start.span, condition, block)

    def info_of_several(self) -> nodes.Info:
        """`info("a", b);`"""
        start = self._take()
        self._foreign_habit(start.span, 'info prints one value: join them with +, as in info "a" + b;')
        self._expect("(")
        values = nodes.ListLiteral(start.span, self._listed(")", self.expression))
        self._end_of_statement(values)
        return nodes.Info(start.span, values)

    def foreach(self) -> nodes.ForEach:
        """foreach = "foreach" name "in" expression block"""
        start = self._take()
        if self._now.is_symbol("("):
            return self.for_in_brackets(start)
        self._foreign_habit(start.span, "Deluge writes two words: for each x in list { }.")
        name = self._name("the name of a variable")
        if not self._accept_word("in"):
            self._fail(f"Expecting 'in' but found '{self._now.text or '<EOF>'}'")
        return nodes.ForEach(start.span, name.text, False, self.expression(), self.block())

    def for_in_brackets(self, start: Token) -> nodes.ForEach:
        """`for (x in list)`, `for each (x in list)` or `for (i = 0; i < 5; i++)`"""
        self._foreign_habit(start.span, "Deluge has one loop, without brackets: for each x in list { }.")
        self._accept_word("each")
        self._expect("(")
        while self._peek().kind is Kind.NAME and not self._peek().is_word("in"):
            self._take()
        name = self._name("the name of a variable")
        iterable = self._counted() if not self._accept_word("in") else self.expression()
        self._expect(")")
        return nodes.ForEach(start.span, name.text, False, iterable, self.block())

    def _counted(self) -> nodes.Expression:
        """What counts a variable up: nothing here needs to know how."""
        span, depth = self._now.span, 0
        while self._now.kind is not Kind.END and (depth or not self._now.is_symbol(")")):
            depth += self._now.is_symbol("(") - self._now.is_symbol(")")
            self._take()
        return nodes.ListLiteral(span, ())

    def declaration(self) -> nodes.Statement:
        """declaration = type name "=" expression ";\""""
        kind = self._take()
        self._foreign_habit(kind.span, f"Variables have no type in Deluge: leave out '{kind.text}'.")
        return self.statement()

    def lone_block(self) -> nodes.If:
        """A block without if, for each or try before it."""
        start = self._now
        self._foreign_habit(start.span, "A block follows if, else, for each, try or catch.")
        arm = nodes.Arm(nodes.Literal(start.span, True), self.block())
        return nodes.If(start.span, (arm,), ())

    def step(self) -> nodes.Assign:
        """`i++` or `i--`"""
        name, sign = self._take(), self._take()
        self._take()
        one = sign.text
        self._foreign_habit(sign.span, f"Deluge has no {one}{one}: write {name.text} = {name.text} {one} 1;")
        self._end_of_statement(None)
        return nodes.Assign(name.span, name.text, one, nodes.Literal(sign.span, 1))
