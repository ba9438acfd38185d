"""Outlines of a group's own: copied from a known one, changed as a course asks for it, offered no longer."""
