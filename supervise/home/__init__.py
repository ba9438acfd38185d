"""Pages that show several features: today, setting a practice up, health, the kitchen of components."""
