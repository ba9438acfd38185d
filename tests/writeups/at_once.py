"""Several people who do something at one moment."""

import threading

from supervise.core.errors import Refusal


def at_once(world, *acts):
    """Do several things at once, each in work of its own; return what was refused."""
    refused, ready = [], threading.Barrier(len(acts))

    def one(act):
        with world.work():
            ready.wait()
            try:
                act()
            except Refusal as refusal:
                refused.append(refusal.code)

    threads = [threading.Thread(target=one, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused
