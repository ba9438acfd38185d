"""The watch over pages sees what it must see."""

import http.server
import threading
from collections.abc import Iterator

import pytest

from tests.serving import Watch

_POLICY = "default-src 'none'; script-src 'nonce-abc'; img-src * data:"
_PAGES = {
    "/quiet": b"<p>Nothing</p>",
    "/foreign": b"<img src='http://elsewhere.invalid/pixel.png'>",
    "/inline": b"<p>x</p><script>document.title = 'ran'</script>",
    "/stumble": b"<script nonce=abc>throw new Error('stumbled')</script>",
    "/socket": b"<script nonce=abc>try { new WebSocket('ws://elsewhere.invalid/') } catch {}</script>",
}


class _Pages(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = b"<!doctype html><link rel=icon href=data:,>" + _PAGES[self.path]
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", _POLICY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Pages) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def seen_on(browser, address):
    watching = Watch()
    with browser.new_context() as context:
        watching.over(context)
        context.new_page().goto(address)
    return watching


def test_a_quiet_page_passes(browser, address):
    seen_on(browser, f"{address}/quiet").check()


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("foreign", "foreign request: http://elsewhere.invalid/"),
        ("inline", "Content Security Policy"),
        ("stumble", "stumbled"),
        ("socket", "elsewhere.invalid"),
    ],
)
def test_what_no_page_may_do_is_seen(browser, address, page, words):
    watching = seen_on(browser, f"{address}/{page}")
    with pytest.raises(AssertionError, match=words):
        watching.check()
    watching.allow("elsewhere|Content Security Policy|stumbled")
    watching.check()


def test_every_context_is_watched(new_context, watch, address):
    new_context().new_page().goto(f"{address}/stumble")
    assert any("stumbled" in one for one in watch.seen)
    watch.allow("stumbled")
