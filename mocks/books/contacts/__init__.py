"""Customers and vendors: the record, its people and addresses, and what one does with them."""
