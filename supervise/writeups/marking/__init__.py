"""Marking and moderating what was submitted: by number and not by name, the second blind to the first."""
