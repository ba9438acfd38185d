"""Everything that leaves by e-mail, and nothing that anybody wrote: it says that there is something, and links."""

from supervise.accounts.place import served_at

__all__ = ["served_at"]
