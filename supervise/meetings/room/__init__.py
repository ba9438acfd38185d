"""The room of a meeting: what is kept of it while it is held, who does what in it, and the record that stays."""
