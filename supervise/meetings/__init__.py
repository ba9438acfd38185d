"""Meetings: formats with their law, planning, the shared clock, the floor and the chair."""
