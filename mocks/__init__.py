"""The fakes, by name."""
