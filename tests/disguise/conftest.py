"""Reviews here use the name model where it is installed, whatever another test has switched."""

from collections.abc import Iterator

import pytest

from supervise.disguise import use_model


@pytest.fixture(autouse=True)
def _with_the_model() -> Iterator[None]:
    use_model(True)
    yield
    use_model(True)
