"""Time entries: logged by hand or by a timer, and what they add up to on a project."""
