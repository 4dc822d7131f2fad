"""Sales orders: what was ordered, and how much of it is invoiced."""
