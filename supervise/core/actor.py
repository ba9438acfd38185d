"""Who is acting: an account that has signed in, as every domain function gets it first."""

from dataclasses import dataclass

from supervise.core.ids import Id


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person; what they may do is read from their seat in a group, each time anew."""

    account_id: Id
    name: str
    owner: bool
    zone: str


@dataclass(frozen=True, eq=False)
class Viewer:
    """The person whom the request or event at hand comes from, as their session tells (Flask-Login's names)."""

    actor: Actor
    sign_in_id: Id
    secret: str
    locked: bool
    is_authenticated = True
    is_active = True
    is_anonymous = False

    @property
    def name(self) -> str:
        """Their name, as the page's head shows it."""
        return self.actor.name

    @property
    def owner(self) -> bool:
        """Whether they run the installation."""
        return self.actor.owner

    def get_id(self) -> str:
        """Return what the cookie holds."""
        return self.secret
