"""The small app of this folder as a running server."""

import json
import os
import sys
import urllib.request
from pathlib import Path

from tests.processes import Process

ROOT = Path(__file__).resolve().parents[2]


class Running(Process):
    """The small app in its own process; `settings` are constants of the server as NAME=NUMBER."""

    def __init__(self, folder, mode="gevent", ping=25, broker=None, **settings):
        words = [f"{name}={value}" for name, value in settings.items()]
        command = [sys.executable, "-u", "-m", "tests.live.small_app", mode, str(ping), *words]
        env = {**os.environ, **({"SMALL_APP_BROKER": broker} if broker else {})}
        super().__init__(command, ready=r"ready on (\S+) (\d+)", log=folder / f"{mode}.log", cwd=ROOT, env=env)
        self.port = int(self.found[2])

    def get(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as reply:
            return reply.read().decode()

    def state(self):
        return json.loads(self.get("/state"))

    def memory(self):
        """Return what is resident, in bytes."""
        fields = Path(f"/proc/{self.pid}/statm").read_text().split()
        return int(fields[1]) * 4096
