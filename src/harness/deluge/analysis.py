"""A file read and judged, but not made to run: what a checker needs, and a program is made of."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from harness.deluge import nodes
from harness.deluge.compiler import Compiler
from harness.deluge.errors import Problems
from harness.deluge.lexer import Lexer
from harness.deluge.parser import Parser
from harness.deluge.source import Source, Span


@dataclass(frozen=True, slots=True)
class Analysis:
    """One file: `problems` holds everything that keeps it from being saved, and its warnings.

    `tree` is what could be read of it. `needed` are the names that it reads and that no statement
    assigns, each with the first place: somebody has to give them, or they are not defined.
    """

    source: Source
    problems: Problems
    tree: nodes.Function
    compiler: Compiler
    module: ast.Module

    @property
    def needed(self) -> Mapping[str, Span]:
        """Names that the host has to give, parameters of the header apart."""
        reads, unsure = self.compiler.reads, self.compiler.unsure
        given = self.compiler.parameters
        return {name: span for name, span in reads.items() if name not in unsure and name not in given}


def analyse(text: str, file: str) -> Analysis:
    """Read a file to its end, whatever it holds; never raises."""
    source = Source.of(text, file)
    problems = Problems(source)
    parser = Parser(Lexer(source, problems).tokens(), problems)
    tree = nodes.Function(Span(1, 1, 1, 2), None, ())
    try:
        tree = parser.function()
        compiler = Compiler(tree, problems)
        return Analysis(source, problems, tree, compiler, compiler.module())
    except RecursionError:
        problems.add("syntax.nesting", "Nested too deep", parser.place, "Split it into statements.")
        return Analysis(source, problems, tree, Compiler(tree, problems), ast.Module([], []))
