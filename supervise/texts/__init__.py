"""What every written thing shares: words live in revisions here, so that covering and destroying act once."""
