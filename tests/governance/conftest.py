"""The trail's tests stand on the practice of the groups' tests."""

from tests.groups.conftest import practice, told

__all__ = ["practice", "told"]
