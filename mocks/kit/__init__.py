"""What every fake shares. This package names no vendor."""
