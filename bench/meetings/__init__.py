"""Meetings held at once on one server: how soon everybody's screen shows what one person did."""
