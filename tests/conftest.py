"""What every test stands on. Nothing here patches anything or imports gevent."""

import os

from hypothesis import settings

pytest_plugins = ["tests.services"]

settings.register_profile("test", max_examples=25, deadline=None, print_blob=True)
settings.register_profile("soak", max_examples=2000, deadline=None, print_blob=True)
settings.load_profile("soak" if os.environ.get("SUPERVISE_TEST_SOAK") == "1" else "test")
