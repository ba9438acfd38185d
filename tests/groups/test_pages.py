"""The pages of groups: each for whom it is meant, and what was typed is kept."""

import pytest

from supervise.accounts import actions as accounts
from supervise.groups import actions, agreement, queries
from supervise.groups.models import Mode, Role
from tests import cast

MEMBERS, CONVENOR, ANYBODY_IN = "members", "convenor", "place"
PAGES = {
    "about": MEMBERS,
    "who-may-what": MEMBERS,
    "agreement": ANYBODY_IN,
    "agreement/versions/1": ANYBODY_IN,
    "leave": ANYBODY_IN,
    "describe": CONVENOR,
    "agreement/edit": CONVENOR,
    "invitations": CONVENOR,
    "themes": CONVENOR,
    "trail": CONVENOR,
}
OUTSIDE = ("Finn", "Olu", "Owen", "Zed")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_for_whom_it_is_meant_and_for_nobody_else(practice, page):
    for name in ("Noa", "Ruth", "Ben", "Tia"):
        answer = practice.get(name, page)
        expected = 200 if PAGES[page] != CONVENOR or name == "Noa" else 404
        assert answer.status_code == expected, name
    for name in OUTSIDE:
        answer = practice.get(name, page)
        assert answer.status_code == 404
        assert "Thursday" not in answer.text
    assert practice.get(None, page).location.startswith("/signin")


@pytest.mark.parametrize("page", PAGES)
def test_nothing_but_the_agreement_and_the_way_out_opens_before_it_is_accepted(practice, page):
    with practice.work():
        actions.add_member(practice.group.id, practice.actor("Zed").account_id, Role.SUPERVISOR, convenor=False)
    answer = practice.get("Zed", page)
    if PAGES[page] == ANYBODY_IN:
        assert answer.status_code == 200
    elif PAGES[page] == CONVENOR and page == "agreement/edit":
        assert answer.status_code == 404
    else:
        assert answer.location.startswith(f"/groups/{practice.group.id}/agreement?next=")


def test_r05_whoever_is_removed_gets_404_from_the_next_request_on(practice):
    assert practice.get("Ben", "about").status_code == 200
    practice.do(actions.remove_member, "Noa", practice.member("Ben").id)
    for page in ("", *PAGES):
        address = f"/groups/{practice.group.id}/{page}".rstrip("/")
        assert practice.get("Ben", address).status_code == 404, page


def test_the_page_about_a_group_says_who_and_how(practice):
    text = practice.get("Tia", "about").text
    for words in ("Ruth", "Tia (you)", "supervisor", "convenes the group", "led by a supervisor", "within three days"):
        assert words in text
    assert "emergency number" in text
    assert "Change<span" not in text
    assert "Change<span" in practice.get("Noa", "about").text


def test_a_member_whose_account_is_deactivated_is_said_to_see_nothing(practice):
    with practice.work():
        accounts.deactivate(practice.actor("Owen"), practice.actor("Ben").account_id)
    assert "deactivated" in practice.get("Tia", "about").text


def test_describing_the_group(practice):
    form = {"name": "Friday group", "about": "<b>On Fridays</b>", "mode": "peer", "zone": "Europe/Paris"}
    assert practice.post("Noa", "describe", **form).location.endswith("/about")
    text = practice.get("Ben", "about").text
    assert "Friday group" in text
    assert "a peer group" in text
    assert "&lt;b&gt;On Fridays" in text
    again = practice.post("Noa", "describe", **(form | {"name": "", "about": "Kept words"}))
    assert again.status_code == 422
    assert "Give the group a name." in again.text
    assert "Kept words" in again.text
    assert practice.post("Noa", "describe", **(form | {"zone": "Mars"})).status_code == 422
    assert practice.post("Noa", "describe", **(form | {"mode": "anarchy"})).status_code == 422
    assert practice.post("Ben", "describe", **form).status_code == 404


def test_a_stranger_to_the_agreement_reads_it_accepts_it_and_goes_on_where_they_wanted_to_go(practice):
    with practice.work():
        actions.add_member(practice.group.id, practice.actor("Zed").account_id, Role.TRAINEE, convenor=False)
    sent_to = practice.get("Zed", "about").location
    text = practice.cast.client("Zed").get(sent_to).text
    assert "Before you go on" in text
    assert "The limits of confidentiality" in text
    onwards = practice.address("about")
    assert practice.post("Zed", "agreement", version="1", next=onwards).location == onwards
    assert practice.get("Zed", "about").status_code == 200


