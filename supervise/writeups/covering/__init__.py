"""Covering words of a write-up and of its margin: the same ground as in threads, among those who may read it."""
