"""The small-world gate: an author may have each reader asked first whether they might know somebody in a dilemma."""
