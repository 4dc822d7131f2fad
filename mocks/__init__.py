"""The fakes, by name. A new fake is one new folder and one line here."""

from __future__ import annotations

from collections.abc import Mapping

from . import books, oauth, wrike
from .kit.service import Service

FAKES: Mapping[str, Service] = {
    "books": books.SERVICE,
    "wrike": wrike.SERVICE,
    "accounts_zoho": oauth.ZOHO,
    "login_wrike": oauth.WRIKE,
}
