"""What all tests share."""

pytest_plugins = ["pytester"]
collect_ignore = ["bad"]
"""Files that are wrong on purpose, for tests to read."""
