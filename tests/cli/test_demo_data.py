"""The demonstration practice as data: whole, in order, disguised, and fit to be read by a colleague."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

import supervise
from supervise.disguise import taxonomy

APOSTROPHE = "\u2019"
DEMO = Path(supervise.__file__).parent / "cli" / "demo"
KINDS = {
    "response", "question", "reflection", "resonance", "hypothesis", "suggestion", "theory", "guidance", "information",
}  # fmt: skip
REACTIONS = {"with-you", "this-landed", "thank-you"}
SETTINGS = {
    "private-practice", "public-service", "charity", "school-college", "workplace", "hospital", "online", "other",
}  # fmt: skip
APPROACHES = {
    "integrative", "psychodynamic", "person-centred", "cbt", "systemic", "existential", "humanistic", "other",
}  # fmt: skip
OWED = {"key", "author", "signed", "audience", "themes", "account", "comments"}
MAY_HAVE = {
    "title", "question", "setting", "approach", "days_ago", "at", "hours_ago", "needed_by_in_days", "closing",
}  # fmt: skip
COMMENT_MAY_HAVE = {"as", "days_ago", "at", "hours_ago", "reply_to", "quote", "reactions"}
# Capitals within a sentence that name nobody: theorists, methods, general bodies, brands, peoples and faiths.
HARMLESS = {"I", "CBT", "GP", "Winnicott", "Rogers", "Lego", "Christmas", "Black", "God", "Sunday", "Monday", "Friday"}
CLICHES = re.compile(
    r"hold(ing)? space|sit(ting)? with (that|this|it)|unpack|safe space|journey|reach out|deep dive|a testament to"
    r"|lean(ing)? into|it'?s important to|great question|sending (love|hugs)|you'?ve got this|process this",
    re.IGNORECASE,
)


def loaded(name):
    return yaml.safe_load((DEMO / name).read_text(encoding="utf-8"))


PEOPLE = {person["key"]: person for person in loaded("people.yaml")}
GROUPS = {group["key"]: group for group in loaded("groups.yaml")}
FILES = sorted((DEMO / "dilemmas").glob("*.yaml"))
DILEMMAS = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in FILES}
EACH = pytest.mark.parametrize("dilemma", DILEMMAS.values(), ids=DILEMMAS.keys())


def group_of(dilemma):
    return GROUPS[dilemma["key"].rpartition("-")[0]]


def roles(dilemma):
    return {member["person"]: member["role"] for member in group_of(dilemma)["members"]}


def members_of(thing):
    return {PEOPLE[person]["name"] for person in roles(thing)}


def hours_before(thing, hour_now):
    """How many hours ago something was, if the clock on the wall now says ``hour_now``."""
    if "hours_ago" in thing:
        return thing["hours_ago"]
    hours, minutes = thing["at"].split(":")
    return thing["days_ago"] * 24 + hour_now - int(hours) - int(minutes) / 60


def prose(dilemma):
    """Every piece of writing of a dilemma with its place."""
    closing = dilemma.get("closing", {})
    yield from ((part, dilemma[part]) for part in ("title", "question", "account") if part in dilemma)
    yield from ((part, closing[part]) for part in ("outcome", "spoken_about", "watch_for") if part in closing)
    yield from ((comment["key"], comment["body"]) for comment in dilemma["comments"])


def opening(text, words):
    return tuple(re.findall(rf"[\w{APOSTROPHE}]+", text.casefold())[:words])


def test_about_a_dozen_people_and_an_owner_in_no_group():
    assert 10 <= len(PEOPLE) <= 16
    assert all(set(person) == {"key", "name", "email", "owner"} for person in PEOPLE.values())
    assert all(re.fullmatch(r"[a-z]+@example\.org", person["email"]) for person in PEOPLE.values())
    assert len({person["email"] for person in PEOPLE.values()}) == len(PEOPLE)
    members = {member["person"] for group in GROUPS.values() for member in group["members"]}
    owners = {key for key, person in PEOPLE.items() if person["owner"]}
    assert len(owners) == 1
    assert members == set(PEOPLE) - owners


def test_three_groups_with_every_role_and_a_route_for_duty_of_care():
    assert [group["mode"] for group in GROUPS.values()] == ["led", "peer", "led"]
    assert {m["role"] for g in GROUPS.values() for m in g["members"]} == {"supervisor", "therapist", "trainee"}
    for group in GROUPS.values():
        assert group["zone"] == "Europe/London"
        assert 1 <= group["answer_within_days"] <= 7
        assert sum(member["convenor"] for member in group["members"]) == 1
        has_supervisor = any(member["role"] == "supervisor" for member in group["members"])
        assert has_supervisor == (group["mode"] != "peer")
        assert len(group["duty_of_care"].split()) > 40
        numbers = re.findall(r"\d{5} \d{6}", group["duty_of_care"])
        assert numbers
        assert all(number.startswith("01632 960") for number in numbers)


def test_somebody_is_in_two_groups_with_two_roles():
    held = Counter((m["person"], m["role"]) for g in GROUPS.values() for m in g["members"])
    assert any(count > 1 for count in Counter(person for person, _ in held).values())


def test_about_thirty_dilemmas_cover_every_area_twice_and_some_ask_for_care():
    known = taxonomy()
    areas = Counter()
    for dilemma in DILEMMAS.values():
        own = {theme["slug"]: theme["area"] for theme in group_of(dilemma).get("custom_themes", [])}
        main = dilemma["themes"][0]
        areas[own.get(main) or getattr(known.get(main), "area", main)] += 1
    assert 28 <= len(DILEMMAS) <= 36
    assert {area.slug for area in known.areas} == set(areas)
    assert min(areas.values()) >= 2
    assert sum(any(getattr(known.get(slug), "care", False) for slug in d["themes"]) for d in DILEMMAS.values()) >= 5


def test_threads_are_of_many_lengths():
    sizes = [len(dilemma["comments"]) for dilemma in DILEMMAS.values()]
    assert max(sizes) <= 25
    assert 1 <= sizes.count(0) <= 3
    assert 2 <= sum(size >= 15 for size in sizes) <= 4
    assert sum(3 <= size <= 6 for size in sizes) >= 10
    assert {c["kind"] for d in DILEMMAS.values() for c in d["comments"]} == KINDS


def test_the_states_a_newcomer_should_meet_are_there():
    every = DILEMMAS.values()
    assert sum(dilemma["audience"] == "supervisors" for dilemma in every) >= 3
    assert sum(dilemma["signed"] == "colleague" for dilemma in every) >= 4
    assert 5 <= sum("closing" in dilemma for dilemma in every) <= 15
    assert sum(dilemma.get("hours_ago", 99) <= 12 for dilemma in every) >= 3
    assert any("needed_by_in_days" in dilemma for dilemma in every)
    care = [d for d in every if any(getattr(taxonomy().get(slug), "care", False) for slug in d["themes"])]
    led = [d for d in care if group_of(d)["mode"] == "led" and "closing" not in d]
    assert any(all(roles(d)[c["author"]] != "supervisor" for c in d["comments"]) for d in led)


def test_no_two_accounts_or_comments_begin_alike():
    accounts = Counter(opening(dilemma["account"], 3) for dilemma in DILEMMAS.values())
    comments = Counter(opening(c["body"], 4) for d in DILEMMAS.values() for c in d["comments"])
    assert not [words for words, count in accounts.items() if count > 1]
    assert not [words for words, count in comments.items() if count > 1]


@EACH
def test_a_dilemma_has_the_agreed_shape(dilemma):
    assert set(dilemma) >= OWED
    assert set(dilemma) <= OWED | MAY_HAVE
    assert DILEMMAS[dilemma["key"]] is dilemma
    assert dilemma["author"] in roles(dilemma)
    assert dilemma["signed"] in {"name", "colleague"}
    assert dilemma["audience"] in {"group", "supervisors"}
    assert dilemma["audience"] == "group" or group_of(dilemma)["mode"] != "peer"
    assert dilemma.get("setting", "other") in SETTINGS
    assert dilemma.get("approach", "other") in APPROACHES
    assert len(dilemma.get("title", "")) <= 160
    assert len(dilemma.get("question", "")) <= 1000
    own = {theme["slug"] for theme in group_of(dilemma).get("custom_themes", [])}
    assert 1 <= len(set(dilemma["themes"])) == len(dilemma["themes"]) <= 3
    assert all(slug in own or taxonomy().get(slug) for slug in dilemma["themes"])
    assert 90 <= len(dilemma["account"].split()) <= 350


@EACH
def test_a_comment_has_the_agreed_shape(dilemma):
    top = {comment["key"]: comment for comment in dilemma["comments"] if "reply_to" not in comment}
    seen = set()
    for comment in dilemma["comments"]:
        assert {"key", "author", "kind", "body"} <= set(comment) <= {"key", "author", "kind", "body"} | COMMENT_MAY_HAVE
        assert comment["key"] not in seen
        assert comment["kind"] in KINDS
        assert comment.get("as", "name") in {"name", "colleague"}
        assert "reply_to" not in comment or comment["reply_to"] in seen & set(top)
        quoted = top[comment["reply_to"]]["body"] if "reply_to" in comment else dilemma["account"]
        assert comment.get("quote", "") in quoted
        assert 4 <= len(comment["body"].split()) <= 260
        reacted = [reaction["person"] for reaction in comment.get("reactions", [])]
        assert len(reacted) == len(set(reacted))
        assert set(reacted) <= set(roles(dilemma)) - {comment["author"]}
        assert {reaction["reaction"] for reaction in comment.get("reactions", [])} <= REACTIONS
        seen.add(comment["key"])


@EACH
def test_kinds_and_voices_keep_to_the_rights_of_the_role(dilemma):
    role = roles(dilemma)
    for comment in dilemma["comments"]:
        assert comment["author"] in role
        assert comment["kind"] != "guidance" or role[comment["author"]] == "supervisor"
        assert comment["kind"] != "information" or comment["author"] == dilemma["author"]
        if dilemma["audience"] == "supervisors":
            readers = {person for person in role if role[person] == "supervisor"} | {dilemma["author"]}
            assert {comment["author"], *(r["person"] for r in comment.get("reactions", []))} <= readers


@EACH
@pytest.mark.parametrize("hour_now", [0, 7, 13, 23.9])
def test_times_run_forward_whatever_the_hour_of_the_first_start(dilemma, hour_now):
    things = [dilemma, *dilemma["comments"], *([dilemma["closing"]] if "closing" in dilemma else [])]
    for thing in things:
        assert ("hours_ago" in thing) != ("days_ago" in thing)
        assert thing.get("days_ago", 1) >= 1
        assert re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", thing.get("at", "00:00"))
    times = [hours_before(thing, hour_now) for thing in things]
    assert all(earlier > later for earlier, later in pairwise(times))
    assert times[-1] > 0


@EACH
def test_nobody_signed_as_a_colleague_is_given_away(dilemma):
    hidden = {c["author"] for c in dilemma["comments"] if c.get("as") == "colleague"}
    if dilemma["signed"] == "colleague":
        hidden.add(dilemma["author"])
        reacting = {r["person"] for c in dilemma["comments"] for r in c.get("reactions", [])}
        assert dilemma["author"] not in reacting
        assert all(c.get("as") != "name" for c in dilemma["comments"] if c["author"] == dilemma["author"])
        speaking = {c["author"] for c in dilemma["comments"] if c["author"] not in hidden}
        quiet = {p for p, role in roles(dilemma).items() if role != "supervisor"} - speaking
        assert len(quiet) >= 2 or dilemma["audience"] == "supervisors"
    for _, text in prose(dilemma):
        assert not [person for person in hidden if re.search(rf"\b{PEOPLE[person]['name']}\b", text)]


@EACH
def test_the_writing_points_at_nobody_and_raises_no_voice(dilemma):
    points_at_nobody_and_raises_no_voice(prose(dilemma), members_of(dilemma))


def points_at_nobody_and_raises_no_voice(written, members):
    for place, text in written:
        assert "!" not in text, place
        assert not re.search(r"[\d@#<>]|https?:|www\.", text), place
        assert "'" not in text, f"{place}: a straight quotation mark"
        assert '"' not in text, f"{place}: a straight quotation mark"
        assert not CLICHES.search(text.replace(APOSTROPHE, "'")), place
        within = re.findall(r"(?<=[a-z,;] )[A-Z]\w*", text)
        assert {word.split(APOSTROPHE)[0] for word in within} <= HARMLESS | members, place


@EACH
def test_no_account_names_a_colleague(dilemma):
    names = "|".join(PEOPLE[person]["name"] for person in roles(dilemma))
    assert not re.search(rf"\b({names})\b", dilemma["account"])


@EACH
def test_no_exact_age_stands_in_the_writing(dilemma):
    names_no_exact_age(prose(dilemma))


def names_no_exact_age(written):
    tens = "(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    number = rf"(four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|{tens}(-\w+)?)"
    exact = rf"\b((aged|age of) {number}|(is|was|turned|at) {number}(?=[,.;])|{number}[- ]years?[- ]old)\b"
    assert not [place for place, text in written if re.search(exact, text)]
