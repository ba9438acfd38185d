"""What every written thing shares: its words live in revisions here, so that covering, destroying and keeping act once."""
