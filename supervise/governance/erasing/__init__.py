"""Erasing a person, a dilemma, a group: everything derived goes, and the bytes with it."""
