"""How far each person has read in each thread: theirs alone, the same on all their devices."""
