"""People with passwords, and reading forms the way a browser does."""

from functools import cache
from html.parser import HTMLParser

from leitsaetze.accounts import passwords
from leitsaetze.accounts.models import Credential, Person
from leitsaetze.accounts.rules import LinkPurpose, Role
from leitsaetze.extensions import begin_writing, db
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.site.actions import make_link, secret_of
from tests.factories import make_person, saved

PASSWORD = "vier Wörter ohne Zusammenhang"


@cache
def kept(password: str = PASSWORD) -> str:
    return passwords.hashed(password)


def make_staff(*roles: Role, **given) -> Person:
    """Somebody with a role, moderator if none is named, and the password PASSWORD."""
    person = make_person(*(roles or (Role.MODERATOR,)), **{"name": "Moni Muster"} | given)
    saved(Credential(person_id=person.id, password_hash=kept()))
    return person


def secret_for(person: Person, purpose: LinkPurpose, lifetime) -> str:
    """The secret of a new link to a person."""
    begin_writing()
    link = make_link(purpose, f"person:{person.id}", lifetime=lifetime, person_id=person.id)
    secret = secret_of(link)
    db.session.commit()
    return secret


def letters() -> list[tuple[str, str]]:
    """All letters of the outbox, as (kind, address)."""
    rows = db.session.execute(
        db.select(OutgoingMail.kind, OutgoingMail.address).order_by(OutgoingMail.id)
    )
    return [(kind, address) for kind, address in rows]


def forms_of(page: str) -> dict[str, list[tuple[str, str]]]:
    """The hidden fields and texts of each form of a page, by its action."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, list[tuple[str, str]]] = {}
        self.action: str | None = None
        self.text: list[str] | None = None

    def handle_starttag(self, tag, attrs) -> None:
        given = dict(attrs)
        if tag == "form":
            self.action = given.get("action", "")
            self.forms[self.action] = []
        elif tag in {"input", "textarea"} and self.action is not None and "name" in given:
            self.forms[self.action].append((given["name"], given.get("value") or ""))
            self.text = [] if tag == "textarea" else None

    def handle_data(self, data) -> None:
        if self.text is not None:
            self.text.append(data)

    def handle_endtag(self, tag) -> None:
        if tag == "textarea" and self.text is not None:
            name, _ = self.forms[self.action].pop()
            # A browser drops the first line break of a textarea and sends line ends as CRLF.
            typed = "".join(self.text).removeprefix("\r\n").removeprefix("\n")
            self.forms[self.action].append((name, typed))
            self.text = None
        elif tag == "form":
            self.action = None
