"""Covering what slipped through: any member hides a passage from everybody; some decide what becomes of it."""
