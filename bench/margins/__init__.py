"""A long write-up full of margin notes beside a thread of as many comments."""
