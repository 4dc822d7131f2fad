"""What all tests share."""

pytest_plugins = ["pytester"]
collect_ignore = ["bad", "harness/check/cases"]
"""Files that are wrong on purpose, for tests to read."""
