"""Tokens to expressions: recursive descent, a method per rule of GRAMMAR.md."""

from __future__ import annotations

from itertools import pairwise

from harness.deluge import nodes
from harness.deluge.reader import IMPROPER, TokenReader
from harness.deluge.tokens import Kind, Token
from harness.deluge.types import ELEMENTS
from harness.errors import nearest

TASKS = {
    "invokeurl": (
        "url", "type", "headers", "content-type", "parameters", "body", "files", "connection",
        "detailed", "response-format", "response-decoding",
    ),
    "invokeapi": (
        "service", "path", "type", "headers", "content-type", "parameters", "body", "files",
        "connection", "detailed", "response-format", "response-decoding",
    ),
    "sendmail": (
        "from", "to", "cc", "bcc", "reply-to", "subject", "message", "attachments", "file",
        "content-type",
    ),
    "sendsms": ("from", "to", "message", "connection"),
    "ftp": ("action", "host", "port", "path", "files", "connection"),
    "sftp": ("action", "host", "port", "path", "files", "connection"),
}  # fmt: skip
"""The tasks in brackets and their keys (reference 3.1, 3.2)."""

REQUIRED = {
    "invokeurl": ("url",),
    "invokeapi": ("service", "path"),
    "sendmail": ("from", "to", "subject", "message"),
    "sendsms": ("to", "message"),
    "ftp": (),
    "sftp": (),
}
KEYWORDS = frozenset(
    (
        "if", "else", "for", "try", "catch", "return", "break", "continue", "info", "true",
        "false", "null",
    )
)  # fmt: skip
_LITERALS = {"true": True, "false": False, "null": None}
_LEVELS = (
    ("||",), ("&&",), ("==", "!=", "="), ("<", "<=", ">", ">=", "in", "not in"), ("+", "-"),
    ("*", "/", "%"),
)  # fmt: skip
_OPERATORS = frozenset(operator for level in _LEVELS for operator in level)
_WORDS = frozenset(("in", "not", "and", "or", "is"))
_HABITS = {
    "and": "&&", "or": "||", "is": "==", "is not": "!=", "===": "==", "!==": "!=", "<>": "!=",
}  # fmt: skip
"""Operators of other languages, and Deluge's own."""

_ATTACHED = ("file", "view", "template")
_PAGING = (("sort", "by"), ("range", "from"))


