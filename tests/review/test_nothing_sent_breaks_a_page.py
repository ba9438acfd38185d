"""Whatever is sent gets an answer that a person can read, soon, and never a fault of ours."""

from time import perf_counter

import pytest

from supervise.core.ids import new_id, new_key
from supervise.dilemmas.history import difference
from supervise.web.pages import safe_next
from tests.cast import CHEAPEST, World, csrf

SOON_S = 2.0


@pytest.mark.parametrize(
    "path",
    [
        "/groups/{group}?after=999999999999999-{id}",
        "/groups/{group}?after=-1-{id}",
        "/groups/{group}?theme=%00",
        "/groups/{group}/agreement/versions/99999999999999999999",
        "/groups/{group}/agreement/versions/-1",
        "/groups/{group}/members/%00",
        "/groups/{group}/themes/%00",
        "/groups/{group}/trail?before=999999999999999-{id}",
        "/dilemmas/{dilemma}?before=999999999999",
        "/dilemmas/{dilemma}?reply=%00",
        "/signin?next=/%09/elsewhere.example",
        "/signin?next=/%0d/elsewhere.example",
    ],
)
def test_no_address_is_a_fault(world: World, path: str) -> None:
    with world.work():
        dilemma_id = world.dilemma("Tia").id
    answer = world.client("Noa").get(path.format(group=world.group_id, dilemma=dilemma_id, id=new_id()))
    assert answer.status_code < 500
    assert "elsewhere" not in answer.headers.get("Location", "").replace("%09", "").replace("/%0D", "")


@pytest.mark.parametrize("origin", ["http://[", "http://[::1", "//", "https://é", "null", "http://a]b"])
def test_no_origin_is_a_fault(world: World, origin: str) -> None:
    client = world.client("Tia")
    form = {"csrf_token": csrf(client.get(CHEAPEST).text), "name": "Tia"}
    answer = client.post("/settings/name", data=form, headers={"Origin": origin.encode().decode("latin-1")})
    assert answer.status_code == (303 if origin == "null" else 401)


def test_an_answer_to_a_finding_in_another_script_is_no_answer(world: World) -> None:
    with world.work():
        dilemma_id = world.dilemma("Tia").id
    body = "Ring Margaret Holloway on 07700 900123."
    first = world.post("Ben", f"/dilemmas/{dilemma_id}/comments", body=body, key=new_key())
    assert first.status_code == 422
    names = {part.partition('"')[0] for part in first.text.split('name="answer:')[1:]}
    for choice in ("use:²", "use:٣", "use:9999999", "keep:", "use:"):
        form = {f"answer:{name}": choice for name in names}
        answer = world.post("Ben", f"/dilemmas/{dilemma_id}/comments", body=body, key=new_key(), **form)
        assert answer.status_code in {303, 422}


@pytest.mark.parametrize(
    "fields",
    [{"needed_by": "soon"}, {"themes": "boundaries endings"}, {"audience": "nobody"}, {"signed": "x"}, {"key": "x"}],
)
def test_no_draft_keeps_its_writer_from_the_page(world: World, fields: dict[str, str]) -> None:
    client = world.client("Tia")
    token = client.get(CHEAPEST).text.partition('name="csrf-token" content="')[2].partition('"')[0]
    draft = {
        "group": world.group_id,
        "place": "new",
        "fields": {"account": "Half a thought.", **fields},
        "version": None,
    }
    kept = client.post("/drafts", json=draft, headers={"X-CSRFToken": token})
    assert kept.status_code == 200
    other = client.post("/drafts", json={**draft, "version": 7}, headers={"X-CSRFToken": token})
    assert other.status_code == 409
    assert {**other.json, "ok": True}.items() >= kept.json.items(), "both are shown, with when the other was kept"
    for path in (f"/groups/{world.group_id}", "/"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "Half a thought." in answer.text


@pytest.mark.parametrize(
    ("before", "after"), [("a " * 1499, "a a b " * 400), ("a " * 1400, "b a " * 700), ("a b " * 900, "b a a " * 600)]
)
def test_earlier_words_are_compared_soon_whatever_they_are(before: str, after: str) -> None:
    began = perf_counter()
    shown = difference(before, after)
    assert perf_counter() - began < SOON_S
    assert shown


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1900-02-29", "99999-01-01"])
def test_no_day_is_a_fault(world: World, day: str) -> None:
    form = {"account": "A small thing.", "needed_by": day, "key": new_key()}
    assert world.post("Tia", f"/groups/{world.group_id}/dilemmas", **form).status_code in {303, 422}
    with world.work():
        dilemma_id = world.dilemma("Tia").id
    assert world.post("Tia", f"/dilemmas/{dilemma_id}/come-back", day=day).status_code in {303, 422}
    for path in ("/", f"/groups/{world.group_id}", f"/dilemmas/{dilemma_id}"):
        assert world.client("Tia").get(path).status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/\t/elsewhere.example", "/\r/elsewhere.example", "//elsewhere.example", "/\\elsewhere", "/\x00", "https:/x"],
)
def test_nobody_is_led_elsewhere(address: str) -> None:
    assert safe_next(address) is None
