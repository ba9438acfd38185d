"""What every test stands on. Nothing here patches anything or imports gevent."""

import os

import pytest
from hypothesis import settings

pytest_plugins = ["tests.services", "tests.serving"]

settings.register_profile("test", max_examples=25, deadline=None, print_blob=True)
settings.register_profile("soak", max_examples=2000, deadline=None, print_blob=True)
settings.load_profile("soak" if os.environ.get("SUPERVISE_TEST_SOAK") == "1" else "test")


@pytest.fixture(scope="session")
def base_url() -> None:
    """Addresses are written in full, since every test has a server of its own."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep a file's tests in one process, so that what they share is made once, and all that drive a browser in one."""
    for item in items:
        together = "browser" if "browser" in getattr(item, "fixturenames", ()) else item.nodeid.partition("::")[0]
        item.add_marker(pytest.mark.xdist_group(together))
