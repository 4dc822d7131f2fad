"""The base of each service's one exception class."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Self, TypeVar

T = TypeVar("T", bound="VendorError")


class VendorError(Exception):
    """An error that a vendor answers.

    A service has one subclass, with a named constructor per error of the vendor, each marked with
    `@vendor_error`; the dialect renders it in one place. `reason` is why credentials were refused.
    """

    registry: ClassVar[dict[str, str]]
    name: str = "unnamed"

    def __init__(self, status: int, body: Any, *, reason: str | None = None) -> None:
        super().__init__(f"{status} {body}")
        self.status, self.body, self.reason = status, body, reason

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.registry = {
            name: (member.__func__.__doc__ or "").strip()
            for name, member in vars(cls).items()
            if isinstance(member, classmethod) and hasattr(member.__func__, "vendor_error")
        }

    def because(self, reason: str | None) -> Self:
        """The same error with the reason that the journal keeps."""
        self.reason = reason
        return self


def vendor_error(constructor: Callable[..., T]) -> Any:
    """Mark a named constructor of a vendor's error; the error carries the constructor's name."""

    def build(cls: type[T], *args: Any, **kwargs: Any) -> T:
        error = constructor(cls, *args, **kwargs)
        error.name = constructor.__name__
        return error

    build.__name__ = constructor.__name__
    build.__doc__ = constructor.__doc__
    build.vendor_error = True  # type: ignore[attr-defined]  # the mark that __init_subclass__ reads
    return classmethod(build)
