"""A local ecosystem for Zoho Books extensions."""
