"""Tokens to nodes: recursive descent, a method per rule of GRAMMAR.md.

A statement that cannot be read is noted and skipped, so that one run reports every error of a file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from harness.deluge import nodes
from harness.deluge.errors import Problems
from harness.deluge.header_parser import HeaderParser
from harness.deluge.reader import IMPROPER, Skip, listing_brackets
from harness.deluge.tokens import Kind, Token

_STARTERS = ("if", "for", "while", "try", "return", "break", "continue", "info", "alert")
_EFFECTS = (nodes.Postfix, nodes.Call, nodes.Task, nodes.Foreign, nodes.Choice)
"""Expressions that may do something, and so may stand by themselves."""

_ASSIGNMENTS = ("=", "+=", "-=", "*=", "/=", "%=")
_FIELDS = ("hide", "show", "enable", "disable", "clear", "reload", "set", "update")
"""What Creator does with the fields of a form, and with records."""

_EXPORT = ("application", 'application "" {')


class Parser(HeaderParser):
    """The rules of statements."""

    def __init__(self, tokens: list[Token], problems: Problems) -> None:
        super().__init__(tokens, problems)
        self._listing = listing_brackets(tokens)
        self._rules: Mapping[str, Callable[[], nodes.Statement]] = {
            "if": self.if_statement,
            "for": self.for_statement,
            "while": self.while_statement,
            "try": self.try_statement,
            "return": self.return_statement,
            "info": self.info_statement,
            "break": self.break_statement,
            "continue": self.continue_statement,
        }

    def function(self) -> nodes.Function:
        """function = [header "{"] {statement} ["}"] END"""
        start = self._now.span
        if self._now.kind is Kind.PAGE:
            exported = self._now.text.lower() == "application"
            page = nodes.Foreign(start, *(_EXPORT if exported else ("htmlpage", "<%")))
            return nodes.Function(start, None, (nodes.Evaluate(start, page),))
        try:
            header = self.header() if self._is_header() else None
            block = self.block() if header else self._statements()
        except Skip:
            return nodes.Function(start, None, ())
        if header and self._now.kind is not Kind.END:
            self._rest()
        return nodes.Function(start, header, block)

    def _rest(self) -> None:
        """What follows the function of a file: others, or statements, which belong to none."""
        if not self._is_header():
            hint = "The function ends before this place; what follows belongs to no function."
            self._report(
                "second-function", f"Expecting '<EOF>' but found '{self._now.text}'", self.place, hint
            )
        self._statements()

    def second_function(self) -> None:
        """header block: read, and refused"""
        header = self.header()
        hint = "Zoho keeps each function by itself: put this one into a file of its own."
        self._report("second-function", "A file holds one function", header.span, hint)
        self.block()

    # --- statements

    def block(self) -> nodes.Block:
        """block = "{" {statement} "}\""""
        opening = self._expect("{")
        self._deeper()
        statements = self._statements()
        self._depth -= 1
        if not self._accept("}"):
            hint = f"The block that begins in line {self._unclosed(opening)} is not closed."
            self._note("Expecting '}' but found '<EOF>'", self._missing, hint)
        return statements

    def _unclosed(self, opening: Token) -> int:
        """The line of the block that is not closed: the first one behind whose indentation a brace closes."""
        indents: list[tuple[int, int]] = []
        line = indent = 0
        for token in self._tokens:
            starts = token.span.line > line
            if starts:
                line, indent = token.span.line, token.span.column
            if token.is_symbol("{"):
                indents.append((line, indent))
            elif token.is_symbol("}") and indents:
                begun, outer = indents.pop()
                if starts and outer > indent:
                    return begun
        return opening.span.line

    def _statements(self) -> nodes.Block:
        found: list[nodes.Statement] = []
        while self._now.kind is not Kind.END and not self._ends_block():
            depth, begin = self._depth, self._at
            try:
                if depth == 0 and self._is_header():
                    self.second_function()
                elif not self._accept(";"):
                    found.append(self.statement())
            except Skip:
                self._depth, self._in_condition = depth, False
                self._recover(begin)
        return tuple(found)

    def _ends_block(self) -> bool:
        while self._depth == 0 and self._now.is_symbol("}"):
            self._note("Unexpected '}'", self._now.span, "No block is open here.")
            self._take()
        return self._now.is_symbol("}") or self._now.kind is Kind.END

    def _recover(self, begin: int) -> None:
        """Go to where the next statement may begin: past `;` or a block, or at a keyword.

        The blocks of a statement recover by themselves, so braces still open belong to literals.
        """
        if self._at == begin:
            self._take()
        taken = self._tokens[begin : self._at]
        braces = sum(one.is_symbol("{") - one.is_symbol("}") for one in taken)
        brackets = sum(one.is_symbol("[") - one.is_symbol("]") for one in taken)
        while self._now.kind is not Kind.END:
            if braces <= 0 and (self._now.is_symbol("}") or (brackets <= 0 and self._resumes())):
                return
            if braces <= 0 and brackets <= 0 and self._now.is_symbol("{"):
                self._recover_block()
                return
            token = self._take()
            if token.is_symbol(";"):
                return
            braces += token.is_symbol("{") - token.is_symbol("}")
            brackets += token.is_symbol("[") - token.is_symbol("]")

    def _recover_block(self) -> None:
        """The block of a statement whose head cannot be read, and what belongs to it."""
        self.block()
        while self._is_else() or self._now.is_word("catch"):
            while self._now.kind is not Kind.END and self._now.text not in ("{", "}", ";"):
                self._take()
            if not self._now.is_symbol("{"):
                return
            self.block()

    def _resumes(self) -> bool:
        """Does a line begin here that looks like a statement?"""
        before = self._tokens[self._at - 1]
        if self._now.kind is not Kind.NAME or before.span.end_line == self._now.span.line:
            return False
        return self._now.text.lower() in _STARTERS or self._peek().text in ("=", ".")

    def statement(self) -> nodes.Statement:
        """statement = if | for | while | try | return | break | continue | info | foreign | simple"""
        word = self._now.text.lower() if self._now.kind is Kind.NAME else ""
        if word == "if" and self._has_commas():
            return self.simple_statement()
        if word in self._rules and self._peek().text not in _ASSIGNMENTS:
            return self._rules[word]()
        if self._is_foreign(word):
            return self.foreign_statement()
        if self._is_habit(word):
            return self.habit(word)
        return self.simple_statement()

    def _has_commas(self) -> bool:
        """A comma between the brackets that follow: `if(a, b, c)` by itself, or `info(a, b)`."""
        return self._at + 1 in self._listing

    def _is_foreign(self, word: str) -> bool:
        following = self._peek()
        if word in _FIELDS and following.kind is Kind.NAME:
            return following.span.line == self._now.span.line
        if word == "alert":
            return following.text not in (*_ASSIGNMENTS, ".", ";")
        if word == "reload" and following.is_symbol(";"):
            return True
        if word == "cancel":
            return following.kind is Kind.NAME and following.span.line == self._now.span.line
        return word == "delete" and following.is_word("from")

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
        while self._is_else():
            if self._take_else_if():
                arms.append(self._arm())
            else:
                otherwise = self.block()
                break
        return nodes.If(start.span, tuple(arms), otherwise)

    def _is_else(self) -> bool:
        return self._now.kind is Kind.NAME and self._now.text.lower() in ("else", "elseif", "elif")

    def _take_else_if(self) -> bool:
        token = self._take()
        if token.is_word("else"):
            return self._accept_word("if")
        self._foreign_habit(token.span, f"Deluge writes else if for '{token.text}'.")
        return True

    def _arm(self) -> nodes.Arm:
        self._expect("(")
        condition = self.condition()
        self._expect(")")
        return nodes.Arm(condition, self.block())

    def for_statement(self) -> nodes.ForEach:
        """for = "for" "each" ["index"] name "in" expression block"""
        start = self._take()
        if self._now.is_symbol("(") or (self._now.is_word("each") and self._peek().is_symbol("(")):
            return self.for_in_brackets(start)
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
        if not self._now.is_word("catch"):
            self._fail(f"Expecting 'catch' but found '{self._now.text or '<EOF>'}'")
        name = self._caught(self._take())
        handler = self.block()
        if self._now.is_word("finally"):
            self._foreign_habit(
                self._take().span, "Deluge has no finally: put its statements behind the handler."
            )
            handler += self.block()
        return nodes.Try(start.span, block, name, handler)

    def _caught(self, catch: Token) -> str:
        """The name of the error in its brackets; brackets, name and no type must be there."""
        bracket = self._accept("(")
        names: list[str] = []
        while self._now.kind is Kind.NAME:
            names.append(self._take().text)
        if bracket:
            self._expect(")")
        if not bracket or len(names) != 1:
            self._foreign_habit(catch.span, "Deluge names the error, and nothing else: catch (e).")
        return names[-1] if names else "e"

    def return_statement(self) -> nodes.Return:
        """return = "return" [expression] ";\""""
        start = self._take()
        value = None if self._ends_return() else self.expression()
        self._end_of_statement(value)
        return nodes.Return(start.span, value)

    def _ends_return(self) -> bool:
        """No value begins here: the statement ends, or what follows is another one."""
        return self._now.text in (";", "}") or self._now.kind is Kind.END or self._resumes()

    def info_statement(self) -> nodes.Info:
        """info = "info" expression ";\""""
        if self._peek().is_symbol("(") and self._has_commas():
            return self.info_of_several()
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
        fetched = isinstance(target, nodes.Foreign) and self._at_line_start()
        if not fetched:
            self._end_of_statement(target)
        if not isinstance(target, _EFFECTS):
            hint = "This statement does nothing: assign the value, or print it with info."
            self._report("no-effect", IMPROPER, start.span, hint)
        return nodes.Evaluate(start.span, target)

    def _assignment(self, start: Token, target: nodes.Expression) -> nodes.Statement:
        field = isinstance(target, nodes.Postfix) and isinstance(target.parts[-1], nodes.Member)
        element = isinstance(target, nodes.Postfix) and not field
        if element:
            self._foreign_habit(
                self._now.span, "Only a variable can be assigned; use put or add inside a value."
            )
        elif not field and not isinstance(target, nodes.Name):
            self._fail(IMPROPER, "Only a variable can be assigned; use put or add inside a value.")
        operator = self._take().text[:-1]
        value = self._assigned_value()
        self._end_of_statement(value)
        if isinstance(target, nodes.Name):
            return nodes.Assign(start.span, target.name, operator, value)
        if element:
            return nodes.Evaluate(start.span, value)
        assert isinstance(target, nodes.Postfix)
        return nodes.AssignField(start.span, target, operator, value)

    def _assigned_value(self) -> nodes.Expression:
        value = self.expression()
        while self._now.is_symbol("="):
            self._foreign_habit(self._take().span, "Deluge assigns one variable in a statement.")
            value = self.expression()
        return value

    def _at_line_start(self) -> bool:
        before = self._tokens[self._at - 1].span
        return self._now.kind is Kind.END or before.end_line < self._now.span.line or self._now.is_symbol("}")

    def _end_of_statement(self, last: nodes.Expression | None) -> None:
        inserted = isinstance(last, nodes.Foreign) and last.what == "insert into"
        if self._accept(";") or inserted or isinstance(last, nodes.Task):
            return
        before = self._tokens[self._at - 1].span
        found = self._now.text or "<EOF>"
        if not self._problems.at(before):  # of a text that is not closed, which took the ';' along
            self._note(IMPROPER, before.after, f"Expecting ';' but found '{found}'.")
        raise Skip
