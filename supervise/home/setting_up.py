"""Setting up one's own practice by the one-time link of the first start: first owner, first group, test e-mail."""

from flask import flash, url_for
from werkzeug.wrappers import Response
from wtforms import PasswordField, SelectField
from wtforms.validators import InputRequired, Length

from supervise.accounts import one_time
from supervise.accounts.actions import open_first_owner
from supervise.accounts.actions.links import is_living
from supervise.accounts.letting_in import let_in_as
from supervise.accounts.models import Account, LinkPurpose
from supervise.accounts.queries import actor_of, demonstration_people
from supervise.core import limits
from supervise.core.errors import Invalid, Missing
from supervise.groups.actions import create_group
from supervise.groups.models import Mode, Role
from supervise.home.blueprint import pages
from supervise.web.forms import Form, Line
from supervise.web.pages import back, page, public

KEPT = "first-owner"


class SetUpForm(Form):
    """The first owner and the first group."""

    name = Line("Your name", most=limits.NAME, need="What shall others call you?")
    email = Line("Your e-mail address", most=limits.EMAIL, need="You sign in with it.")
    password = PasswordField(
        "A password, at least 12 characters",
        validators=[InputRequired("Choose a password."), Length(max=limits.PASSWORD_LONGEST)],
    )
    group = Line("The first group's name", most=limits.NAME, need="Give the group a name.")
    mode = SelectField(
        "How it works",
        choices={
            Mode.LED.value: "Led by a supervisor",
            Mode.CO_OPERATIVE.value: "Co-operative: members supervise each other, a supervisor holds the frame",
            Mode.PEER.value: "A peer group without a supervisor",
        },
    )
    role = SelectField("You in it", choices={Role.SUPERVISOR.value: "supervisor", Role.THERAPIST.value: "therapist"})


@pages.get("/setup/<secret>")
@public
def open_link(secret: str) -> Response:
    """Take the secret out of the address: it goes into the signed cookie, and the browser on to a clean page."""
    one_time.carry(KEPT, secret)
    return back("home.set_up")


@pages.get("/setup")
@public
def set_up() -> str:
    if not is_living(one_time.carried(KEPT), LinkPurpose.FIRST_OWNER):
        raise Missing("This link has been used already or is too old. Start Supervise again for a new one.")
    return _page(SetUpForm())


@pages.post("/setup")
@public
def carry_out() -> Response | tuple[str, int]:
    form = SetUpForm()
    if not form.validate():
        return _page(form), 422
    try:
        owner = open_first_owner(
            one_time.carried(KEPT),
            form.email.data,
            form.name.data,
            form.password.data,
            then=lambda opened: _first_group(form, opened),
        )
    except Invalid as why:
        form.say(why)
        return _page(form), 422
    let_in_as(owner.id, owner.email)
    one_time.let_go(KEPT)
    flash(
        f"{form.group.data} is there, and you convene it. Send a test e-mail from here, then invite the others.", "done"
    )
    return back("accounts.owner")


def _first_group(form: SetUpForm, owner: Account) -> None:
    create_group(
        actor_of(owner),
        name=form.group.data,
        about="",
        mode=Mode(form.mode.data),
        zone=owner.zone,
        convenor_account_id=owner.id,
        convenor_role=Role(form.role.data),
    )


def _page(form: SetUpForm) -> str:
    demonstration = bool(demonstration_people())
    action = url_for("home.carry_out")
    return page("home/set_up.html", "Set up", form=form, demonstration=demonstration, action=action)
