"""Where templates/, static/ and migrations/ lie: in the package once installed, else beside it in the source tree."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def templates() -> Path:
    """Return the folder of the pages' templates."""
    return _folder("templates")


def static() -> Path:
    """Return the folder of what browsers load as it is."""
    return _folder("static")


def migrations() -> Path:
    """Return the folder of Alembic's environment and versions."""
    return _folder("migrations")


def _folder(name: str) -> Path:
    inside = _HERE / name
    return inside if inside.is_dir() else _HERE.parent / name
