"""Letters read back from a real mail server, each checked as a recipient's program would."""

import re
import time
from email.message import EmailMessage
from html import unescape

from tests.browser.product import SENDER
from tests.mail.servers import MailServer

CONTACT = "dialog@musterland.example"
CONFIRM = "Bitte bestätigen Sie Ihren Kommentar"
SUPPORT = "Bitte bestätigen Sie, dass Sie sich anschließen"
NEWS = "Neues zu Ihrem Kommentar"
LED = "Ihr Kommentar hat etwas bewirkt"
REPORTED = "Ihre Meldung ist eingegangen"
REPORT_DECIDED = "Entscheidung über Ihre Meldung"
HIDDEN = "Ihr Kommentar wurde ausgeblendet"
PASSAGE_HIDDEN = "Eine Stelle Ihres Kommentars wurde ausgeblendet"
RECEIVED = "Ihre Bitte um Überprüfung"
RESTORED = "Ihr Kommentar ist nach der Überprüfung zu sehen"
UPHELD = "Ergebnis der Überprüfung Ihres Kommentars"
ASKED = "Bitte sehen Sie noch einmal auf eine Entscheidung"
QUESTION = "Frage zu einem Kommentar: Bitte schlagen Sie eine Antwort vor"
FOLLOW = "Bitte bestätigen Sie, dass Sie folgen möchten"
WHAT_IS_NEW = "Neues zu Ihren abonnierten Themen"
INVITATION = "Einladung zu einer Veranstaltung"
REMINDER = "Erinnerung an eine Einladung"
CANCELLED = "Eine Veranstaltung fällt aus"
CHANGED = "Eine Veranstaltung hat sich geändert"
REINSTATED = "Eine Veranstaltung findet doch statt"
REGISTER = "Bitte bestätigen Sie Ihre Anmeldung"
SEAT_OFFERED = "Ein Platz ist für Sie frei geworden"
THANKS = "Danke fürs Mitmachen: Das Protokoll ist da"
SIGN_IN = "Ihr Link zum Anmelden"
STAFF_INVITATION = "Ihr Zugang zu den Leitsätzen"
PASSWORD_LINK = "Ihr Link für ein neues Passwort"
PASSWORD_CHANGED = "Ihr Passwort wurde geändert"
ABOUT_A_COMMENT = {
    CONFIRM,
    SUPPORT,
    NEWS,
    LED,
    HIDDEN,
    INVITATION,
    REMINDER,
    CANCELLED,
    CHANGED,
    REINSTATED,
    REGISTER,
    SEAT_OFFERED,
    THANKS,
} | {
    REPORTED,
    REPORT_DECIDED,
}
ABOUT_A_COMMENT |= {
    PASSAGE_HIDDEN,
    RECEIVED,
    RESTORED,
    UPHELD,
    ASKED,
    QUESTION,
    FOLLOW,
    WHAT_IS_NEW,
}


class Letter:
    """One letter as it arrived. Made only of letters whose head and parts are as they must be."""

    def __init__(self, message: EmailMessage) -> None:
        self.message = message
        self.text = message.get_body(("plain",)).get_content().replace("\r\n", "\n")
        self.html = message.get_body(("html",)).get_content()
        reply_to = CONTACT if message["Subject"] in ABOUT_A_COMMENT else None
        assert message["From"] == f"Leitsätze <{SENDER}>"
        assert message["Reply-To"] == reply_to
        assert message["Auto-Submitted"] == "auto-generated"
        assert message["Message-ID"].endswith("@musterland.example>")
        assert self.text.startswith("Guten Tag,\n\n")
        assert '<html lang="de">' in self.html
        assert set(self.links()) <= set(re.findall('href="([^"]+)"', unescape(self.html)))

    def links(self, path: str = "") -> list[str]:
        """The addresses on lines of their own that contain `path`."""
        return [
            line
            for line in self.text.split("\n")
            if re.match(r"https?:\S+$", line + "") and path in line
        ]

    def link(self, path: str) -> str:
        """The one address that leads to `path`."""
        (found,) = self.links(path)
        return found

    @property
    def calendar(self) -> str:
        """The one attached file for a calendar."""
        (attached,) = self.message.iter_attachments()
        assert attached.get_content_type() == "text/calendar"
        assert attached.get_filename() == "termin.ics"
        content = attached.get_content()
        assert f"METHOD:{attached['Content-Type'].params['method']}\n" in content.replace("\r", "")
        return content

    @property
    def method(self) -> str:
        """What that file asks a program to do."""
        (attached,) = self.message.iter_attachments()
        return attached["Content-Type"].params["method"]


class PostOffice:
    """Takes what the product sends and hands it out by recipient and subject."""

    def __init__(self) -> None:
        self.server = MailServer()

    def letter(self, address: str, subject: str) -> Letter:
        """Wait for the one letter to `address` with this very subject."""
        for _ in range(150):
            found = self.letters(address, subject)
            if found:
                (letter,) = found
                return letter
            time.sleep(0.1)
        raise AssertionError(f"no letter “{subject}” to {address}: {self.subjects(address)}")

    def letters(self, address: str, subject: str) -> list[Letter]:
        """The letters to `address` with this very subject, so far."""
        return [
            Letter(message)
            for message in list(self.server.taken)
            if message["To"] == address and message["Subject"] == subject
        ]

    def subjects(self, address: str) -> list[str]:
        """What was written to `address` so far."""
        return [message["Subject"] for message in self.server.taken if message["To"] == address]
