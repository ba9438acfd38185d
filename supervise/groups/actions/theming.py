"""The themes that a group adds to the taxonomy for itself, under one of its areas."""

import re
import unicodedata

from sqlalchemy import select

from supervise.core import clock, limits
from supervise.core.actor import Actor
from supervise.core.db import publish, transaction
from supervise.core.errors import Invalid, Missing
from supervise.core.ids import Id, new_id
from supervise.disguise.taxonomy import taxonomy
from supervise.groups import queries
from supervise.groups.events import ThemeAdded, ThemeRetired
from supervise.groups.models import GroupTheme

MOST_OWN_THEMES = 60
_SLUG = 60


def add_theme(
    actor: Actor, group_id: Id, *, label: str, area: str, definition: str = "", slug: str | None = None
) -> GroupTheme:
    """Add a theme of the group's own, or offer a retired one again; its slug is made from its label if not given.

    Raises Missing for members without the mark, Invalid (fields `label`, `area`, `definition`).
    """
    called, said = " ".join(label.split()), " ".join(definition.split())
    name = slug or slug_of(called)
    _fits(called, said, area, name)
    with transaction() as db:
        seat = queries.seat_to_manage_themes(actor, group_id)
        own = queries.own_themes(group_id)
        theme = next((one for one in own if one.slug == name), None)
        if theme is not None and theme.retired_at is None:
            raise Invalid(fields={"label": ["The group has a theme of this name."]})
        if len(own) >= MOST_OWN_THEMES and theme is None:
            raise Invalid(fields={"label": [f"A group keeps at most {MOST_OWN_THEMES} themes of its own."]})
        if theme is None:
            theme = GroupTheme(id=new_id(), group_id=group_id, slug=name, made_at=clock.now())
            db.add(theme)
        theme.label, theme.definition, theme.area = called, said, area
        theme.retired_at = theme.replaced_by = None
        db.flush()
        publish(ThemeAdded(seat.member.id, group_id, theme.id))
        return theme


def retire_theme(actor: Actor, group_id: Id, slug: str, replaced_by: str | None = None) -> None:
    """Offer a theme no longer; what carries it keeps it. `replaced_by` is the slug of the one to use instead.

    Raises Missing where the group has no such theme in use, Invalid (field `replaced_by`).
    """
    with transaction() as db:
        seat = queries.seat_to_manage_themes(actor, group_id)
        theme = db.scalar(
            select(GroupTheme).where(
                GroupTheme.group_id == group_id, GroupTheme.slug == slug, GroupTheme.retired_at.is_(None)
            )
        )
        if theme is None:
            raise Missing
        if replaced_by and replaced_by not in _in_use(group_id) - {slug}:
            raise Invalid(fields={"replaced_by": ["Choose a theme that is in use."]})
        theme.retired_at, theme.replaced_by = clock.now(), replaced_by or None
        publish(ThemeRetired(seat.member.id, group_id, theme.id))


def slug_of(label: str) -> str:
    """Return the name that stands for a label in addresses: small letters, digits and hyphens."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", label.lower()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_SLUG].strip("-")


def _fits(label: str, definition: str, area: str, slug: str) -> None:
    wrong: dict[str, list[str]] = {}
    if not label:
        wrong["label"] = ["Give the theme a name."]
    elif len(label) > limits.THEME_LABEL:
        wrong["label"] = [f"At most {limits.THEME_LABEL} characters."]
    elif not slug or slug_of(slug) != slug:
        wrong["label"] = ["Use some letters of the Latin alphabet, so that the theme can stand in an address."]
    elif taxonomy().get(slug) is not None:
        wrong["label"] = ["There is a theme of this name already."]
    if len(definition) > limits.THEME_DEFINITION:
        wrong["definition"] = [f"At most {limits.THEME_DEFINITION} characters."]
    if area not in {one.slug for one in taxonomy().areas}:
        wrong["area"] = ["Choose the area that it belongs to."]
    if wrong:
        raise Invalid(fields=wrong)


def _in_use(group_id: Id) -> set[str]:
    ours = {one.slug for one in queries.own_themes(group_id) if one.retired_at is None}
    return ours | set(taxonomy().themes) | {area.slug for area in taxonomy().areas}
