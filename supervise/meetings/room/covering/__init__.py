"""Covering a line that was said in a meeting: any member hides it from everybody; some decide what becomes of it."""
