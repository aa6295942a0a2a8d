"""Plain functions that make valid, dull things. Whatever is not given takes a harmless value."""

from datetime import timedelta
from itertools import count

from leitsaetze.accounts.models import Person, RoleGrant
from leitsaetze.accounts.rules import Role
from leitsaetze.clock import now
from leitsaetze.comments.models import Comment, CommentVersion
from leitsaetze.comments.rules import Status
from leitsaetze.events.models import Event
from leitsaetze.events.rules import EventKind, EventStatus
from leitsaetze.extensions import db
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle, Revision
from leitsaetze.principles.plain_models import PlainText
from leitsaetze.site.models import Absence, Stamp
from leitsaetze.text import markdown, plain

numbers = count(1)


def saved(thing):
    db.session.add(thing)
    db.session.commit()
    return thing


def make_person(*roles: Role, **given) -> Person:
    number = next(numbers)
    person = saved(Person(**{"address": f"person{number}@musterland.example"} | given))
    for role in roles:
        saved(RoleGrant(person_id=person.id, role=role))
    db.session.refresh(person)
    return person


def make_moderator(**given) -> Person:
    return make_person(Role.MODERATOR, **{"name": f"Moderatorin {next(numbers)}"} | given)


def make_dialogue(**given) -> Dialogue:
    number = next(numbers)
    stamp = saved(Stamp(scope=f"dialogue:test-{number}"))
    values = {
        "slug": f"dialog-{number}",
        "title": f"Dialog {number}",
        "opens_at": now() - timedelta(days=7),
        "closes_at": now() + timedelta(days=7),
        "time_zone": "Europe/Berlin",
        "contact_email": "dialog@musterland.example",
        "contact_phone": "01234 567-89",
        "published_at": now(),
        "stamp_id": stamp.id,
    }
    return saved(Dialogue(**values | given))


def make_field(**given) -> FieldOfAction:
    if not {"dialogue", "dialogue_id"} & set(given):
        given["dialogue"] = make_dialogue()
    values = {"position": 1, "title": "Gemeinsam handeln", "published_at": now()}
    return saved(FieldOfAction(**values | given))


def make_principle(**given) -> Principle:
    """A principle with a first revision."""
    field = given.pop("field", None) or make_field()
    number = given.pop("number", next(numbers))
    statement = given.pop("statement", "Wir handeln gemeinsam.")
    principle = saved(
        Principle(
            dialogue_id=field.dialogue_id,
            field_id=field.id,
            number=number,
            revision_number=1,
            **given,
        )
    )
    make_revision(principle, statement=statement)
    return principle


def make_revision(principle: Principle, number: int = 1, **given) -> Revision:
    """A revision, which becomes the current one."""
    explanation = markdown("Eine Erläuterung.")
    revision = Revision(
        **{
            "principle_id": principle.id,
            "number": number,
            "statement": "Wir handeln gemeinsam.",
            "explanation": explanation.source,
            "explanation_html": explanation.html,
            "renderer": explanation.renderer,
        }
        | given
    )
    principle.revision_number = number
    return saved(revision)


def make_plain_text(principle: Principle, words: str = "Wir arbeiten zusammen.") -> PlainText:
    """What its present revision says in Einfacher Sprache."""
    page = markdown(words)
    return saved(
        PlainText(
            principle_id=principle.id,
            revision_number=principle.revision_number,
            source=page.source,
            html=page.html,
            renderer=page.renderer,
        )
    )


def make_comment(**given) -> Comment:
    """A comment as the database holds it; queue and counters are left to the actions."""
    principle = given.pop("principle", None) or make_principle()
    words = plain(given.pop("text", "Mehr Radwege, bitte."))
    number = next(numbers)
    values = {
        "dialogue_id": principle.dialogue_id,
        "principle_id": principle.id,
        "revision_id": principle.revision.id,
        "name": "Eine Bürgerin",
        "status": Status.PENDING,
        "receipt_number": f"T{number:07}",
        "rules_version": 1,
        "privacy_version": 1,
        "received_at": now(),
    }
    if given.get("status") is Status.PUBLISHED:
        values["published_at"] = now()
    comment = saved(Comment(**values | given))
    saved(
        CommentVersion(
            comment_id=comment.id,
            number=1,
            text=words.source,
            html=words.html,
            renderer=words.renderer,
        )
    )
    return comment


def make_event(**given) -> Event:
    number = next(numbers)
    starts_at = given.pop("starts_at", now() + timedelta(days=7))
    values = {
        "kind": EventKind.NETWORK_MEETING,
        "title": f"Vernetzungstreffen {number}",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "time_zone": "Europe/Berlin",
        "place": "Landratsamt, Sitzungssaal 2",
        "uid": f"event-{number}@musterland.example",
        "published_at": None if given.get("status") is EventStatus.DRAFT else now(),
    }
    return saved(Event(**values | given))


def make_absence(*, by: Person, **given) -> Absence:
    """An absence of the team that has not begun; what is open does not follow it."""
    first = given.pop("first_day", now().date() + timedelta(days=30))
    values = {"first_day": first, "last_day": first + timedelta(days=4), "words": "Betriebsurlaub"}
    return saved(Absence(**values | given, added_by=by.id))
