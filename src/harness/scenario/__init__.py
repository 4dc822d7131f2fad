"""Scenarios: YAML files of given / when / then, run in a fresh world each."""