@pytest.mark.parametrize("onwards", ["https://evil.example", "//evil.example", "", "nowhere"])
def test_accepting_leads_to_no_other_site(practice, onwards):
    answer = practice.post("Ben", "agreement", version="1", next=onwards)
    assert answer.location == f"/groups/{practice.group.id}"


def test_a_new_version_shows_what_changed_and_asks_again(practice):
    page = practice.get("Noa", "agreement/edit").text
    assert "We are the people named" in page
    words = agreement.first_words(Mode.LED) | {"way": "We sit in a ring."}
    form = words | {"answer_within_days": "2", "duty_of_care": "Ring the duty clinician.", "instead_of": "1"}
    assert practice.post("Noa", "agreement/edit", **form).status_code == 303
    text = practice.get("Ben", "agreement").text
    assert "What changed since the version you accepted" in text
    assert "We sit in a ring." in text
    assert "<del>" in text
    assert practice.post("Ben", "agreement", version="1").status_code == 409
    assert practice.post("Ben", "agreement", version="seven").status_code == 409
    assert practice.post("Ben", "agreement", version="2").status_code == 303
    assert "You have accepted this version" in practice.get("Ben", "agreement").text
    assert "Version 1" in practice.get("Ben", "agreement").text
    assert "We sit in a ring." in practice.get("Ben", "agreement/versions/2").text
    assert practice.get("Ben", "agreement/versions/3").status_code == 404


def test_an_agreement_that_does_not_fit_keeps_what_was_typed(practice):
    words = agreement.first_words(Mode.LED) | {"way": "A long way. " * 400}
    form = words | {"answer_within_days": "2", "duty_of_care": "", "instead_of": "1"}
    answer = practice.post("Noa", "agreement/edit", **form)
    assert answer.status_code == 422
    assert "A long way." in answer.text
    assert "Say whom to ring" in answer.text
    stale = practice.post("Noa", "agreement/edit", **(form | {"way": "W", "duty_of_care": "D", "instead_of": "0"}))
    assert stale.status_code == 409
    same = agreement.first_words(Mode.LED)
    duty = agreement.first_duty_of_care(Mode.LED)
    form = same | {"answer_within_days": "3", "duty_of_care": duty, "instead_of": "1"}
    assert practice.post("Noa", "agreement/edit", **form).status_code == 303
    assert practice.seat("Ben").accepted, "nothing was changed, so nobody is asked again"


def test_words_sent_before_the_new_agreement_is_accepted_come_back(practice):
    words = agreement.first_words(Mode.LED) | {"way": "Another way."}
    practice.do(actions.new_agreement, "Noa", words, 3, "Ring.")
    answer = practice.post("Ben", "dilemmas", account="What I could not say to her.")
    assert answer.status_code == 403
    assert "What I could not say to her." in answer.text
    assert f"/groups/{practice.group.id}/agreement" in answer.text
    by_script = practice.cast.client("Ben").get(practice.address("about"), headers={"X-Requested-With": "fetch"})
    assert by_script.get_json()["code"] == "not_allowed"
    assert by_script.get_json()["agreement"] == practice.address("agreement")


def test_the_convenor_changes_roles_and_marks_and_removes(practice):
    ben = practice.member("Ben")
    page = f"members/{ben.id}"
    assert "Let Ben convene" in practice.get("Noa", page).text
    assert practice.post("Noa", f"{page}/role", role="supervisor").status_code == 303
    assert practice.member("Ben").role is Role.SUPERVISOR
    assert practice.post("Noa", f"{page}/role", role="king").status_code == 422
    assert practice.post("Noa", f"{page}/convenor/give").status_code == 303
    assert practice.member("Ben").convenor
    assert practice.post("Noa", f"{page}/convenor/take").status_code == 303
    assert "Remove Ben" in practice.get("Noa", f"{page}/remove").text
    assert practice.post("Noa", f"{page}/remove", keep_name="").status_code == 422
    assert practice.post("Noa", f"{page}/remove", keep_name="former").status_code == 303
    gone = practice.member("Ben")
    assert gone.left_at is not None
    assert not gone.name_kept
    assert practice.get("Noa", page).status_code == 404


def test_the_last_mark_is_explained(practice):
    noa = practice.member("Noa").id
    assert "needs a convenor" in practice.get("Noa", f"members/{noa}").text
    answer = practice.post("Noa", f"members/{noa}/convenor/take")
    assert answer.status_code == 403
    assert "needs a convenor" in answer.text
    assert "needs a convenor" in practice.get("Noa", "leave").text
    assert practice.post("Noa", "leave", keep_name="name").status_code == 403
    assert practice.post("Noa", f"members/{noa}/remove", keep_name="name").status_code == 403


