"""The page for the data-protection officer, drawn from the running installation; nothing clinical is read for it."""
