"""A format over days in a dilemma's thread: its stages one after another, each with its date and its law."""
