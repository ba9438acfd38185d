"""The trail's tests stand on the installation of the groups' tests."""

from tests.groups.conftest import world

__all__ = ["world"]
