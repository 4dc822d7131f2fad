"""One function, run by itself in a fresh world: what it is given, what it did, what to do next."""

from .play import Execution, Settings, execute

__all__ = ["Execution", "Settings", "execute"]
