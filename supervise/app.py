"""create_app(): configuration, shield, session, live, then the features bottom up. The only list of features."""

from dataclasses import dataclass
from typing import Any

from flask import Flask
from jinja2 import StrictUndefined

from supervise import disguise, paths
from supervise.accounts import views as accounts_views
from supervise.accounts.queries import states_of, viewer_for
from supervise.core import clock, pace
from supervise.core.config import Disguise, Settings
from supervise.core.db import Database
from supervise.dilemmas import views as dilemmas_views
from supervise.governance import listeners as governance_listeners
from supervise.governance import views as governance_views
from supervise.governance.breaches import views as breaches_views
from supervise.governance.erasing import views as erasing_views
from supervise.governance.officer import views as officer_views
from supervise.governance.own_words import views as own_words_views
from supervise.governance.retention import views as retention_views
from supervise.groups import views as groups_views
from supervise.groups.standing import roles_of
from supervise.home import views as home_views
from supervise.meetings import views as meetings_views
from supervise.meetings.days import views as days_views
from supervise.meetings.planning import views as planning_views
from supervise.meetings.room import views as room_views
from supervise.meetings.shaping import views as shaping_views
from supervise.notifications import views as notifications_views
from supervise.search import views as search_views
from supervise.web import bus, endings, keeping_up, live, pages, scripts, session, shield, slots, styles
from supervise.web.addresses import Application
from supervise.writeups import views as writeups_views

FEATURES = (
    accounts_views,
    groups_views,
    dilemmas_views,
    meetings_views,
    planning_views,
    shaping_views,
    room_views,
    days_views,
    writeups_views,
    governance_views,
    own_words_views,
    erasing_views,
    breaches_views,
    retention_views,
    officer_views,
    notifications_views,
    search_views,
    home_views,
)
HEARING = (endings, governance_listeners)


@dataclass(frozen=True)
class Supervise:
    """A built application and what it stands on."""

    flask: Flask
    settings: Settings
    database: Database


def create_app(settings: Settings, database: Database | None = None, *, live_mode: str = "threading") -> Supervise:
    """Build the application; nothing is read from the environment or served here."""
    clock.follow(settings.test_clock)
    disguise.use_model(settings.disguise is Disguise.FULL)
    database = database or Database(settings.database_url)
    flask = Application("supervise", template_folder=str(paths.templates()), static_folder=str(paths.static()))
    flask.jinja_env.undefined = StrictUndefined
    flask.jinja_env.trim_blocks = flask.jinja_env.lstrip_blocks = True
    flask.extensions["supervise"] = built = Supervise(flask, settings, database)
    pace.start(settings.broker_url, on=settings.limits)
    bus.start(settings.broker_url)
    session.start(flask, settings, database, viewer_for)
    pages.start(flask)
    styles.start(flask)
    scripts.start(flask)
    slots.start(flask)
    shield.start(flask, settings)
    live.start(flask, settings, database, mode=live_mode)
    keeping_up.judges_sessions(states_of)
    keeping_up.judges_seats(roles_of)
    for feature in FEATURES:
        register(flask, feature)
    return built


def register(flask: Flask, feature: Any) -> None:
    """Take a feature in: its pages and what it needs at the start."""
    flask.register_blueprint(feature.pages)
    if begin := getattr(feature, "start", None):
        begin(flask)
