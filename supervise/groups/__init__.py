"""Groups: who sits in which, with which role; the agreement; invitations; a group's own themes."""
