"""The addresses of an OAuth server: for a person's browser, and for programs."""
