"""Finding what was written: one face over FTS5 and tsvector, which shows a reader only what they may read."""
