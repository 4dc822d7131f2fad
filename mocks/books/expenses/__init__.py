"""Expenses: what was spent, for whom, with its receipt; and the employees who drive for it."""
