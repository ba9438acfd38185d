"""What one person wrote, for that person alone: found by a reference of theirs, exported, erased."""
