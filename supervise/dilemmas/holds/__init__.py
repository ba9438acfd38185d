"""Holds: what somebody asked to be kept is not destroyed by time, by withdrawal or by erasing until that is over."""
