"""The command `supervise`."""

from supervise.core import greenlets

greenlets.patch()  # before anything else is imported that could hold on to the blocking kind of socket or lock

from supervise.cli import main  # noqa: E402

if __name__ == "__main__":
    main()
