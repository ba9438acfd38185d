"""Accounts: signing in and out, passwords, sessions, one-time links. An account signs in; a member sits in a group."""
