"""What leads to each message: a room by module, furnished once, with the calls that need more than a path."""
