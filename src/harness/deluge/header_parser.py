"""The head of a function, and how it is told from statements."""

from __future__ import annotations

from harness.deluge import nodes
from harness.deluge.expression_parser import KEYWORDS
from harness.deluge.habits import HabitParser
from harness.deluge.tokens import Kind
from harness.deluge.types import TYPES


class HeaderParser(HabitParser):
    """The rules of headers."""

    def _is_header(self) -> bool:
        """A type, a name and a bracket; behind a form of Creator's as the type, a block as well."""
        if self._now.kind is not Kind.NAME or self._now.text.lower() in KEYWORDS:
            return False
        if self._peek().is_symbol("("):
            return self._has_typed_parameters()
        if self._peek().kind is not Kind.NAME:
            return False
        ahead = 2
        while self._peek(ahead).is_symbol(".") and self._peek(ahead + 1).kind is Kind.NAME:
            ahead += 2
        if not self._peek(ahead).is_symbol("(") or self._now.text.lower() in TYPES:
            return self._peek(ahead).is_symbol("(")
        while self._peek(ahead).kind is Kind.NAME or self._peek(ahead).text in ("(", ",", ":"):
            ahead += 1
        return self._peek(ahead).is_symbol(")") and self._peek(ahead + 1).is_symbol("{")

    def _has_typed_parameters(self) -> bool:
        """`f(string a) {`: a header whose type is missing, and no call."""
        ahead, typed = 2, False
        while self._peek(ahead).kind is Kind.NAME or self._peek(ahead).text in (",", ":"):
            typed |= self._peek(ahead).kind is self._peek(ahead + 1).kind is Kind.NAME
            ahead += 1
        return typed and self._peek(ahead).is_symbol(")") and self._peek(ahead + 1).is_symbol("{")

    def header(self) -> nodes.Header:
        """header = type name {"." name} "(" [parameter {"," parameter}] ")\""""
        start, returns = self._now, ""
        if self._peek().is_symbol("("):
            self._foreign_habit(start.span, "A type stands before the name of a function, for example void.")
        else:
            returns = self._take().text
        names = [self._name("the name of the function")]
        while self._accept("."):
            names.append(self._name("the name of the function"))
        self._expect("(")
        parameters = self._listed(")", self.parameter)
        names_text = [one.text for one in names]
        return nodes.Header(
            start.span.to(names[-1].span),
            returns,
            ".".join(names_text[:-1]),
            names_text[-1],
            parameters,
        )

    def parameter(self) -> nodes.Parameter:
        """parameter = [type [":" type]] name"""
        first = self._name("the type of a parameter")
        if self._accept(":"):
            first = first._replace(text=f"{first.text}:{self._name('the type of the elements').text}")
        if self._now.kind is not Kind.NAME:
            return nodes.Parameter("", first.text)
        return nodes.Parameter(first.text, self._take().text)
