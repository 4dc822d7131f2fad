"""What a lone function says about the extension that it belongs to: read off its tree, nothing is run."""

from ..modules import module_of
from .inference import Inferred, Note, infer, pasted_extension
from .reading import Reading, Sending, read

__all__ = [
    "Inferred",
    "Note",
    "Reading",
    "Sending",
    "infer",
    "module_of",
    "pasted_extension",
    "read",
]
