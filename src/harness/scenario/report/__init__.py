"""Reports of a run: for a person at a console or in a browser, for machines as JUnit and JSON."""

from .console import Console
from .html import write as html
from .json import write as json
from .junit import write as junit
from .text import explain

__all__ = ["Console", "explain", "html", "json", "junit"]