class ExpressionParser(TokenReader):
    """The rules of expressions."""

    _in_condition = False

    def expression(self) -> nodes.Expression:
        """expression = operand {operator operand}, grouped by the table of precedence"""
        self._deeper()
        operands = [self.operand()]
        operators: list[Token] = []
        while self._is_operator():
            operators.append(self._operator())
            operands.append(self.operand())
        found = _grouped(operands, operators, 0)
        if self._now.is_symbol("?"):
            found = self._question(found)
        self._depth -= 1
        return found

    def _question(self, condition: nodes.Expression) -> nodes.Choice:
        """`a ? b : c`, which other languages have."""
        self._foreign_habit(self._take().span, "Deluge writes a ? b : c as if(a, b, c).")
        then = self.expression()
        self._expect(":")
        return nodes.Choice(condition.span, condition, then, self.expression())

    def condition(self) -> nodes.Expression:
        """condition = expression, in which `=` is equality"""
        outer, self._in_condition = self._in_condition, True
        expression = self.expression()
        self._in_condition = outer
        return expression

    def _is_operator(self) -> bool:
        token = self._now
        if token.kind is Kind.NAME:
            return token.text.lower() in _WORDS and (not token.is_word("not") or self._peek().is_word("in"))
        if token.kind is not Kind.SYMBOL or not (token.text in _OPERATORS or token.text in _HABITS):
            return False
        return token.text != "=" or self._in_condition

    def _operator(self) -> Token:
        token = self._take()
        if token.kind is Kind.NAME:
            token = self._word_operator(token)
        if token.text not in _HABITS:
            return token
        self._foreign_habit(token.span, f"Deluge writes {_HABITS[token.text]} for '{token.text}'.")
        return token._replace(text=_HABITS[token.text])

    def _word_operator(self, token: Token) -> Token:
        word = token.text.lower()
        second = {"not": "in", "is": "not"}.get(word)
        if second and self._now.is_word(second):
            return token._replace(text=f"{word} {second}", span=token.span.to(self._take().span))
        return token._replace(text=word)

    def operand(self) -> nodes.Expression:
        """operand = {"!" | "-" | "+"} postfix"""
        signs: list[Token] = []
        while self._is_sign():
            signs.append(self._sign())
            self._deeper()
        self._depth -= len(signs)
        if signs and signs[-1].text == "-" and self._now.kind is Kind.NUMBER:
            found = self._parts(self._negative(signs.pop()))
        else:
            found = self.postfix()
        for sign in reversed(signs):
            found = nodes.Unary(sign.span, sign.text, found)
        return found

    def _is_sign(self) -> bool:
        if self._now.is_word("not"):
            return self._peek().kind in (Kind.NAME, Kind.TEXT) or self._peek().text in ("(", "!")
        return self._now.kind is Kind.SYMBOL and self._now.text in ("!", "-", "+")

    def _sign(self) -> Token:
        token = self._take()
        if token.kind is Kind.SYMBOL:
            return token
        self._foreign_habit(token.span, "Deluge writes ! for 'not'.")
        return token._replace(text="!")

    def _negative(self, sign: Token) -> nodes.Literal:
        """A minus belongs to its literal: `-218.4.round(0)` is -218 (reference 1.1)."""
        number = self._take()
        return nodes.Literal(sign.span.to(number.span), -number.value)

    def postfix(self) -> nodes.Expression:
        """postfix = primary {"." name ["(" arguments ")"]}"""
        return self._parts(self.primary())

    def _parts(self, base: nodes.Expression) -> nodes.Expression:
        parts: list[nodes.Call | nodes.Member] = []
        while True:
            if self._accept("."):
                parts.append(self._part())
            elif self._is_index():
                parts.append(self.index())
            elif self._now.is_symbol("[") and _is_path(base, parts):
                base, parts = self.fetch(base, parts), []
            elif self._is_choices() and _is_path(base, parts):
                base, parts = self.choices(base, parts), []
            else:
                return nodes.Postfix(base.span, base, tuple(parts)) if parts else base

    def _is_index(self) -> bool:
        """`[0]` or `["key"]` or `[i]`: no criteria of Creator's looks so."""
        if not self._now.is_symbol("[") or not self._peek(2).is_symbol("]"):
            return False
        return self._peek().kind in (Kind.NUMBER, Kind.TEXT, Kind.QUOTED, Kind.NAME)

    def index(self) -> nodes.Call:
        """`a[0]`, which other languages have."""
        start = self._take()
        inner = self._take()
        self._foreign_habit(start.span.to(self._now.span), f"Deluge reads an element with get({inner.text}).")
        self._expect("]")
        name = nodes.Name(inner.span, inner.text)
        key = name if inner.kind is Kind.NAME else nodes.Literal(inner.span, inner.value)
        return nodes.Call(start.span, "get", (key,))

    def _is_choices(self) -> bool:
        return self._now.is_symbol(":") and self._peek().is_word("ui") and self._peek(2).is_symbol(".")

    def choices(self, field: nodes.Expression, path: list[nodes.Call | nodes.Member]) -> nodes.Foreign:
        """choices = path ":" "ui" "." name "(" … ")": the choices of a field of a Creator form"""
        words = [self._take().text, self._take().text, self._take().text, self._name("a function").text]
        text = f"{_path_text(field, path)}{''.join(words)}{self._skip_brackets()}"
        return nodes.Foreign(field.span, f"{_path_text(field, path)}:ui.{words[-1]}", text)

    def _part(self) -> nodes.Call | nodes.Member:
        name = self._name("the name of a function")
        if self._now.is_symbol("("):
            return nodes.Call(name.span, name.text, self.arguments())
        return nodes.Member(name.span, name.text)

    def fetch(self, form: nodes.Expression, path: list[nodes.Call | nodes.Member]) -> nodes.Foreign:
        """fetch = path "[" … "]" {"sort" "by" … | "range" "from" …}: records of a Creator form"""
        name = _path_text(form, path)
        text = f"{name} {self._skip_brackets()}"
        while any(self._now.is_word(one) and self._peek().is_word(two) for one, two in _PAGING):
            text = f"{text} {self._paging()}"
        return nodes.Foreign(form.span, f"{name}[…]", text)

    def _paging(self) -> str:
        """Up to the end of the fetch: a closing bracket, `;`, a block, or the other word of paging."""
        words = [self._take().text, self._take().text]
        while not (
            self._now.kind is Kind.END
            or (self._now.kind is Kind.SYMBOL and self._now.text in (";", ")", "}", "{", "]"))
            or any(self._now.is_word(one) for one, _ in _PAGING)
        ):
            words.append(self._skip_brackets() if self._now.is_symbol("(") else self._take().text)
        return " ".join(words)

    def arguments(self) -> tuple[nodes.Expression, ...]:
        """arguments = "(" [argument {"," argument}] ")\""""
        self._expect("(")
        outer, self._in_condition = self._in_condition, False
        found = self._listed(")", self.pair)
        self._in_condition = outer
        pairs = tuple((key, value) for key, value in found if value)
        if pairs and len(pairs) == len(found):
            return (nodes.Pairs(pairs[0][0].span, pairs),)
        if pairs and not found[0][1] and len(pairs) == len(found) - 1:
            return (found[0][0], nodes.Pairs(pairs[0][0].span, pairs))  # the receiver stands first
        if pairs:
            self._note("Expecting ':'", pairs[0][0].span, "Some of the arguments have a key, some have not.")
        return tuple(one for one, _ in found)

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
        return self._fail(IMPROPER, f"Expecting a value but found '{token.text or '<EOF>'}'.")

    def _named(self) -> nodes.Expression:
        token, word = self._now, self._now.text.lower()
        if word in _LITERALS:
            return nodes.Literal(token.span, _LITERALS[self._take().text.lower()])
        if word == "if" and self._peek().is_symbol("("):
            return self.choice()
        if word in TASKS and self._is_task():
            return self.task()
        if word == "insert" and self._peek().is_word("into"):
            return self.insertion()
        if word == "list" and self._is_typed_list():
            return self.typed_list()
        if word in KEYWORDS:
            self._fail(IMPROPER, f"Expecting a value but found the keyword '{token.text}'.")
        self._take()
        if self._now.is_symbol("("):
            return nodes.Call(token.span, token.text, self.arguments())
        return nodes.Name(token.span, token.text)

    def _is_task(self) -> bool:
        """Square brackets; old scripts have round ones."""
        if self._peek().is_symbol("("):
            return self._peek(2).kind is Kind.NAME and self._peek(3).is_symbol(":")
        return self._peek().is_symbol("[")

    def insertion(self) -> nodes.Foreign:
        """insertion = "insert" "into" path ("[" … "]" | "(" … ")"): a record of a Creator form"""
        start = self._take()
        words = [start.text, self._take().text, self._name("the name of a form").text]
        while self._accept("."):
            words[-1] += "." + self._name("the name of a form").text
        if not (self._now.is_symbol("[") or self._now.is_symbol("(")):
            self._fail(f"Expecting '[' but found '{self._now.text or '<EOF>'}'")
        return nodes.Foreign(start.span, "insert into", " ".join([*words, self._skip_brackets()]))

    def _is_typed_list(self) -> bool:
        return self._peek().is_symbol(":") and self._peek(2).text.lower() in ELEMENTS

    def typed_list(self) -> nodes.TypedList:
        """typed_list = "List" ":" type ["(" ")"]"""
        start = self._take()
        self._take()
        kind = self._take()
        if self._accept("(") and self._listed(")", self.expression):
            self._foreign_habit(
                start.span, "A typed list begins empty; put its elements into it with addAll."
            )
        return nodes.TypedList(start.span.to(kind.span), kind.text.lower())

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
        """task = name ("[" {entry [","]} "]" | "(" {entry [","]} ")")"""
        name = self._take()
        closer = {"[": "]", "(": ")"}[self._take().text]
        entries: list[nodes.Entry] = []
        while not self._now.is_symbol(closer):
            entries.append(self.entry(name.text.lower()))
            self._accept(",")
        self._take()
        return self._checked(name, entries)

    def entry(self, task: str) -> nodes.Entry:
        """entry = name {("-" | blank) name} ":" value {"," value}"""
        first = last = self._name(f"a key of {task}")
        key = first.text.lower()
        while not self._now.is_symbol(":"):
            self._accept("-")
            last = self._name("':'")
            key += f"-{last.text.lower()}"
        self._take()
        span = first.span.to(last.span)
        if key not in TASKS[task]:
            self._report("unknown-key", f"Unknown key '{key}' of {task}", span, nearest(key, TASKS[task]))
        return nodes.Entry(key, span, self._values())

    def _values(self) -> nodes.Expression:
        """Several values, as sendmail takes them, are a list."""
        found = [self.attachable()]
        while self._now.is_symbol(",") and not self._is_key(1) and self._peek().text not in ("]", ")"):
            self._take()
            found.append(self.attachable())
        return found[0] if len(found) == 1 else nodes.ListLiteral(found[0].span, tuple(found))

    def _is_key(self, ahead: int) -> bool:
        """Does a key begin there: names, and `:` behind them?"""
        if self._peek(ahead).kind is not Kind.NAME or self._peek(ahead).text.lower() in _ATTACHED:
            return False
        while self._peek(ahead).kind is Kind.NAME or self._peek(ahead).is_symbol("-"):
            ahead += 1
        return self._peek(ahead).is_symbol(":")

    def attachable(self) -> nodes.Expression:
        """value = ["file" ":"] expression | ("view" | "template") ":" … ["as" name]"""
        start = self._now
        if not (start.text.lower() in _ATTACHED and self._peek().is_symbol(":")):
            return self.expression()
        self._take()
        self._take()
        found = self.expression()
        if start.is_word("file"):
            return found
        if self._accept_word("as"):
            self._name("the format of an attachment")
        return nodes.Foreign(start.span, f"{start.text.lower()}:", f"{start.text}: …")

    def _checked(self, name: Token, entries: list[nodes.Entry]) -> nodes.Task:
        task, seen = name.text.lower(), set[str]()
        for entry in entries:
            if entry.key in seen:
                self._report("repeated-key", f"Key '{entry.key}' of {task} is given twice", entry.span)
            seen.add(entry.key)
        for key in REQUIRED[task]:
            if key not in seen:
                what = f"'{key.upper()}' message" if task == "sendmail" else f"'{key.upper()}'"
                self._report("missing-key", f"{what} is missing for {task} task", name.span)
        return nodes.Task(name.span, task, tuple(entries))


def _is_path(base: nodes.Expression, parts: list[nodes.Call | nodes.Member]) -> bool:
    """Names and dots only: what may stand before the brackets of a fetch."""
    return isinstance(base, nodes.Name) and all(isinstance(one, nodes.Member) for one in parts)


def _path_text(base: nodes.Expression, parts: list[nodes.Call | nodes.Member]) -> str:
    return ".".join([base.name if isinstance(base, nodes.Name) else "", *(one.name for one in parts)])


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
