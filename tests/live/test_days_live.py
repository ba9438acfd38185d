"""A format over days on the live channel: what is held back is in nobody's frames, and comes when it is shown."""

import json

from supervise.core.ids import new_key
from tests.live.house import comment

MARK = "zirbelwood"


def test_what_is_held_back_is_in_no_frame_until_the_stage_is_over_and_then_in_everybodys(house):
    dilemma = house.dilemma("Tia")
    room, stage = f"dilemma:{dilemma}", f"stage-{dilemma}"
    assert house.post("Tia", f"/dilemmas/{dilemma}/days", {"format": "intervision"})[0] == 303
    house.get("Ruth", f"/dilemmas/{dilemma}")
    lines = {who: house.in_thread(who, dilemma) for who in ("Tia", "Ada", "Noa", "Ruth")}
    ben, _ = house.in_thread("Ben", dilemma)
    said = ben.ask("comment:post", comment(dilemma, f"Was it {MARK}?", kind="question"))
    assert said["ok"] and MARK in said["change"]["html"], "whoever wrote it has it"
    refused = lines["Ada"][0].ask("comment:post", comment(dilemma, "You could tell her.", kind="suggestion"))
    assert not refused["ok"] and refused["code"] == "not_allowed"
    silent = lines["Tia"][0].ask("comment:post", comment(dilemma, "What I meant was another thing."))
    assert not silent["ok"] and "listening" in silent["message"]
    assert lines["Tia"][0].ask("comment:post", comment(dilemma, "It was noon.", kind="information"))["ok"]
    for line, opened in lines.values():
        told = [change["op"] for change in line.changes(room)]
        assert "ask" in told or "put" in told, "that something came is told, and each asks what of it is theirs"
        answer = line.ask("dilemma:open", id=dilemma, after=opened["seq"])
        shown = {change["id"]: change["html"] for change in answer["changes"] if change["op"] == "put"}
        assert "One has answered." in shown[stage] and said["change"]["id"] not in shown
        assert MARK not in json.dumps([line.heard, answer])
    again, newest = house.in_thread("Ada", dilemma)
    assert MARK not in json.dumps([again.heard, newest])
    position = house.get("Ruth", f"/dilemmas/{dilemma}")[1].partition('name="stage" value="')[2].partition('"')[0]
    assert house.post("Ruth", f"/dilemmas/{dilemma}/days/next", {"stage": position})[0] == 303
    for who, (line, opened) in lines.items():
        line.wait("change", room=room, op="ask")
        answer = line.ask("dilemma:open", id=dilemma, after=opened["seq"])
        shown = {change["id"]: change["html"] for change in answer["changes"] if change["op"] == "put"}
        assert MARK in shown[said["change"]["id"]] and "Warm or cold" in shown[stage], who
    assert house.post("Ruth", f"/dilemmas/{dilemma}/days/next", {"stage": position})[0] == 409, (
        "a second console is told"
    )
    assert house.post("Ben", f"/dilemmas/{dilemma}/comments", {"body": "Oh", "key": new_key()})[0] == 403
