"""What is sent at a person's own wish."""

import smtplib

from sqlalchemy import delete

from supervise.accounts.policy import may_run_installation
from supervise.accounts.queries import own_account
from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import session, transaction
from supervise.core.errors import Invalid, Missing
from supervise.core.ids import Id
from supervise.notifications import letters, outgoing
from supervise.notifications.models import ReturnedEmail


def send_test(actor: Actor) -> str:
    """Send the owner a test e-mail at once and return the address that it went to.

    Raises Missing for anybody else, Invalid with the reason when it could not be handed over.
    """
    if not may_run_installation(actor):
        raise Missing
    address = own_account(actor).email
    session().rollback()
    try:
        outgoing.hand_over(letters.test_message(address))
    except (OSError, smtplib.SMTPException) as error:
        raise Invalid(f"It could not be handed over ({_said(error)}). Look at SUPERVISE_MAIL_URL.") from None
    return address


def mark_returned(account_id: Id) -> None:
    """Remember that a person's address takes no e-mail."""
    with transaction() as db:
        if db.get(ReturnedEmail, account_id) is None:
            db.add(ReturnedEmail(account_id=account_id, at=clock.now()))


def mark_taken(account_id: Id) -> None:
    """Forget that a person's address took no e-mail: it just took one."""
    if session().get(ReturnedEmail, account_id) is None:
        return
    with transaction() as db:
        db.execute(delete(ReturnedEmail).where(ReturnedEmail.account_id == account_id))


def try_returned_again(actor: Actor) -> None:
    """Forget as the owner which addresses took no e-mail, so that the next ones go there; Missing for others."""
    if not may_run_installation(actor):
        raise Missing
    with transaction() as db:
        db.execute(delete(ReturnedEmail))


def _said(error: Exception) -> str:
    """Return what went wrong in a few words; the e-mail server's own sentence may hold addresses."""
    kinds = {
        smtplib.SMTPAuthenticationError: "the e-mail server did not accept the name and password",
        smtplib.SMTPSenderRefused: "the e-mail server does not take e-mail from our address",
        smtplib.SMTPRecipientsRefused: "the e-mail server does not take e-mail to your address",
        smtplib.SMTPNotSupportedError: "the e-mail server offers no encryption",
        ConnectionRefusedError: "nothing answers there",
        TimeoutError: "the e-mail server did not answer in time",
    }
    return next((words for kind, words in kinds.items() if isinstance(error, kind)), type(error).__name__)
