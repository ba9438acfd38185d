"""The breach log of a group: what got out, when, what was done, and the 72 hours."""
