"""What all tests share."""

from hypothesis import settings

# A deadline would measure the machine, and what else runs on it.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

pytest_plugins = ["pytester"]
collect_ignore = ["bad", "harness/check/cases"]
"""Files that are wrong on purpose, for tests to read."""
