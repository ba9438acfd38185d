"""A write-up as a file that can be read without Supervise, and what of it goes into which form."""
