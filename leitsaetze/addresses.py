"""Which e-mail addresses letters can be sent to. Pure Python."""

from email_validator import EmailNotValidError, validate_email

from leitsaetze.errors import RuleViolation
from leitsaetze.text import normalised


def mail_address(value: str) -> str:
    """Return an address as letters carry it: a domain with umlauts in its spelling for machines.

    Raises RuleViolation for one no letter can be sent to.
    """
    try:
        found = validate_email(normalised(value), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        raise RuleViolation("Das ist keine gültige E-Mail-Adresse.") from None
    return found.ascii_email or found.normalized
