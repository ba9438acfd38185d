"""Who may do what with accounts."""

from supervise.core.actor import Actor
from supervise.core.ids import Id
from supervise.core.policy import No, Verdict, Yes


def may_run_installation(actor: Actor) -> Verdict:
    """Say whether the actor runs the installation: opens and deactivates accounts, sees its state."""
    return Yes() if actor.owner else No("Only the person who runs this installation can do that.")


def may_deactivate(actor: Actor, account_id: Id) -> Verdict:
    """Say whether the actor may deactivate an account: never their own, so that somebody always runs the place."""
    if actor.account_id == account_id:
        return No("You cannot deactivate your own account. Ask another owner to do it.")
    return may_run_installation(actor)


def may_erase(actor: Actor, account_id: Id, *, owner: bool, owners_left: int) -> Verdict:
    """Say whether the actor may erase an account: their own, or any where they run the installation.

    `owner` says whether the account runs the installation, `owners_left` how many others do.
    """
    if owner and owners_left == 0:
        return No("Somebody has to run this installation. Make another owner first.")
    return Yes() if actor.account_id == account_id else may_run_installation(actor)


def may_end_session(actor: Actor, account_id: Id) -> Verdict:
    """Say whether the actor may end a session of an account: their own only."""
    return Yes() if actor.account_id == account_id else No("That session is not yours.")
