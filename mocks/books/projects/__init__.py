"""Projects: their tasks, users and comments."""
