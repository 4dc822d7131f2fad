"""The resources of Wrike: each declares its operations, and what is special about it."""
