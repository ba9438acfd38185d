"""The links in e-mails lead to pages of the whole application."""

import pytest

from supervise.app import create_app
from supervise.core import config
from supervise.notifications import worker


@pytest.mark.parametrize(
    ("path", "endpoint"),
    [
        (f"{worker.JOIN}s3cret", "groups.open_invitation"),
        ("/reset/s3cret", "accounts.open_link"),
        ("/reset", "accounts.ask_reset"),
        ("/groups/00000000000000000000", "dilemmas.group"),
        ("/meetings/00000000000000000000", "planning.show"),
        ("/", "home.today"),
    ],
)
def test_a_link_leads_to_a_page_of_ours(tmp_path, path, endpoint):
    built = create_app(config.load({"SUPERVISE_DATA_DIR": str(tmp_path), "SUPERVISE_TEST_QUICK_HASH": "1"}))
    found, _ = built.flask.url_map.bind("supervise.example.org").match(path, method="GET")
    built.database.close()
    assert found == endpoint
