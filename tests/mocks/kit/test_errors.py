"""The registry of a vendor's errors."""

from __future__ import annotations

import pytest

from mocks.kit.errors import VendorError, vendor_error

from .tiny import TinyError


class BooksError(VendorError):
    """Errors of an invented Books."""

    @classmethod
    @vendor_error
    def not_authorized(cls, *, code: int = 57) -> BooksError:
        """The token does not do."""
        return cls(401, {"code": code}, reason="unknown")

    @classmethod
    def of(cls, status: int) -> BooksError:
        """A helper, not an error of the vendor's."""
        return cls(status, None)


def test_the_errors_of_a_service_are_its_marked_constructors() -> None:
    assert BooksError.registry == {"not_authorized": "The token does not do."}


def test_each_service_has_its_own() -> None:
    assert "forbidden" in TinyError.registry
    assert "not_authorized" not in TinyError.registry
    assert VendorError.registry == {}


def test_an_error_carries_the_name_of_its_constructor() -> None:
    error = BooksError.not_authorized(code=14)
    assert isinstance(error, BooksError)
    assert (error.name, error.status, error.body, error.reason) == (
        "not_authorized",
        401,
        {"code": 14},
        "unknown",
    )
    assert BooksError.of(500).name == "unnamed"


def test_a_reason_can_be_given_later() -> None:
    error = BooksError.not_authorized()
    assert error.because("expired") is error
    assert error.reason == "expired"


def test_a_mark_without_classmethod_is_an_error_at_once() -> None:
    def gone(cls: type[VendorError]) -> VendorError:
        return cls(410, None)

    with pytest.raises(TypeError, match=r"Careless\.gone: write @classmethod above @vendor_error"):
        type("Careless", (VendorError,), {"gone": vendor_error(gone)})
