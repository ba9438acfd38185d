"""Addresses whose writing is learnt when one is first written.

Werkzeug compiles for every rule, twice, a function that writes its address; with all of ours that was four fifths of
the time that an application takes to be built, and most are never written.
"""

from collections.abc import Callable

from flask import Flask
from werkzeug.routing import Rule


class Address(Rule):
    """A rule that is matched as every other, and compiles how its address is written on first need."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        compiled: list[Callable[..., tuple[str, str]]] = []
        learn = super()._compile_builder

        def write(_: Rule, **values: str) -> tuple[str, str]:
            if not compiled:
                compiled.append(learn(append_unknown).__get__(self, None))
            return compiled[0](**values)

        return write


class Application(Flask):
    """Flask, with such addresses."""

    url_rule_class = Address
