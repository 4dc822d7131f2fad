"""Files that an author begins with: extensions, extensions made of pasted functions, scenarios."""

from .extension import new_extension
from .gathered import gather_extension
from .scenario import new_scenario

__all__ = ["gather_extension", "new_extension", "new_scenario"]
