"""Measures the budgets of the house, each figure against its reference in the same run.

`python -m benchmarks` prints the table; `rows.py` lists what is in it.
"""
