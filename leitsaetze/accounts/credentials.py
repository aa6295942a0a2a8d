"""Proving who somebody is: passwords of staff, links by e-mail, each good for one time."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from leitsaetze.accounts import passwords
from leitsaetze.accounts.actions import end_sessions, void_links
from leitsaetze.accounts.models import Credential, Person, SignIn
from leitsaetze.accounts.queries import citizen_with, credential_of, links_since, staff_with
from leitsaetze.accounts.rules import (
    LETTERS_PER_DAY,
    PASSWORD_LINK_HOLDS,
    ROLE_NAMES,
    SIGN_IN_LINK_HOLDS,
    End,
    LinkPurpose,
    Role,
)
from leitsaetze.accounts.staff_queries import held
from leitsaetze.audit.actions import record
from leitsaetze.clock import now
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import db
from leitsaetze.language import DEFAULT, translatable
from leitsaetze.mail.actions import enqueue
from leitsaetze.mail.rules import Addressee
from leitsaetze.site.actions import Link, link_for, make_link, secret_of, use
from leitsaetze.site.models import AccessLink
from leitsaetze.web.languages import lasting

WRONG = translatable("Diese E-Mail-Adresse und dieses Passwort passen nicht zusammen.")
USED_UP = translatable("Dieser Link wurde schon benutzt oder gilt nicht mehr.")

PASSWORD_PATH = "/passwort/{}"  # noqa: S105  an address
SIGN_IN_PATH = "/mein/{}"

# For each purpose: who may have such a link, its letter, its address, how long it holds.
LETTERS = {
    LinkPurpose.PASSWORD: (staff_with, "password_link", PASSWORD_PATH, PASSWORD_LINK_HOLDS),
    LinkPurpose.SIGN_IN: (citizen_with, "sign_in_link", SIGN_IN_PATH, SIGN_IN_LINK_HOLDS),
}


@dataclass(frozen=True)
class Proof:
    """That somebody knew a password: whose, the hash that was checked, a stronger one if due."""

    person_id: int
    kept: str
    renewed: str


def prove(address: str, password: str) -> Proof | None:
    """Check a password; an unknown address takes as long as a wrong password.

    Costly, and only reads: belongs before the writing begins. `accept` then acts on it.
    """
    credential = db.session.scalar(credential_of(address))
    kept = credential.password_hash if credential else None
    if not passwords.matches(kept, password) or credential is None:
        return None
    renewed = passwords.renewed(credential.password_hash, password)
    return Proof(credential.person_id, credential.password_hash, renewed)


def accept(proof: Proof) -> Person:
    """Return the person of a proof, if nothing changed since it was made.

    Raises RuleViolation when the person got another password or was switched off meanwhile.
    """
    credential = db.session.scalar(
        select(Credential).where(Credential.person_id == proof.person_id).with_for_update()
    )
    person = db.session.get_one(Person, proof.person_id)
    if credential is None or credential.password_hash != proof.kept or not _is_staff(person):
        raise RuleViolation(WRONG)
    credential.password_hash = proof.renewed or proof.kept
    return person


def follow(link: AccessLink) -> Person:
    """Use up a citizen's link and return whom it lets in.

    Raises RuleViolation for a worthless one; whoever has become staff needs a password.
    """
    person = db.session.get(Person, link.person_id)
    if person is None or person.roles or person.disabled_at is not None or not use(link):
        raise RuleViolation(USED_UP)
    return person


def choose_password(link: AccessLink, kept: str) -> Person:
    """Use up a link, set the password (its hash: `kept`), end all sessions, tell the owner.

    The account is held: whoever switches it off at this moment ends this password, too. Raises
    RuleViolation when the link is worthless by now.
    """
    person = db.session.scalar(held(link.person_id or 0))
    if person is None or not _is_staff(person) or not use(link):
        raise RuleViolation(USED_UP)
    db.session.merge(Credential(person_id=person.id, password_hash=kept, changed_at=now()))
    person.worked_here = True
    db.session.flush()
    void_links(person)
    end_sessions(person, End.NEW_PASSWORD)
    record("password.set", person, by=person)
    enqueue("password_changed", person, deed=f"password:{link.id}:set", about=f"person:{person.id}")
    return person


def change_password(proof: Proof, kept: str, *, here: SignIn, deed: str) -> None:
    """Put a new password (its hash: `kept`) in place of the proven one, and tell the owner.

    All sessions but the one `here` end. `deed` names this change among all others. Raises
    RuleViolation when the password changed meanwhile.
    """
    person = accept(proof)
    db.session.merge(Credential(person_id=person.id, password_hash=kept, changed_at=now()))
    db.session.flush()
    void_links(person)
    end_sessions(person, End.NEW_PASSWORD, but=here)
    record("password.changed", person, by=person)
    about = f"person:{person.id}"
    enqueue("password_changed", person, deed=f"password:{deed}", about=about, here_stays=True)


def usable_link(secret: str, purpose: LinkPurpose) -> AccessLink | None:
    """Return the link with this secret if it is for this purpose, holds and was never used."""
    link = link_for(secret, purpose)
    return link if link is not None and link.used_at is None else None


def password_link(person: Person, lifetime: timedelta) -> Link:
    """Make the link with which a member of staff chooses a password.

    Raises RuleViolation for everybody else.
    """
    if not _is_staff(person):
        raise RuleViolation("Dieses Konto ist ausgeschaltet oder hat keine Rolle.")
    about = f"person:{person.id}"
    link = make_link(LinkPurpose.PASSWORD, about, lifetime=lifetime, person_id=person.id)
    record("link.made", link, by=None, purpose=link.purpose)
    return link


def password_address(link: Link) -> str:
    """Return the full address of a link for choosing a password, to be handed over in person."""
    return lasting(PASSWORD_PATH.format(secret_of(link)))


def send_invitation(person: Person, link: Link, *, by: Person | None = None) -> None:
    """Mail somebody the link with which a member of staff begins."""
    enqueue(
        "staff_invitation",
        person,
        deed=f"invitation:link:{link.id}",
        about=f"person:{person.id}",
        links={"password": (link, PASSWORD_PATH)},
        roles=[ROLE_NAMES[role] for role in Role if role in person.roles],
        moderates=Role.MODERATOR in person.roles,
        holds_until=link.expires_at,
        invited_by=by.name if by is not None else "",
    )


def send_link(address: str, purpose: LinkPurpose, *, locale: str = DEFAULT) -> None:
    """Mail a link to the owner of an address, if there is one who may have it.

    In the language of the page on which it was asked for: that is what its reader has before them.
    For everybody else the same work is done and undone, so that neither the answer nor the time it
    takes tells whether an address is known.
    """
    who, letter, path, lifetime = LETTERS[purpose]
    person = db.session.scalar(who(address))
    number = person.id if person else 0
    earlier = db.session.scalar(links_since(number, purpose, now() - timedelta(days=1)))
    trial = db.session.begin_nested()
    about = f"person:{number}"
    link = make_link(purpose, about, lifetime=lifetime, person_id=number or None)
    record("link.made", link, by=None, purpose=purpose)
    to = Addressee(address.lower(), locale, number or None)
    enqueue(letter, to, deed=f"{purpose}:{link.id}", about=about, links={"link": (link, path)})
    db.session.flush()
    if person is None or (earlier or 0) >= LETTERS_PER_DAY:
        trial.rollback()
    else:
        trial.commit()


def _is_staff(person: Person) -> bool:
    return bool(person.roles) and person.disabled_at is None
