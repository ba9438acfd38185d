"""How far each person has read in each thread, and which they keep at hand: theirs alone, the same on all devices."""
