"""How long each kind of text is kept in a group, and the sweep that destroys what has had its time."""
