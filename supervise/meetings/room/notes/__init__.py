"""The notes of a meeting that everybody in it reads, and that all who may write at the same time."""
