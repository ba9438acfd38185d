"""Whether something else decides at this moment who may write in a thread; a rung above says so."""

from collections.abc import Callable

from supervise.core.ids import Id
from supervise.core.policy import Verdict, Yes

Says = Callable[[Id], Verdict]
_says: list[Says] = []


def says(who_may_write: Says) -> Says:
    """Let a function say, inside the transaction of whoever writes, whether a thread is open to them now."""
    _says.append(who_may_write)
    return who_may_write


def may_write_now(dilemma_id: Id) -> Verdict:
    """Tell whether words may come into a thread at this moment, and if not, why."""
    for one in _says:
        verdict = one(dilemma_id)
        if not verdict:
            return verdict
    return Yes()
