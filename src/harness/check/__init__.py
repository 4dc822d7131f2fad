"""Looks at Deluge files, extensions and scenarios without running them."""

from .checking import Report, check_paths
from .model import Problem, Rule
from .rules import RULES

__all__ = ["RULES", "Problem", "Report", "Rule", "check_paths"]
