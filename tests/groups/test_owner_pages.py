"""The pages of whoever runs the installation: that groups exist and who convenes them, nothing inside (R8)."""

from supervise.accounts import actions as accounts


def test_the_owner_makes_groups_and_sees_nothing_inside(practice):
    text = practice.get("Owen", "/owner").text
    assert "Thursday group" in text
    assert "Ruth" not in text.partition('id="groups"')[2]
    zed = practice.account("Zed")
    form = {"name": "Tuesday group", "about": "", "mode": "peer", "zone": "Europe/London"}
    answer = practice.post("Owen", "/owner/groups", **form, convenor=zed, role="therapist")
    assert answer.status_code == 303
    assert "Tuesday group" in practice.get("Owen", "/owner").text
    assert practice.post("Owen", "/owner/groups", **form, convenor="", role="therapist").status_code == 422
    assert practice.post("Owen", "/owner/groups", **form, convenor="x", role="therapist").status_code == 422
    wrong = form | {"zone": "Mars"}
    assert practice.post("Owen", "/owner/groups", **wrong, convenor=zed, role="therapist").status_code == 422
    assert practice.get("Owen", "/owner/groups").status_code == 200
    for who in ("Noa", "Ruth", "Zed"):
        assert practice.get(who, "/owner/groups").status_code == 404
        assert practice.post(who, "/owner/groups", **form, convenor=zed, role="therapist").status_code == 404


def test_the_owner_names_a_convenor_only_where_there_is_none(practice):
    page = f"/owner/groups/{practice.group.id}/convenor"
    zed = practice.account("Zed")
    assert practice.post("Owen", page, convenor=zed).status_code == 403
    assert practice.get("Noa", page).status_code == 404
    with practice.work():
        accounts.deactivate(practice.actor("Owen"), practice.actor("Noa").account_id)
    assert "Name a convenor" in practice.get("Owen", "/owner").text
    assert practice.get("Owen", page).status_code == 200
    assert practice.post("Owen", page, convenor="").status_code == 422
    assert practice.post("Owen", page, convenor=zed).status_code == 303
    assert practice.member("Zed").convenor
