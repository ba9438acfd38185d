"""The data files that ship with the disguise check."""

from importlib.resources import files
from typing import Any

import yaml

# libyaml's loader, where there is one, reads the same some ten times faster: every start of a command waits for it
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def source(name: str) -> Any:
    """What a YAML file among the data holds."""
    text = files(__package__).joinpath("data", name).read_text("utf-8")
    return yaml.load(text, Loader=_LOADER)  # noqa: S506  both are safe loaders