@pytest.mark.parametrize("who", ["Ruth", "Ben", *OUTSIDE])
def test_others_find_no_page_about_a_member(practice, who):
    ada = practice.member("Ada").id
    for page in (f"members/{ada}", f"members/{ada}/remove"):
        assert practice.get(who, page).status_code == 404
    for page in (f"members/{ada}/remove", f"members/{ada}/role", f"members/{ada}/convenor/give"):
        assert practice.post(who, page, keep_name="name", role="trainee").status_code == 404
    assert practice.member("Ada").left_at is None


def test_a_member_of_another_group_is_not_there(practice):
    olu = practice.member("Olu", practice.other).id
    assert practice.get("Noa", f"members/{olu}").status_code == 404
    assert practice.get("Noa", "members/nobody").status_code == 404


def test_leaving_asks_what_becomes_of_the_name(practice):
    assert "under your name" in practice.get("Ben", "leave").text
    assert practice.post("Ben", "leave", keep_name="perhaps").status_code == 422
    answer = practice.post("Ben", "leave", keep_name="former")
    assert answer.location == "/"
    assert "You have left Thursday group." in practice.get("Ben", "/settings").text
    assert practice.get("Ben", "about").status_code == 404


def test_themes_are_added_and_retired(practice):
    form = {"label": "The long wait", "area": "context-duty", "definition": "Months on a list."}
    assert practice.post("Noa", "themes", **form).status_code == 303
    assert "Months on a list." in practice.get("Noa", "themes").text
    again = practice.post("Noa", "themes", **form)
    assert again.status_code == 422
    assert "The group has a theme of this name." in again.text
    assert practice.post("Noa", "themes/the-long-wait/retire", replaced_by="nothing").status_code == 303
    with practice.work():
        assert queries.own_themes(practice.group.id)[0].retired_at is None
    assert practice.post("Noa", "themes/the-long-wait/retire", replaced_by="context-duty").status_code == 303
    assert "retired" in practice.get("Noa", "themes").text
    assert practice.post("Noa", "themes/the-long-wait/retire").status_code == 404


def test_inviting_by_e_mail_and_taking_it_back(practice):
    form = {"email": "una@example.org", "role": "trainee", "days": "3"}
    assert practice.post("Noa", "invitations", **form).status_code == 303
    text = practice.get("Noa", "invitations").text
    assert "una@example.org" in text
    seat = practice.seat("Noa")
    with practice.work():
        invitation = queries.invitations_of(seat)[0].id
    assert practice.post("Noa", f"invitations/{invitation}/revoke").status_code == 303
    assert "una@example.org" not in practice.get("Noa", "invitations").text
    assert practice.post("Noa", f"invitations/{invitation}/revoke").status_code == 404
    assert practice.post("Noa", "invitations/nothing/revoke").status_code == 404


def test_a_link_is_shown_once_and_leads_to_joining(practice):
    answer = practice.post("Noa", "invitations", role="trainee", days="3", convenor="y")
    link = answer.text.partition("<textarea")[2].partition(">")[2].partition("<")[0]
    assert "/invitation/" in link
    assert link not in practice.get("Noa", "invitations").text
    path = "/invitation/" + link.rpartition("/")[2]
    text = practice.app.test_client().get(path, follow_redirects=True).text
    assert "You join as trainee, and convene the group" in text


@pytest.mark.parametrize("wrong", [{"email": "no address"}, {"days": "8"}, {"days": "soon"}, {"role": "king"}])
def test_an_invitation_that_does_not_fit_keeps_what_was_typed(practice, wrong):
    form = {"email": "una@example.org", "role": "trainee", "days": "3"} | wrong
    answer = practice.post("Noa", "invitations", **form)
    assert answer.status_code == 422
    assert f'value="{form["email"]}"' in answer.text


def test_a_group_page_has_its_tabs_by_right(practice):
    assert "Invitations" in practice.get("Noa", f"/groups/{practice.group.id}").text
    assert "Invitations" not in practice.get("Ben", f"/groups/{practice.group.id}").text
    assert "invite, and take an invitation back" in practice.get("Ben", "/help/who-can-see-what").text


def test_no_title_holds_a_groups_name(practice):
    for page in PAGES:
        title = practice.get("Noa", page).text.partition("<title>")[2].partition("</title>")[0]
        assert practice.group.name not in title
        assert title
    assert cast.csrf(practice.get("Noa", "invitations").text)
