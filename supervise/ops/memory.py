"""What a server holds for good is not looked through again and again for what could go."""

import gc

from supervise.core import clock

SETTLED_S = 60.0
"""How long after its start a server has filled what it fills once: templates, statements, forms."""


def settle(after_s: float = SETTLED_S) -> None:
    """Wait, then leave all that is there out of every later collection; what goes by itself goes as before.

    Python looks through everything each time that a quarter as much has been added: some 90 ms, in which nobody is
    answered. It is done once only: of what is left out, things that refer to each other are never taken back.
    """
    clock.pause(after_s)
    gc.collect()
    gc.freeze()
