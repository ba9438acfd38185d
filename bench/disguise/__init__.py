"""How well, how fast and at what cost the disguise check does, beside plain Presidio."""
