"""The command `supervise`."""

import gc

gc.disable()  # all that is loaded stays: to look meanwhile for what could go takes a tenth of the start

from supervise.core import greenlets  # noqa: E402

greenlets.patch()  # before anything else is imported that could hold on to the blocking kind of socket or lock

from supervise.cli import main  # noqa: E402

gc.freeze()  # nor is it looked through while serving, and at the end
gc.enable()

if __name__ == "__main__":
    main()
