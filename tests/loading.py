"""The process that has the program's code loaded, from its own side: it forks, and the fork becomes the command."""

from supervise.core import greenlets

greenlets.patch()  # as the program itself does first

import atexit  # noqa: E402
import gc  # noqa: E402
import json  # noqa: E402
import os  # noqa: E402
import posix  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from typing import Any  # noqa: E402

import gevent  # noqa: E402
from gevent.monkey import get_original  # noqa: E402

from supervise.cli import main  # noqa: E402

# the loop of greenlets is for the commands alone: nothing here may wait for it, closing a file included
_blocking_socket = get_original("socket", "socket")
_select = get_original("select", "select")
Ask = dict[str, Any]


def await_commands(line: Any) -> Ask | None:
    """Return what a fork is to do; return nothing, and in the first process alone, when nobody asks any more."""
    reports: dict[int, int] = {}
    while True:
        _tell_of_ended(reports)
        if not _select([line], [], [], 0.02 if reports else None)[0]:
            continue
        head, fds = _received(line, 4)
        if not head:
            return None
        asked: Ask = json.loads(_all_of(line, int.from_bytes(head)))
        *streams, report = fds
        pid = posix.fork()
        if pid == 0:
            line.close()
            for other in (report, *reports.values()):
                posix.close(other)
            _take_over(streams)
            return asked
        reports[pid] = report
        for one in streams:
            posix.close(one)
        os.write(report, pid.to_bytes(4))


def _tell_of_ended(reports: dict[int, int]) -> None:
    for pid, report in list(reports.items()):
        ended, status = posix.waitpid(pid, os.WNOHANG)
        if ended:
            os.write(report, str(os.waitstatus_to_exitcode(status)).encode())
            posix.close(report)
            del reports[pid]


def _received(line: Any, length: int) -> tuple[bytes, list[int]]:
    head, ancillary, _, _ = line.recvmsg(length, 4096)
    fds = [
        int.from_bytes(data[at : at + 4], sys.byteorder) for _, _, data in ancillary for at in range(0, len(data), 4)
    ]
    return head, fds


def _all_of(line: Any, length: int) -> bytes:
    got = b""
    while len(got) < length:
        got += line.recv(length - len(got))
    return got


def _take_over(streams: list[int]) -> None:
    for place, stream in enumerate(streams):
        os.dup2(stream, place)
    for stream in streams:
        if stream > 2:
            posix.close(stream)


def become(asked: Ask) -> int:
    """Be the command; return its exit status."""
    gevent.reinit()
    os.environ.clear()
    os.environ.update(asked["env"])
    time.tzset()
    os.chdir(asked["cwd"])
    sys.argv = ["supervise", *asked["words"]]
    try:
        main(asked["words"])
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return 0


if __name__ == "__main__":
    gc.freeze()  # as the program itself does
    if command := await_commands(_blocking_socket(fileno=int(sys.argv[1]))):
        status = become(command)
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)  # the ordinary end would wait for a thread that stayed behind in the first process
