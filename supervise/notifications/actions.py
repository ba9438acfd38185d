"""What is sent at a person's own wish."""

import smtplib

from supervise.accounts.policy import may_run_installation
from supervise.accounts.queries import own_account
from supervise.core.actor import Actor
from supervise.core.db import session
from supervise.core.errors import Invalid, Missing
from supervise.notifications import letters, outgoing


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
