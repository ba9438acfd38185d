"""The disguise check: which words could identify someone, and which themes a text may belong to.

Pure: a text goes in, spans and suggestions come out. Nothing is stored, nothing leaves.
"""

from supervise.disguise.checking import review
from supervise.disguise.findings import Finding, Kind, Label, Review, ThemeHint
from supervise.disguise.model import engine, forget, use_model, uses_model
from supervise.disguise.taxonomy import Area, Taxonomy, Theme, taxonomy

__all__ = [
    "Area",
    "Finding",
    "Kind",
    "Label",
    "Review",
    "Taxonomy",
    "Theme",
    "ThemeHint",
    "engine",
    "forget",
    "review",
    "taxonomy",
    "use_model",
    "uses_model",
]
