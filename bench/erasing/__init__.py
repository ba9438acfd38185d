"""Whether anybody who posts notices that something is erased from a large database."""
