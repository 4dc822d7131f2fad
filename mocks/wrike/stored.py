"""The names under which fake Wrike keeps its records; the tenant is the account's id."""

from __future__ import annotations

ACCOUNTS = "wrike.accounts"
"""Accounts are tenants themselves and belong to none."""
CONTACTS = "wrike.contacts"
WORKFLOWS = "wrike.workflows"
FOLDERS = "wrike.folders"
TASKS = "wrike.tasks"
LINKS = "wrike.links"
"""What lies in what: `{container, child, kind}`, kept by `tree.put` alone."""
PAGES = "wrike.pages"
"""Page tokens and the lists that they go on with."""
