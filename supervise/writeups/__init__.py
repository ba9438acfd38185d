"""Trainees' case write-ups: written over weeks from an outline, read by a supervisor in the margin, signed off."""
