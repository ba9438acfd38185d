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
    """Keep all tests that drive a browser in one process, so that two never compete for the machine."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("browser"))
