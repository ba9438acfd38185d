"""The law of stages over days: each is entered and left once, in order, at its date or when somebody may say so."""

from hypothesis import given
from hypothesis import strategies as st

from supervise.meetings.days import stages
from supervise.meetings.days.stages import HOUR, NotNow, Stage, Why
from supervise.meetings.days.standing import plan_of, runs_over_days
from supervise.meetings.library import built_in

PLANS = [plan_of(found) for found in built_in().values() if runs_over_days(found)]
plans = st.one_of(
    st.sampled_from(PLANS),
    st.lists(st.integers(0, 72), min_size=1, max_size=12).map(
        lambda hours: tuple(Stage(f"s{n}", h) for n, h in enumerate(hours))
    ),
)
acts = st.lists(
    st.tuples(st.sampled_from(["look", "go on", "done", "stop"]), st.integers(-HOUR, 60 * HOUR)), max_size=25
)


def look(way, now, act):
    """Do one thing at a moment."""
    try:
        if act in {"go on", "done"}:
            return stages.go_on(way, now, Why.DONE if act == "done" else Why.MODERATOR)
        return stages.stopped(way, now) if act == "stop" else stages.looked_at(way, now)
    except NotNow:
        assert stages.looked_at(way, now).over
        return stages.looked_at(way, now)


@given(plan=plans, acts=acts, data=st.data())
def test_each_stage_is_entered_and_left_once_in_order_and_none_comes_back(plan, acts, data):
    first = data.draw(st.integers(0, len(plan) - 1))
    way, now = stages.begun(plan, 0, first), 0
    for act, later in acts:
        now = max(0, now + later)  # a clock that is set back undoes nothing
        before, way = way, look(way, now, act)
        assert way.stays[: len(before.stays) - 1] == before.stays[:-1], "what was left stays as it was"
        assert [stay.position for stay in way.stays] == list(range(first, first + len(way.stays)))
        assert all(one.left == two.entered for one, two in zip(way.stays, way.stays[1:], strict=False))
        for stay in way.stays:
            ends = stay.entered + plan[stay.position].hours * HOUR
            assert (stay.left is None) == (stay is way.present)
            if stay.why is Why.DATE:
                assert stay.left == ends <= now or not plan[stay.position].hours
            elif stay.left is not None:
                assert stay.entered <= stay.left <= max(ends, stay.entered), "never after its date"
        assert way.over or way.ends > now or (act == "look" and now < way.present.entered)
        assert stages.looked_at(way, now) == way
    titles = [stage.id for stage, _, _ in stages.dates(way)]
    assert titles == [s.id for s in plan[first:] if s.hours][: len(titles)]


def test_a_stage_ends_at_its_date_to_the_millisecond_however_late_somebody_looks():
    way = stages.begun((Stage("tell", 0), Stage("facts", 24), Stage("work", 48)), 1_000)
    assert way.stage.id == "facts" and way.ends == 1_000 + 24 * HOUR
    assert stages.looked_at(way, way.ends - 1) == way
    late = stages.looked_at(way, way.ends + 5 * HOUR)
    assert late.stage.id == "work" and late.present.entered == way.ends
    assert stages.looked_at(late, late.ends).over


def test_the_formats_that_give_hours_can_be_done_over_days_and_no_other():
    over_days = {slug for slug, found in built_in().items() if runs_over_days(found)}
    assert {"balint", "balint-free", "heilsbronn", "quick-consult", "intervision"} <= over_days
    assert not {"check-in", "incident", "reflecting-team", "bells"} & over_days
    ten = {stage.id: stage.hours for stage in plan_of(built_in()["heilsbronn"])}
    assert ten["associate"] == ten["suggest"] == 48 and ten["understand"] == 24
    assert 10 * 24 <= sum(ten.values()) <= 12 * 24
