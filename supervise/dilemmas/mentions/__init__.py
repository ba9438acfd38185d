"""Naming a member in a response, `@` and their name as the group knows it, so that it waits for them on Today."""
