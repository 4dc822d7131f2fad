"""Organizations: the tenants of everything else, their users, their global fields."""
