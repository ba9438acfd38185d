"""Dilemmas and their threads: posting, themes, comments, acknowledgements, closing."""
