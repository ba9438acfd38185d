"""Formats of a group's own: copied from a known one, changed, kept version by version."""
