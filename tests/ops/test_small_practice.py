"""docs/small-practice.md, followed to the letter: its files, its service's command, its blocks in their order."""

import http.client
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode

import pytest

from supervise.core.config import load
from tests.cast import PASSWORD, csrf
from tests.house.source import ROOT
from tests.processes import Process
from tests.services import free_port

TEXT = (ROOT / "docs" / "small-practice.md").read_text()
BLOCKS = re.findall(r"<!-- test: (.+?) -->\n```\w*\n(.*?)```", TEXT, re.DOTALL)
FILES = {name: body for name, body in BLOCKS if name.startswith("/")}
UNIT, OWN_COMMAND = "/etc/systemd/system/supervise.service", "/usr/local/sbin/supervise"


class Machine:
    """A machine made after the page, in a folder: the same files and commands, other places."""

    def __init__(self, folder: Path, program: str) -> None:
        self.folder, self.port = folder, free_port()
        self._places = {
            "/var/lib/supervise": str(folder / "data"),
            "/opt/supervise/.venv/bin/supervise": program,
            "/etc/": f"{folder}/etc/",
            "runuser -u supervise -- ": "",
            "127.0.0.1:5000": f"127.0.0.1:{self.port}",
            "--port 5000": f"--port {self.port}",
        }
        (folder / "etc").mkdir()
        (folder / "bin").mkdir()
        for name in ("/etc/supervise.env", "/etc/supervise-drill.env"):
            (folder / name[1:]).write_text(self.here(FILES[name]))
        own = folder / "bin" / "supervise"
        own.write_text(self.here(FILES[OWN_COMMAND]))
        own.chmod(0o755)
        self.environ = {
            **{name: value for name, value in os.environ.items() if not name.startswith("SUPERVISE_")},
            "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "PYTHONUNBUFFERED": "1",
        }

    def here(self, text: str) -> str:
        """Return the page's words with the places of this machine."""
        for theirs, ours in self._places.items():
            text = text.replace(theirs, ours)
        return text

    def give(self, block: str, said: str = "") -> str:
        """Give a block's commands; each has to succeed."""
        done = subprocess.run(
            ["/bin/sh", "-eu", "-c", self.here(block)], env=self.environ, cwd=self.folder, input=said,
            capture_output=True, text=True, check=False, timeout=100,
        )  # fmt: skip
        assert done.returncode == 0, f"{block}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def serve(self) -> Process:
        """Start what the service starts, with its settings."""
        command = re.search(r"^ExecStart=\S+ (.*)$", self.here(FILES[UNIT]), re.MULTILINE)[1]
        words = [self.folder / "bin" / "supervise", *command.split()]
        return Process(words, ready="Supervise is ready", log=self.folder / "log", env=self.environ, cwd=self.folder)

    def ask(self, method: str, path: str, cookie: str = "", **form: str) -> tuple[int, str, str]:
        """Ask as Caddy does for somebody outside; return status, body and the cookie from then on."""
        headers = {
            "Host": "supervise.example.org", "X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https",
            "Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded",
        }  # fmt: skip
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, urlencode(form) if form else None, headers)
        answer = connection.getresponse()
        body, given = answer.read().decode(), answer.headers.get_all("Set-Cookie", [])
        connection.close()
        return answer.status, body, "; ".join([one.split(";")[0] for one in given] or [cookie])

    def sign_in(self, email: str) -> str:
        """Sign in through the proxy's eyes; return the page one lands on."""
        _, page, cookie = self.ask("GET", "/signin")
        status, page, cookie = self.ask(
            "POST", "/signin", cookie, email=email, password=PASSWORD, csrf_token=csrf(page)
        )
        assert status == 303, page
        assert "__Host-supervise=" in cookie
        return self.ask("GET", "/", cookie)[1]


@pytest.fixture
def machine(tmp_path) -> Machine:
    return Machine(tmp_path, str(Path(sys.executable).with_name("supervise")))


def test_the_page_is_followed_from_the_first_people_to_the_drill(machine):
    people, link, well, backup, put_back, drill, after_drill = [body for name, body in BLOCKS if name[0] != "/"]
    machine.give(people)
    machine.give("supervise account create --email sam@example.org --name Sam --password-stdin", PASSWORD + "\n")
    machine.give(
        'supervise group add --group "Tuesday group" --email sam@example.org --role therapist --accept-agreement'
    )
    assert machine.give(link).count("https://supervise.example.org/reset/") == 1
    service = machine.serve()
    try:
        told = machine.give(well)
        assert '"ok":true' in told.replace(" ", "").replace("\n", "")
        assert "Nothing is wrong." in told
        assert "Tuesday group" in machine.sign_in("sam@example.org")
        assert machine.ask("GET", "/metrics")[0] == 404
        machine.give(backup)
    finally:
        service.stop()
    aside = machine.folder / "data" / "set-aside"
    aside.mkdir()
    for one in (machine.folder / "data").glob("supervise.db*"):
        shutil.move(one, aside)
    assert "Restored" in machine.give(put_back)
    service = machine.serve()
    try:
        assert "Tuesday group" in machine.sign_in("sam@example.org")
    finally:
        service.stop()
    assert "Nothing is wrong." in machine.give(drill)
    machine.give(after_drill)
    assert not (machine.folder / "data" / "drill").exists()


def test_the_pages_settings_are_settings(tmp_path):
    for name in ("/etc/supervise.env", "/etc/supervise-drill.env"):
        pairs = dict(line.split("=", 1) for line in FILES[name].splitlines() if line)
        settings = load({**pairs, "SUPERVISE_DATA_DIR": str(tmp_path / "data")})
    assert settings.mail_url.startswith("file:"), "no e-mail may leave a drill"


def test_every_command_that_the_page_names_is_one():
    named = set(
        re.findall(r"supervise (account create|account link|group create|group add|backup|restore|doctor|run)", TEXT)
    )
    assert named == {
        "account create",
        "account link",
        "group create",
        "group add",
        "backup",
        "restore",
        "doctor",
        "run",
    }


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not on this machine")
def test_systemd_understands_the_unit(tmp_path):
    unit = tmp_path / "supervise.service"
    body = FILES[UNIT].replace("/opt/supervise/.venv/bin/supervise", sys.executable)
    unit.write_text(body.replace("User=supervise", "User=root"))
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False, timeout=60)
    told = [line for line in done.stderr.splitlines() if "supervise.service" in line]
    assert not told
