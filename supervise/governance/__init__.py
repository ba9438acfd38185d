"""The audit trail: who did what, when, to which thing; never the words."""
