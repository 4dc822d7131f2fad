"""Tokens to nodes: recursive descent, a method per rule of GRAMMAR.md.

A statement that cannot be read is noted and skipped, so that one run reports every error of a file.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import NoReturn, TypeVar

from harness.deluge import nodes
from harness.deluge.errors import Problems
from harness.deluge.source import Span
from harness.deluge.tokens import Kind, Token
from harness.errors import nearest

MAX_DEPTH = 100
"""How deep blocks, brackets and signs may nest, together."""

TASKS = {
    "invokeurl": (
        "url", "type", "headers", "content-type", "parameters", "body", "files", "connection",
        "detailed", "response-format", "response-decoding",
    ),
    "sendmail": (
        "from", "to", "cc", "bcc", "reply-to", "subject", "message", "attachments", "content-type",
    ),
}  # fmt: skip
"""The tasks in brackets and their keys (reference 3.1, 3.2)."""

_REQUIRED = {"invokeurl": ("url",), "sendmail": ("from", "to", "subject", "message")}
_TYPES = frozenset(
    (
        "void", "string", "text", "int", "bigint", "number", "float", "decimal", "double", "bool",
        "boolean", "date", "datetime", "time", "map", "list", "file", "collection", "object",
    )
)  # fmt: skip
_KEYWORDS = frozenset(
    (
        "if", "else", "for", "try", "catch", "return", "break", "continue", "info", "true",
        "false", "null",
    )
)  # fmt: skip
_LITERALS = {"true": True, "false": False, "null": None}
_STARTERS = ("if", "for", "try", "return", "break", "continue", "info")
_ASSIGNMENTS = ("=", "+=", "-=", "*=", "/=", "%=")
_LEVELS = (("||",), ("&&",), ("==", "!=", "="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "/", "%"))
_OPERATORS = frozenset(operator for level in _LEVELS for operator in level)
_IMPROPER = "Improper Statement Error might be due to missing ';' at end of the line or incomplete expression"

_Item = TypeVar("_Item")


class _Skip(Exception):
    """The statement at hand cannot be read; its error is noted."""


class Parser:
    """Reads the tokens of one file once."""

    def __init__(self, tokens: list[Token], problems: Problems) -> None:
        self._tokens, self._problems = tokens, problems
        self._at = self._depth = 0
        self._in_condition = False

    @property
    def place(self) -> Span:
        """Where the parser stands."""
        return self._now.span

    def function(self) -> nodes.Function:
        """function = [header "{"] {statement} ["}"] END"""
        start = self._now.span
        try:
            header = self.header() if self._is_header() else None
            block = self.block() if header else self._statements()
            if header and self._now.kind is not Kind.END:
                self._fail(f"Expecting '<EOF>' but found '{self._now.text}'")
        except _Skip:
            header, block = None, ()
        return nodes.Function(start, header, block)

    # --- header

    def _is_header(self) -> bool:
        return (
            self._now.kind is Kind.NAME
            and self._now.text.lower() in _TYPES
            and self._peek().kind is Kind.NAME
        )

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
        """parameter = type name"""
        kind = self._name("the type of a parameter")
        name = self._name("the name of a parameter")
        return nodes.Parameter(kind.text, name.text)

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
            except _Skip:
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
        """statement = if | for | try | return | break | continue | info | simple"""
        rules: dict[str, Callable[[], nodes.Statement]] = {
            "if": self.if_statement,
            "for": self.for_statement,
            "try": self.try_statement,
            "return": self.return_statement,
            "info": self.info_statement,
            "break": self.break_statement,
            "continue": self.continue_statement,
        }
        word = self._now.text.lower() if self._now.kind is Kind.NAME else ""
        if word == "while" and self._peek().is_symbol("("):
            self._fail(_IMPROPER, "Deluge has no while; use for each over a list, and break.")
        if word in rules and self._peek().text not in _ASSIGNMENTS:
            return rules[word]()
        return self.simple_statement()

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

    def condition(self) -> nodes.Expression:
        """condition = expression, in which `=` is equality"""
        outer, self._in_condition = self._in_condition, True
        expression = self.expression()
        self._in_condition = outer
        return expression

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
        if not isinstance(target, nodes.Postfix | nodes.Call | nodes.Task):
            hint = "This statement does nothing: assign the value, or print it with info."
            self._note(_IMPROPER, start.span, hint)
        return nodes.Evaluate(start.span, target)

    def _assignment(self, start: Token, target: nodes.Expression) -> nodes.Assign:
        if not isinstance(target, nodes.Name):
            self._fail(_IMPROPER, "Only a variable can be assigned; use put or add inside a value.")
        operator = self._take().text[:-1]
        value = self.expression()
        self._end_of_statement(value)
        return nodes.Assign(start.span, target.name, operator, value)

    def _end_of_statement(self, last: nodes.Expression | None) -> None:
        if self._accept(";") or isinstance(last, nodes.Task):
            return
        before = self._tokens[self._at - 1].span.after
        found = self._now.text or "<EOF>"
        self._note(_IMPROPER, before, f"Expecting ';' but found '{found}'.")
        raise _Skip

    # --- expressions

    def expression(self) -> nodes.Expression:
        """expression = operand {operator operand}, grouped by the table of precedence"""
        self._deeper()
        operands = [self.operand()]
        operators: list[Token] = []
        while self._is_operator():
            operators.append(self._take())
            operands.append(self.operand())
        self._depth -= 1
        return _grouped(operands, operators, 0)

    def _is_operator(self) -> bool:
        if self._now.kind is not Kind.SYMBOL or self._now.text not in _OPERATORS:
            return False
        return self._now.text != "=" or self._in_condition

    def operand(self) -> nodes.Expression:
        """operand = {"!" | "-" | "+"} postfix"""
        signs: list[Token] = []
        while self._now.kind is Kind.SYMBOL and self._now.text in ("!", "-", "+"):
            signs.append(self._take())
            self._deeper()
        self._depth -= len(signs)
        if signs and signs[-1].text == "-" and self._now.kind is Kind.NUMBER:
            found = self._parts(self._negative(signs.pop()))
        else:
            found = self.postfix()
        for sign in reversed(signs):
            found = nodes.Unary(sign.span, sign.text, found)
        return found

    def _negative(self, sign: Token) -> nodes.Literal:
        """A minus belongs to its literal: `-218.4.round(0)` is -218 (reference 1.1)."""
        number = self._take()
        return nodes.Literal(sign.span.to(number.span), -number.value)

    def postfix(self) -> nodes.Expression:
        """postfix = primary {"." name ["(" arguments ")"]}"""
        return self._parts(self.primary())

    def _parts(self, base: nodes.Expression) -> nodes.Expression:
        parts: list[nodes.Call | nodes.Member] = []
        while self._accept("."):
            name = self._name("the name of a function")
            if self._now.is_symbol("("):
                parts.append(nodes.Call(name.span, name.text, self.arguments()))
            else:
                parts.append(nodes.Member(name.span, name.text))
        return nodes.Postfix(base.span, base, tuple(parts)) if parts else base

    def arguments(self) -> tuple[nodes.Expression, ...]:
        """arguments = "(" [expression {"," expression}] ")\""""
        self._expect("(")
        outer, self._in_condition = self._in_condition, False
        found = self._listed(")", self.expression)
        self._in_condition = outer
        return found

    def primary(self) -> nodes.Expression:
        """primary = literal | list | map | "(" expression ")" | choice | call | task | name"""
        token = self._now
        match token.kind:
            case Kind.NUMBER | Kind.TEXT:
                return nodes.Literal(token.span, self._take().value)
            case Kind.QUOTED:
                return nodes.Quoted(token.span, self._take().value)
            case Kind.NAME:
                return self._named()
        if token.is_symbol("("):
            return self.group()
        if token.is_symbol("["):
            return self.bracketed()
        if token.is_symbol("{"):
            return self.braced()
        return self._fail(_IMPROPER, f"Expecting a value but found '{token.text or '<EOF>'}'.")

    def _named(self) -> nodes.Expression:
        token, word = self._now, self._now.text.lower()
        if word in _LITERALS:
            return nodes.Literal(token.span, _LITERALS[self._take().text.lower()])
        if word == "if" and self._peek().is_symbol("("):
            return self.choice()
        if word in TASKS and self._peek().is_symbol("["):
            return self.task()
        if word in _KEYWORDS:
            self._fail(_IMPROPER, f"Expecting a value but found the keyword '{token.text}'.")
        self._take()
        if self._now.is_symbol("("):
            return nodes.Call(token.span, token.text, self.arguments())
        return nodes.Name(token.span, token.text)

    def group(self) -> nodes.Expression:
        """group = "(" expression ")\""""
        self._expect("(")
        found = self.expression()
        self._expect(")")
        return found

    def choice(self) -> nodes.Choice:
        """choice = "if" "(" condition "," expression "," expression ")\""""
        start = self._take()
        self._expect("(")
        condition = self.condition()
        outer, self._in_condition = self._in_condition, False
        self._expect(",")
        then = self.expression()
        self._expect(",")
        otherwise = self.expression()
        self._in_condition = outer
        self._expect(")")
        return nodes.Choice(start.span, condition, then, otherwise)

    def bracketed(self) -> nodes.ListLiteral:
        """list = "[" [expression {"," expression}] "]\""""
        start = self._expect("[")
        return nodes.ListLiteral(start.span, self._listed("]", self.expression))

    def braced(self) -> nodes.ListLiteral | nodes.MapLiteral:
        """braced = "{" "}" | "{" pair {"," pair} "}" | "{" expression {"," expression} "}\""""
        start = self._expect("{")
        items = self._listed("}", self.pair)
        keyed = [(key, value) for key, value in items if value]
        if len(keyed) == len(items):
            return nodes.MapLiteral(start.span, tuple(keyed))
        if keyed:
            self._note("Expecting ':'", start.span, "Some of the entries have a key, some have not.")
        return nodes.ListLiteral(start.span, tuple(item for item, _ in items))

    def pair(self) -> tuple[nodes.Expression, nodes.Expression | None]:
        """pair = expression [":" expression]"""
        first = self.expression()
        return first, self.expression() if self._accept(":") else None

    def task(self) -> nodes.Task:
        """task = name "[" {entry [","]} "]\""""
        name = self._take()
        self._expect("[")
        entries: list[nodes.Entry] = []
        while not self._now.is_symbol("]"):
            entries.append(self.entry(name.text.lower()))
            self._accept(",")
        self._take()
        return self._checked(name, entries)

    def entry(self, task: str) -> nodes.Entry:
        """entry = name {("-" | blank) name} ":" expression"""
        first = last = self._name(f"a key of {task}")
        key = first.text.lower()
        while not self._now.is_symbol(":"):
            self._accept("-")
            last = self._name("':'")
            key += f"-{last.text.lower()}"
        self._take()
        span = first.span.to(last.span)
        if key not in TASKS[task]:
            self._note(f"Unknown key '{key}' of {task}", span, nearest(key, TASKS[task]))
        return nodes.Entry(key, span, self.expression())

    def _checked(self, name: Token, entries: list[nodes.Entry]) -> nodes.Task:
        task, seen = name.text.lower(), set[str]()
        for entry in entries:
            if entry.key in seen:
                self._note(f"Key '{entry.key}' of {task} is given twice", entry.span)
            seen.add(entry.key)
        for key in _REQUIRED[task]:
            if key not in seen:
                self._note(f"'{key.upper()}' is missing for {task} task", name.span)
        return nodes.Task(name.span, task, tuple(entries))

    # --- tools

    @property
    def _now(self) -> Token:
        return self._tokens[self._at]

    def _peek(self) -> Token:
        return self._tokens[min(self._at + 1, len(self._tokens) - 1)]

    def _take(self) -> Token:
        token = self._tokens[self._at]
        self._at = min(self._at + 1, len(self._tokens) - 1)
        return token

    def _accept(self, symbol: str) -> bool:
        if self._now.is_symbol(symbol):
            self._take()
            return True
        return False

    def _accept_word(self, word: str) -> bool:
        if self._now.is_word(word):
            self._take()
            return True
        return False

    def _expect(self, symbol: str) -> Token:
        if not self._now.is_symbol(symbol):
            self._fail(f"Expecting '{symbol}' but found '{self._now.text or '<EOF>'}'")
        return self._take()

    def _name(self, what: str) -> Token:
        if self._now.kind is not Kind.NAME:
            self._fail(f"Expecting {what} but found '{self._now.text or '<EOF>'}'")
        return self._take()

    def _listed(self, closer: str, rule: Callable[[], _Item]) -> tuple[_Item, ...]:
        """Items separated by commas, up to and with the closing bracket."""
        items: list[_Item] = []
        while not self._now.is_symbol(closer):
            items.append(rule())
            if not self._accept(","):
                break
        self._expect(closer)
        return tuple(items)

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            self._fail(f"Nested more than {MAX_DEPTH} deep", "Split this into several statements.")

    def _note(self, message: str, span: Span, hint: str = "") -> None:
        self._problems.add("statement", message, span, hint)

    def _fail(self, message: str, hint: str = "") -> NoReturn:
        self._note(message, self._now.span, hint)
        raise _Skip


def _grouped(operands: list[nodes.Expression], operators: list[Token], level: int) -> nodes.Expression:
    """Split a flat run of operands at its weakest operators; each part holds stronger ones."""
    if not operators:
        return operands[0]
    splits = [at for at, one in enumerate(operators) if one.text in _LEVELS[level]]
    if not splits:
        return _grouped(operands, operators, level + 1)
    edges = [-1, *splits, len(operators)]
    parts = [
        _grouped(operands[low + 1 : high + 1], operators[low + 1 : high], level + 1)
        for low, high in pairwise(edges)
    ]
    return _joined(parts, [operators[at] for at in splits], level)


def _joined(parts: list[nodes.Expression], operators: list[Token], level: int) -> nodes.Expression:
    if level < 2:
        return nodes.Logic(operators[0].span, operators[0].text, tuple(parts))
    terms = [
        nodes.Term("==" if one.text == "=" else one.text, one.span, part)
        for one, part in zip(operators, parts[1:], strict=True)
    ]
    return nodes.Chain(parts[0].span, parts[0], tuple(terms))
