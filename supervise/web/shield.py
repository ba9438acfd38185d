"""What stands before and after every request: origin, tokens, size, headers, and a sentence for every failure."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, jsonify, request
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from supervise.core import limits, pace
from supervise.core.config import Settings
from supervise.core.errors import Invalid, NeedsReview, Refusal, SignedOut, TooFast
from supervise.core.ids import new_id
from supervise.web.pages import back, page, wants_json
from supervise.web.session import network, viewer

SAFE = {"GET", "HEAD", "OPTIONS"}
FOR_PROGRAMS = {"static", "home.health", "home.metrics"}
"""Asked without a session, at any pace."""

WORDS = ("account", "body", "title", "question", "outcome", "spoken_about", "watch_for", "about", "reason")
"""Fields of words that are shown again however short they are; of others, whatever is more than one word."""

_NOT_WORDS = {"kept"}
_log = logging.getLogger("supervise.web")
_csrf = CSRFProtect()
V = TypeVar("V", bound=Callable[..., Any])


def start(app: Flask, settings: Settings) -> None:
    """Put the shield around an application."""
    app.config.update(
        MAX_CONTENT_LENGTH=limits.FORM_BYTES,
        MAX_FORM_MEMORY_SIZE=limits.FORM_BYTES,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # the origin is checked below, for http on loopback too
    )
    _csrf.init_app(app)
    app.before_request(_right_origin)
    app.before_request(_right_pace)
    app.after_request(_headers)
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(CSRFError, _token_gone)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _fault)
    if settings.trusted_proxies:
        _believe_only(app, settings.trusted_proxies)


def _believe_only(app: Flask, proxies: tuple[str, ...]) -> None:
    plain = app.wsgi_app
    behind = ProxyFix(plain, x_for=1, x_proto=1, x_host=0)

    def choose(environ: Any, start_response: Any) -> Any:
        return (behind if environ.get("REMOTE_ADDR") in proxies else plain)(environ, start_response)

    app.wsgi_app = choose  # type: ignore[method-assign]


def _right_origin() -> None:
    """Refuse an unsafe request that another site sent (beside the token, R19)."""
    if request.method in SAFE:
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    foreign = site not in {None, "same-origin", "none"}
    if origin and origin != "null" and host_of(origin) != request.host:
        foreign = True
    if foreign:
        raise SignedOut("This came from another site, so nothing was done. Open Supervise itself and try again.")


def host_of(origin: str) -> str | None:
    """Return the host and port that an origin names; None where it is no origin at all."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None


def without_token(view: V) -> V:
    """Let a view take a form without the page's token: for programs that follow a secret link, such as a mailbox's."""
    _csrf.exempt(view)
    return view


def own_origin(settings: Settings) -> Callable[[str, Any], bool]:
    """Return what tells whether an Origin is this installation's own."""

    def own(origin: str, environ: Any) -> bool:
        if settings.base_url is not None and origin == settings.base_url:
            return True
        return bool(host_of(origin) == environ.get("HTTP_HOST"))

    return own


def _right_pace() -> None:
    if request.endpoint in FOR_PROGRAMS:
        return
    seen = viewer()
    who = seen.actor.account_id if seen else network()
    pace.take("page", who)


def content_policy(nonce: str) -> str:
    """Return what a browser may load and ask for a page of ours: nothing from anywhere else."""
    return (
        f"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
        "img-src 'self' data:; connect-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; "
        "frame-ancestors 'none'; form-action 'self'"
    )


def _headers(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = content_policy(g.get("csp_nonce", ""))
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), interest-cohort=()"
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if request.endpoint == "static" and response.status_code == 200 and request.args.get("v"):
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        response.headers["Cache-Control"] = "no-store"
    return response


def _refused(refusal: Refusal) -> Any:
    if wants_json():
        return jsonify(answer(refusal)), refusal.status
    if isinstance(refusal, SignedOut) and viewer() is None and request.method in SAFE:
        return back("accounts.sign_in", next=request.full_path.rstrip("?"))
    return _told(refusal.message, refusal.status, headers=_wait(refusal))


def answer(refusal: Refusal) -> dict[str, Any]:
    """Return a refusal in the form in which the live channel and our scripts read it."""
    told: dict[str, Any] = {"ok": False, "code": refusal.code, "message": refusal.message}
    if isinstance(refusal, Invalid):
        told["fields"] = refusal.fields
    if isinstance(refusal, NeedsReview):
        told["findings"] = [finding_dict(one) for one in refusal.findings]
    return told


def finding_dict(finding: Any) -> dict[str, Any]:
    """Return a finding as `supervise review` writes it."""
    return {
        "start": finding.start,
        "end": finding.end,
        "label": str(finding.label),
        "kind": str(finding.kind),
        "reason": finding.reason,
        "replacement": finding.replacements[0] if finding.replacements else "",
        "replacements": list(finding.replacements),
    }


def _wait(refusal: Refusal) -> dict[str, str]:
    return {"Retry-After": str(refusal.seconds)} if isinstance(refusal, TooFast) else {}


def _token_gone(error: CSRFError) -> Any:  # noqa: ARG001
    return _refused(Invalid("This page had been open for long. Nothing was sent yet: please press the button again."))


def _http(error: HTTPException) -> Any:
    status = error.code or 500
    message = {
        404: "There is nothing here, or it is not open to you.",
        405: "This address cannot be used that way. Go back and use the page's own buttons.",
        413: "That was too long to send. Please shorten it; nothing was changed.",
    }.get(status, "That could not be read. Go back and try again.")
    if wants_json():
        code = {404: "missing", 413: "invalid"}.get(status, "invalid" if status < 500 else "failed")
        return jsonify({"ok": False, "code": code, "message": message}), status
    return _told(message, status)


def _fault(error: Exception) -> Any:
    reference = new_id()[:8]
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}" if trace else "?"
    # the type and the place only: a message could carry somebody's words (R28)
    _log.error("fault %s: %s at %s (%s)", reference, type(error).__name__, place, request.endpoint)
    message = f"Something went wrong on our side. What you wrote is below. Reference {reference}."
    if wants_json():
        return jsonify({"ok": False, "code": "failed", "message": message}), 500
    return _told(message, 500)


def _told(message: str, status: int, headers: dict[str, str] | None = None) -> Any:
    kept = [] if request.method in SAFE else words_sent()
    return page("errors/told.html", message=message, status=status, kept=kept), status, headers or {}


def words_sent() -> list[str]:
    """Return what was written in a form that could not be taken, so that the answer still shows it."""
    try:
        sent = list(request.form.lists())
    except HTTPException:
        return []
    return [
        words
        for name, values in sent
        for words in values
        if words.strip()
        and (name in WORDS or (" " in words.strip() and name not in _NOT_WORDS))
        and not is_secret(name)
    ]


def is_secret(name: str) -> bool:
    """Tell whether a field of this name is never written into a page."""
    return name in {"csrf_token", "old"} or "password" in name
