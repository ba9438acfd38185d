"""Every address and every live event, asked by everybody, about a thing in every state (R1, R3, R4, R6)."""

from collections import Counter
from difflib import unified_diff

import pytest
from flask_socketio import SocketIOTestClient

from supervise.web import live
from tests.house import events as asked_live
from tests.house.answers import agreed, cell, leaks, plain, table, words_in
from tests.house.practice import (
    ABSENT,
    COLUMNS,
    ELSEWHERE,
    SUPERVISORS,
    TO_DECIDERS,
    TO_GROUP,
    TO_KEEPERS,
    TO_PASSED,
    TO_SUPERVISORS,
    UNACCEPTED,
    WITHDRAWN,
)
from tests.house.routes import FORMS, FORMS_AT, OWN_SOCKET, PUBLIC, addresses, form_for
from tests.house.written import DRAFTED, REASONED, SHARED, SUBMITTED

INSIDE = (
    "/asides/",
    "/breaches/",
    "/comments/",
    "/covers/",
    "/dilemmas/",
    "/facts/",
    "/groups/",
    "/marking/",
    "/notes/",
    "/outlines/",
    "/parts/",
    "/readers/",
    "/texts/",
    "/writeups/",
)
BEFORE_AGREEING = ("/groups/<id>/agreement", "/groups/<id>/following", "/groups/<id>/leave")
"""What a member may do before they have accepted: read what they are asked, have fewer e-mails, go."""

OUTSIDE = ("Finn", "Olu", "Owen", "stranger", UNACCEPTED)


pytestmark = pytest.mark.timeout(600)
"""Some ten thousand questions are asked before the first of these tests looks at an answer."""


def gates(app):
    return {e: getattr(view, "__gate__", None) for e, view in app.view_functions.items()}


def forbidden(who):
    """Words that this person is shown on no page."""
    words = [WITHDRAWN]
    if who not in (*SUPERVISORS, "Ada"):
        words.append(TO_SUPERVISORS)
    if who != "Olu":
        words.append(ELSEWHERE)
    if who in OUTSIDE:
        words.append(TO_GROUP)
    if who != "Tia":
        words.append(DRAFTED)
    if who not in ("Tia", "Ruth"):
        words.append(SHARED)
    if who not in ("Tia", "Ruth", "Sam"):
        words.append(SUBMITTED)
    if who not in ("Tia", "Sam"):
        words.append(REASONED)
    if who not in ("Ben", "Ada"):
        words.append(TO_PASSED)
    if who not in (*SUPERVISORS, "Noa"):
        words.append(TO_KEEPERS)
    if who not in (*SUPERVISORS, "Noa", "Ben"):
        words.append(TO_DECIDERS)
    return words


class Asked:
    """All answers of one method, each looked through while it is at hand."""

    def __init__(self, practice):
        self.practice, self.rows, self.wrong, self.bodies = practice, {}, [], {}

    def ask(self, title, thing, path, method, form):
        cells = self.rows[f"{method:<6} {title}", thing] = {}
        for who in COLUMNS:
            reply = self._send(who, path, method, form)
            said = words_in(reply)
            cells[who] = cell(reply.status_code, reply.headers.get("Location", ""), said)
            if reply.status_code >= 500:
                self.wrong.append(f"{method} {path} by {who}: {reply.status_code}")
            self.wrong += [f"{method} {path}: {leak}" for leak in leaks(self.practice, who, said, forbidden(who))]
            if reply.status_code == 404:
                self.bodies.setdefault((who, method, title), set()).add(plain(said))
            if method != "GET":
                self.practice.put_back()

    def _send(self, who, path, method, form):
        client = self.practice.client(who)
        before = {name: cookie.value for name, cookie in _jar(client)}
        token = self.practice.token(who)
        given = dict(form or {})
        if "json" in given:
            reply = client.open(path, method=method, json=given["json"], headers={"X-CSRFToken": token})
        elif method == "GET":
            reply = client.open(path, method=method)
        else:
            reply = client.open(path, method=method, data={"csrf_token": token, **given})
        _same_jar(client, before)
        return reply


def _jar(client):
    return [(c.key, c) for c in client._cookies.values()]


def _same_jar(client, before):
    for name, cookie in _jar(client):
        if name not in before:
            client.delete_cookie(name)
        elif cookie.value != before[name]:
            client.set_cookie(name, before[name])
    for name in before.keys() - {n for n, _ in _jar(client)}:
        client.set_cookie(name, before[name])


