"""Planning meetings: when a group meets, who holds it, what is on the agenda, and calendars that know of it."""
