"""What stands before the first comment, made by the product's own deeds."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from benchmarks.building import DAYS, Builder
from benchmarks.bulk import loading, vacuum
from benchmarks.life import Ground
from benchmarks.plan import plan
from leitsaetze import clock
from leitsaetze.accounts.models import Credential, Person, RoleGrant
from leitsaetze.accounts.passwords import hashed
from leitsaetze.accounts.rules import Role
from leitsaetze.audit import queries as audit_queries
from leitsaetze.audit.models import AuditEntry
from leitsaetze.audit.sealing import seal
from leitsaetze.demo import story
from leitsaetze.demo.rules import PLACE
from leitsaetze.exchange.actions import import_dialogue
from leitsaetze.extensions import begin_writing, db
from leitsaetze.principles import actions as principle_actions
from leitsaetze.principles.models import Dialogue
from leitsaetze.principles.queries import dialogue_with, principles_of
from leitsaetze.schema import upgrade
from leitsaetze.search.indexing import rebuild
from leitsaetze.site import queries as site_queries
from leitsaetze.site.actions import all_settings, change_setting, furnish
from leitsaetze.site.wording import notice_for

SLUG = story.SLUG
STAFF = 6
CHIEF = "leitung@musterland.example"
PASSWORD = "Fachwerk-Hagebutte-41-Kreissparte"  # noqa: S105  of made-up people on this machine
REST = timedelta(days=6)  # between the last comment and today
OPEN_FOR = timedelta(days=3650)


def build(size: int) -> None:
    """Fill the empty database of the present application with a dialogue of so many comments."""
    upgrade()
    begin_writing()
    furnish()
    begins_at = clock.now().replace(minute=0, second=0, microsecond=0) - REST
    ground = _laid(begins_at - timedelta(days=DAYS))
    db.session.commit()
    db.session.remove()
    with loading() as writer:
        Builder(ground, size, writer).build(plan(size, sorted(ground.revisions)))
    begin_writing()
    for dialogue in db.session.scalars(select(Dialogue)):
        principle_actions.touch(dialogue)
    db.session.commit()
    rebuild(lambda _read: None)
    db.session.remove()
    vacuum()


def _laid(begins_at: datetime) -> Ground:
    for name, value in PLACE.items():
        change_setting(name, value)
    moderators = [_colleague(number) for number in range(STAFF)]
    with clock.moved_to(begins_at):
        import_dialogue(_dialogue_file(begins_at), by=moderators[0])
    dialogue = db.session.scalars(dialogue_with(SLUG)).one()
    principles = db.session.scalars(principles_of(dialogue.id)).all()
    db.session.commit()
    while seal():  # begins a transaction of its own
        db.session.commit()
    last = db.session.scalars(audit_queries.last_sealed()).one()
    rule = db.session.scalars(site_queries.house_rules()).first()
    assert rule is not None
    return Ground(
        dialogue_id=dialogue.id,
        revisions={p.number: (p.id, p.revision.id) for p in principles},
        moderators=[person.id for person in moderators],
        rule_id=rule.id,
        rules_version=db.session.scalar(site_queries.text_version("regeln")) or 0,
        privacy_version=notice_for("comment").version,
        first_person=1 + (db.session.scalar(select(func.max(Person.id))) or 0),
        begins_at=begins_at,
        reply_within=dialogue.reply_within_days,
        state_code=all_settings()["state_code"],
        zone=dialogue.time_zone,
        sealed=(last.seq or 0, last.hash or ""),
        next_entry=1 + (db.session.scalar(select(func.max(AuditEntry.id))) or 0),
    )


def _colleague(number: int) -> Person:
    """Make a moderator; the first one holds every role and can sign in."""
    address = f"moderation{number}@musterland.example" if number else CHIEF
    person = Person(address=address, name=f"Moderation {number + 1}", worked_here=True)
    db.session.add(person)
    db.session.flush()
    for role in [Role.MODERATOR] if number else list(Role):
        db.session.add(RoleGrant(person_id=person.id, role=role))
    if not number:
        db.session.add(Credential(person_id=person.id, password_hash=hashed(PASSWORD)))
    db.session.flush()
    return person


def _dialogue_file(begins_at: datetime) -> str:
    """Return the demonstration's dialogue, open from `begins_at` for as long as data are used."""
    source = (Path(story.__file__).parent / "dialog.yaml").read_text(encoding="utf-8")

    def date(found: re.Match[str]) -> str:
        moment = begins_at if found[1] == "-" else datetime.now(UTC) + OPEN_FOR
        return moment.date().isoformat()

    return re.sub(r"«heute([+-])\d+( lang)?»", date, source)
