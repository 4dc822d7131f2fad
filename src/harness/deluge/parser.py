"""Tokens to nodes: recursive descent, a method per rule of GRAMMAR.md.

A statement that cannot be read is noted and skipped, so that one run reports every error of a file.
"""

from __future__ import annotations

from collections.abc import Callable

from harness.deluge import nodes
from harness.deluge.expression_parser import ExpressionParser
from harness.deluge.reader import IMPROPER, Skip
from harness.deluge.tokens import Kind, Token

_TYPES = frozenset(
    (
        "void", "string", "text", "int", "bigint", "number", "float", "decimal", "double", "bool",
        "boolean", "date", "datetime", "time", "map", "list", "file", "collection", "object",
    )
)  # fmt: skip
_STARTERS = ("if", "for", "while", "try", "return", "break", "continue", "info", "alert")
_ASSIGNMENTS = ("=", "+=", "-=", "*=", "/=", "%=")
_FIELDS = ("hide", "show", "enable", "disable", "clear", "reload")
"""What Creator does with the fields of a form."""


class Parser(ExpressionParser):
    """The rules of statements."""

    def function(self) -> nodes.Function:
        """function = [header "{"] {statement} ["}"] END"""
        start = self._now.span
        try:
            header = self.header() if self._is_header() else None
            block = self.block() if header else self._statements()
            while header and self._is_header():
                self._second_function()
            if header and self._now.kind is not Kind.END:
                self._fail(f"Expecting '<EOF>' but found '{self._now.text}'")
        except Skip:
            header, block = None, ()
        return nodes.Function(start, header, block)

    def _second_function(self) -> None:
        header = self.header()
        hint = "Zoho keeps each function by itself: put this one into a file of its own."
        self._report("second-function", "A file holds one function", header.span, hint)
        self.block()

    # --- header

    def _is_header(self) -> bool:
        """A type, a name and a bracket; behind a form of Creator's as the type, a block as well."""
        if self._now.kind is not Kind.NAME or self._peek().kind is not Kind.NAME:
            return False
        ahead = 2
        while self._peek(ahead).is_symbol(".") and self._peek(ahead + 1).kind is Kind.NAME:
            ahead += 2
        if not self._peek(ahead).is_symbol("(") or self._now.text.lower() in _TYPES:
            return self._peek(ahead).is_symbol("(")
        while self._peek(ahead).kind is Kind.NAME or self._peek(ahead).text in ("(", ","):
            ahead += 1
        return self._peek(ahead).is_symbol(")") and self._peek(ahead + 1).is_symbol("{")

    def header(self) -> nodes.Header:
        """header = type name {"." name} "(" [parameter {"," parameter}] ")\""""
        start = self._take()
        names = [self._name("the name of the function")]
        while self._accept("."):
            names.append(self._name("the name of the function"))
        self._expect("(")
        parameters = self._listed(")", self.parameter)
        names_text = [one.text for one in names]
        return nodes.Header(
            start.span.to(names[-1].span),
            start.text,
            ".".join(names_text[:-1]),
            names_text[-1],
            parameters,
        )

    def parameter(self) -> nodes.Parameter:
        """parameter = [type] name"""
        first = self._name("the type of a parameter")
        if self._now.kind is not Kind.NAME:
            return nodes.Parameter("", first.text)
        return nodes.Parameter(first.text, self._take().text)

    # --- statements

    def block(self) -> nodes.Block:
        """block = "{" {statement} "}\""""
        opening = self._expect("{")
        self._deeper()
        statements = self._statements()
        self._depth -= 1
        if not self._accept("}"):
            hint = f"The block that begins in line {opening.span.line} is not closed."
            self._note("Expecting '}' but found '<EOF>'", self._now.span, hint)
        return statements

    def _statements(self) -> nodes.Block:
        found: list[nodes.Statement] = []
        while self._now.kind is not Kind.END and not self._ends_block():
            depth, begin = self._depth, self._at
            try:
                if not self._accept(";"):
                    found.append(self.statement())
            except Skip:
                self._depth, self._in_condition = depth, False
                self._recover(begin)
        return tuple(found)

    def _ends_block(self) -> bool:
        if not self._now.is_symbol("}"):
            return False
        if self._depth == 0:
            self._note("Unexpected '}'", self._now.span, "No block is open here.")
            self._take()
            return self._ends_block()
        return True

    def _recover(self, begin: int) -> None:
        """Go to where the next statement may begin: past `;` or a block, or at a keyword.

        The blocks of a statement recover by themselves, so braces still open belong to literals.
        """
        if self._at == begin:
            self._take()
        braces = sum(one.is_symbol("{") - one.is_symbol("}") for one in self._tokens[begin : self._at])
        while self._now.kind is not Kind.END:
            if braces <= 0 and (self._now.is_symbol("}") or self._resumes()):
                return
            if braces <= 0 and self._now.is_symbol("{"):
                self.block()
                return
            token = self._take()
            if token.is_symbol(";"):
                return
            braces += token.is_symbol("{") - token.is_symbol("}")

    def _resumes(self) -> bool:
        """Does a line begin here that looks like a statement?"""
        before = self._tokens[self._at - 1]
        if self._now.kind is not Kind.NAME or before.span.end_line == self._now.span.line:
            return False
        return self._now.text.lower() in _STARTERS or self._peek().text in ("=", ".")

    def statement(self) -> nodes.Statement:
        """statement = if | for | while | try | return | break | continue | info | foreign | simple"""
        rules: dict[str, Callable[[], nodes.Statement]] = {
            "if": self.if_statement,
            "for": self.for_statement,
            "while": self.while_statement,
            "try": self.try_statement,
            "return": self.return_statement,
            "info": self.info_statement,
            "break": self.break_statement,
            "continue": self.continue_statement,
        }
        word = self._now.text.lower() if self._now.kind is Kind.NAME else ""
        if word in rules and self._peek().text not in _ASSIGNMENTS:
            return rules[word]()
        if self._is_foreign(word):
            return self.foreign_statement()
        return self.simple_statement()

    def _is_foreign(self, word: str) -> bool:
        following = self._peek()
        if word in _FIELDS or word == "set":
            return following.kind is Kind.NAME and following.span.line == self._now.span.line
        if word == "alert":
            return following.text not in (*_ASSIGNMENTS, ".", ";")
        return (word, following.text.lower()) in (("delete", "from"), ("cancel", "submit"))

    def foreign_statement(self) -> nodes.Evaluate:
        """foreign = ("alert" | "delete" "from" | "cancel" "submit" | "hide" | "show" | …) … ";\""""
        start = self._take()
        what = start.text.lower()
        if what in ("delete", "cancel"):
            what = f"{what} {self._now.text.lower()}"
        words = [start.text]
        while self._now.kind is not Kind.END and not self._now.is_symbol(";"):
            if self._now.is_symbol("}"):
                self._fail(IMPROPER, "Expecting ';' but found '}'.")
            bracket = self._now.kind is Kind.SYMBOL and self._now.text in ("(", "[", "{")
            words.append(self._skip_brackets() if bracket else self._take().text)
            if words[-1].endswith("]") and what == "delete from" and not self._now.is_symbol(";"):
                break
        foreign = nodes.Foreign(start.span, what, " ".join(words))
        self._accept(";")
        return nodes.Evaluate(start.span, foreign)

    def if_statement(self) -> nodes.If:
        """if = "if" condition block {"else" "if" condition block} ["else" block]"""
        start = self._take()
        arms = [self._arm()]
        otherwise: nodes.Block = ()
        while self._accept_word("else"):
            if self._accept_word("if"):
                arms.append(self._arm())
            else:
                otherwise = self.block()
                break
        return nodes.If(start.span, tuple(arms), otherwise)

    def _arm(self) -> nodes.Arm:
        self._expect("(")
        condition = self.condition()
        self._expect(")")
        return nodes.Arm(condition, self.block())

    def for_statement(self) -> nodes.ForEach:
        """for = "for" "each" ["index"] name "in" expression block"""
        start = self._take()
        if not self._accept_word("each"):
            self._fail(f"Expecting 'each' but found '{self._now.text}'", "for each x in list { }")
        index = self._now.is_word("index") and not self._peek().is_word("in")
        if index:
            self._take()
        name = self._name("the name of a variable")
        if not self._accept_word("in"):
            self._fail(f"Expecting 'in' but found '{self._now.text}'", "for each x in list { }")
        iterable = self.expression()
        return nodes.ForEach(start.span, name.text, index, iterable, self.block())

    def while_statement(self) -> nodes.While:
        """while = "while" "(" condition ")" block"""
        start = self._take()
        hint = "Zoho's editors for Creator refuse it (reports of developers); for each with break is safe."
        self._problems.warn("while", "while is not in Zoho's documentation", start.span, hint)
        self._expect("(")
        condition = self.condition()
        self._expect(")")
        return nodes.While(start.span, condition, self.block())

    def try_statement(self) -> nodes.Try:
        """try = "try" block "catch" "(" name ")" block"""
        start = self._take()
        block = self.block()
        if not self._accept_word("catch"):
            self._fail(f"Expecting 'catch' but found '{self._now.text}'")
        self._expect("(")
        name = self._name("the name of the error")
        self._expect(")")
        return nodes.Try(start.span, block, name.text, self.block())

    def return_statement(self) -> nodes.Return:
        """return = "return" [expression] ";\""""
        start = self._take()
        value = None if self._now.is_symbol(";") else self.expression()
        self._end_of_statement(value)
        return nodes.Return(start.span, value)

    def info_statement(self) -> nodes.Info:
        """info = "info" expression ";\""""
        start = self._take()
        value = self.expression()
        self._end_of_statement(value)
        return nodes.Info(start.span, value)

    def break_statement(self) -> nodes.Break:
        """break = "break" ";\""""
        start = self._take()
        self._end_of_statement(None)
        return nodes.Break(start.span)

    def continue_statement(self) -> nodes.Continue:
        """continue = "continue" ";\""""
        start = self._take()
        self._end_of_statement(None)
        return nodes.Continue(start.span)

    def simple_statement(self) -> nodes.Statement:
        """simple = (name assignment expression | expression) ";\""""
        start = self._now
        target = self.expression()
        if self._now.kind is Kind.SYMBOL and self._now.text in _ASSIGNMENTS:
            return self._assignment(start, target)
        self._end_of_statement(target)
        if not isinstance(target, nodes.Postfix | nodes.Call | nodes.Task | nodes.Foreign):
            hint = "This statement does nothing: assign the value, or print it with info."
            self._note(IMPROPER, start.span, hint)
        return nodes.Evaluate(start.span, target)

    def _assignment(self, start: Token, target: nodes.Expression) -> nodes.Assign | nodes.AssignField:
        field = isinstance(target, nodes.Postfix) and isinstance(target.parts[-1], nodes.Member)
        if not field and not isinstance(target, nodes.Name):
            self._fail(IMPROPER, "Only a variable can be assigned; use put or add inside a value.")
        operator = self._take().text[:-1]
        value = self.expression()
        self._end_of_statement(value)
        if isinstance(target, nodes.Name):
            return nodes.Assign(start.span, target.name, operator, value)
        assert isinstance(target, nodes.Postfix)
        return nodes.AssignField(start.span, target, operator, value)

    def _end_of_statement(self, last: nodes.Expression | None) -> None:
        inserted = isinstance(last, nodes.Foreign) and last.what == "insert into"
        if self._accept(";") or inserted or isinstance(last, nodes.Task):
            return
        before = self._tokens[self._at - 1].span.after
        found = self._now.text or "<EOF>"
        self._note(IMPROPER, before, f"Expecting ';' but found '{found}'.")
        raise Skip
