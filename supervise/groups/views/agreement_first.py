"""Where somebody is led who has not accepted the agreement yet: to it, and back to where they were going."""

from typing import Any

from flask import jsonify, request, url_for

from supervise.groups.errors import AgreementFirst
from supervise.web.pages import back, page, wants_json
from supervise.web.shield import SAFE, answer, words_sent


def lead(refusal: AgreementFirst) -> Any:
    """Answer a request that needs the agreement first; words that were being sent stay on the page."""
    if wants_json():
        where = url_for("groups.agreement", id=refusal.group_id)
        return jsonify({**answer(refusal), "agreement": where}), refusal.status
    if request.method in SAFE:
        return back("groups.agreement", id=refusal.group_id, next=request.full_path.rstrip("?"))
    given = {"message": refusal.message, "group_id": refusal.group_id, "kept": words_sent()}
    return page("groups/agreement_first.html", "Agreement", **given), refusal.status
