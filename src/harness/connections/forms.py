"""The forms of an HTML page, as a browser without a screen needs them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

MOST_SAID = 200
"""Characters of a page's text that are quoted."""


@dataclass(slots=True)
class Option:
    """One choice of a select: the value that is sent and the text that people see."""

    value: str | None
    selected: bool
    text: str = ""

    @property
    def sent(self) -> str:
        """The value of the option, which is its text if it declares none."""
        return self.text if self.value is None else self.value


@dataclass(slots=True)
class Form:
    """What one form asks for: values of its inputs, options of its selects, buttons named `decision`."""

    action: str
    method: str
    values: dict[str, str] = field(default_factory=dict)
    selects: dict[str, list[Option]] = field(default_factory=dict)
    decisions: list[str] = field(default_factory=list)

    def options(self) -> list[Option]:
        """The options of the select that came last."""
        return next(reversed(self.selects.values()), [])

    def add(self, tag: str, attributes: dict[str, str]) -> None:
        """Take up an element of the form."""
        name, kind = attributes.get("name", ""), attributes.get("type", "")
        if tag == "select":
            self.selects[name] = []
        elif tag == "option":
            self.options().append(Option(attributes.get("value"), "selected" in attributes))
        elif tag == "button" or kind == "submit":
            if name == "decision":
                self.decisions.append(attributes.get("value", ""))
        elif tag == "input" and name and (kind not in ("checkbox", "radio") or "checked" in attributes):
            self.values[name] = attributes.get("value", "")


class Page(HTMLParser):
    """The forms and the text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self._text: list[str] = []
        self._open: set[str] = set()
        self.feed(html)
        self.close()

    def said(self) -> str:
        """The beginning of the visible text, in one line."""
        return " ".join(" ".join(self._text).split())[:MOST_SAID]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag in ("form", "option", "style", "script"):
            self._open.add(tag)
        if tag == "form":
            method = attributes.get("method", "get").lower()
            self.forms.append(Form(attributes.get("action", ""), method))
        elif "form" in self._open:
            self.forms[-1].add(tag, attributes)

    def handle_endtag(self, tag: str) -> None:
        self._open.discard("option" if tag == "select" else tag)

    def handle_data(self, data: str) -> None:
        if not self._open & {"style", "script"}:
            self._text.append(data)
        if {"form", "option"} <= self._open:
            self.forms[-1].options()[-1].text += data.strip()
