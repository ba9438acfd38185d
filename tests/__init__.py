"""The tests: a folder per feature, `house/` for the rules of the code, `browser/` for what needs a page."""
