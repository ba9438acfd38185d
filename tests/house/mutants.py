"""Small wrongs put into the rules one at a time, to see whether anything notices."""

import inspect
import sys
import textwrap
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from supervise.core.policy import No, Yes


def inverted(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a policy function that says the opposite."""

    def opposite(*given: Any, **named: Any) -> Any:
        return No("Turned round by a test.") if function(*given, **named) else Yes()

    return opposite


def rewritten(module: ModuleType, name: str, old: str, new: str) -> Callable[..., Any]:
    """Return a function of a module with a piece of its source replaced."""
    source = textwrap.dedent(inspect.getsource(getattr(module, name)))
    assert old in source, f"{module.__name__}.{name} no longer has {old!r}"
    space = dict(vars(module))
    exec(compile(source.replace(old, new), f"<wrong {name}>", "exec"), space)
    made: Callable[..., Any] = space[name]
    return made


def put_in(patch: pytest.MonkeyPatch, module: ModuleType, name: str, wrong: Callable[..., Any]) -> None:
    """Let a wrong function stand wherever the right one is known by its name."""
    right = getattr(module, name)
    for known in [m for n, m in list(sys.modules.items()) if n.startswith(("supervise", "tests.house.probe"))]:
        if getattr(known, name, None) is right:
            patch.setattr(known, name, wrong)
