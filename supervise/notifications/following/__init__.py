"""What each person wishes to hear of by e-mail, how soon, and when not; and the round that keeps to it."""