@pytest.fixture(scope="module")
def asked(practice):
    """Ask everything once; every test of this file looks at the answers."""
    answers = Asked(practice)
    rules = [r for r in practice.world.app.url_map.iter_rules() if r.endpoint != "static"]
    for rule in sorted(rules, key=lambda r: (r.rule, sorted(r.methods))):
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            for thing, values in addresses(rule, practice):
                path = practice.world.app.url_map.bind("localhost").build(rule.endpoint, values, method=method)
                form = None if method == "GET" else form_for(rule.endpoint, practice, values)
                answers.ask(rule.rule, thing, path, method, form)
    return answers


def test_r01_every_address_has_a_gate_or_is_meant_to_be_public(practice):
    found = gates(practice.world.app)
    assert {e for e, gate in found.items() if gate in {None, "public"}} <= PUBLIC
    assert {e for e, gate in found.items() if gate is None} <= {"static"}


def test_r01_every_live_event_has_a_gate(practice):
    assert {name for name, event in live.events().items() if not event.gate.startswith("through ")} == OWN_SOCKET
    assert set(live.events()) == set(asked_live.EVENTS), "every event has a row of its own in the table"


def test_every_form_has_what_it_is_tried_with(practice):
    asks = {r.endpoint for r in practice.world.app.url_map.iter_rules() if r.methods - {"GET", "HEAD", "OPTIONS"}}
    assert asks - {"dilemmas.narrow"} == {*FORMS, *FORMS_AT} - {"dilemmas.narrow"}, "tests/house/routes.py"


def test_r01_who_is_answered_what_at_every_address_is_what_was_agreed_on(asked):
    agreed("routes.txt", table(asked.rows))


def test_r32_no_address_stumbles_and_r06_none_tells_what_is_not_for_that_person(asked):
    assert not asked.wrong, "\n".join(sorted(set(asked.wrong))[:40])


def test_strangers_are_only_sent_to_sign_in_or_find_nothing(asked, practice):
    public = {r.rule for r in practice.world.app.url_map.iter_rules() if r.endpoint in PUBLIC}
    for (title, thing), cells in asked.rows.items():
        if title.split()[1] not in public:
            assert cells["stranger"] in {"signin", "."}, (title, thing, cells["stranger"])


def test_those_outside_find_nothing_of_a_group(asked):
    inside = [(key, cells) for key, cells in asked.rows.items() if key[0].split()[1].startswith(INSIDE)]
    assert len(inside) > 100
    for (title, thing), cells in inside:
        assert {cells["Finn"], cells["Owen"]} == {"."}, (title, thing)
        if "another group" not in thing and "elsewhere" not in thing:
            assert cells["Olu"] == ".", (title, thing)
        if not any(title.endswith(last) or f"{last}/" in title for last in BEFORE_AGREEING):
            assert cells[UNACCEPTED] in {".", "agree"}, (title, thing)


def test_r03_forbidden_and_missing_are_the_same_page(asked):
    assert len(asked.bodies) > 10
    several = {who: sorted(bodies) for who, bodies in asked.bodies.items() if len(bodies) > 1}
    told = {who: list(unified_diff(b[0].split("\n"), b[1].split("\n"), n=0)) for who, b in several.items()}
    assert not told


# --- the live channel -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def heard(practice):
    rows, wrong, told = {}, [], {}
    lines = {who: _line(practice, who) for who in COLUMNS}
    for name, event in asked_live.EVENTS.items():
        for thing, ident in practice.things[event.thing].items():
            cells = rows[name, thing] = {}
            for who in COLUMNS:
                answer = asked_live.ask(lines[who], name, event.given(ident))
                cells[who] = "signed out" if answer is None else asked_live.cell(answer)
                shown = str(answer) + str(lines[who].get_received(live.NAMESPACE) if lines[who] else "")
                wrong += [f"{name}: {leak}" for leak in leaks(practice, who, shown, forbidden(who))]
                if answer and answer.get("code") == "missing":
                    told.setdefault(who, Counter())[str(answer)] += 1
                if answer and answer.get("code") == "failed":
                    wrong.append(f"{name} about {thing} by {who} failed")
                practice.put_back()
    return rows, wrong, told


def _line(practice, who):
    client = SocketIOTestClient(
        practice.world.app, live.socketio(), namespace=live.NAMESPACE, flask_test_client=practice.client(who)
    )
    return client if client.is_connected(live.NAMESPACE) else None


def test_r23_who_is_answered_what_at_every_event_is_what_was_agreed_on(heard):
    agreed("events.txt", asked_live.table(heard[0]))


def test_r06_no_answer_on_the_live_channel_tells_what_is_not_for_that_person(heard):
    assert not heard[1], "\n".join(sorted(set(heard[1]))[:40])


def test_r22_a_stranger_is_not_connected_at_all(practice):
    assert _line(practice, "stranger") is None


def test_r03_on_the_live_channel_forbidden_and_missing_are_one_answer(heard):
    assert all(len(answers) == 1 for answers in heard[2].values()), heard[2]
    assert ABSENT not in str(heard[2])
