"""A small county with one of everything, made by the real actions, to be looked at from all sides.

What must stay secret says so: `SECRET` stands in every word the public may not read.
"""

from dataclasses import dataclass, fields
from datetime import timedelta

from leitsaetze.accounts import staff
from leitsaetze.accounts.actions import switch_off
from leitsaetze.accounts.models import Person
from leitsaetze.accounts.rules import Role
from leitsaetze.audit.sealing import seal
from leitsaetze.clock import now
from leitsaetze.comments import actions, intake
from leitsaetze.comments.models import Comment
from leitsaetze.comments.proposals import Wanted, propose
from leitsaetze.comments.rules import Verdict
from leitsaetze.events import minutes
from leitsaetze.events.door_models import Arrival, EventNeed, StatedNeeds
from leitsaetze.events.guest_models import Invitation, Registration
from leitsaetze.events.meeting_place_models import MeetingPlace
from leitsaetze.events.minutes_rules import Said
from leitsaetze.events.models import Event
from leitsaetze.events.need_rules import Need
from leitsaetze.events.rules import EventStatus, Joining
from leitsaetze.events.seat_rules import Seat
from leitsaetze.events.series_models import Municipality, Series
from leitsaetze.extensions import Base, db
from leitsaetze.feedback import actions as feedback
from leitsaetze.feedback.letters import subject_of
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.mail.rules import MailState
from leitsaetze.moderation import blocks
from leitsaetze.moderation.actions import carry_out, state_of
from leitsaetze.moderation.deeds import Deed
from leitsaetze.moderation.models import Department, TextBlock
from leitsaetze.principles import wording
from leitsaetze.principles.actions import add_field, change_field, found_dialogue
from leitsaetze.principles.editions import keep_edition
from leitsaetze.principles.models import Dialogue, Principle
from leitsaetze.principles.plain_writing import write_plain
from leitsaetze.reports.actions import Complaint, take_in
from leitsaetze.reports.models import Report
from leitsaetze.site.actions import make_link, publish_text
from leitsaetze.site.appearance import keep_picture
from leitsaetze.site.pictures import Logo
from leitsaetze.site.queries import house_rules
from leitsaetze.site.rules import START
from leitsaetze.text import markdown, plain
from tests.accounts.makers import make_staff
from tests.factories import make_event, make_person, saved
from tests.site.makers import svg

SECRET = "Geheimnis"
READERS = ("visitor", "citizen", "moderator", "editor", "administrator")


@dataclass
class World:
    """What is there; `people` has an entry for each of READERS but the visitor."""

    people: dict[str, Person]
    dialogue: Dialogue
    principles: list[Principle]
    event: Event
    draft_event: Event
    cancelled_event: Event
    held_event: Event
    pending: Comment
    published: Comment
    hidden: Comment
    withdrawn: Comment
    report: Report
    unconfirmed: list[Comment]
    invitation: Invitation
    workshop: Event
    failed: OutgoingMail
    block: TextBlock
    department: Department
    invited: Person
    left: Person
    logo: Logo
    municipalities: list[Municipality]
    series: Series
    listed: MeetingPlace

    @property
    def citizen(self) -> Person:
        return self.people["citizen"]

    @property
    def moderator(self) -> Person:
        return self.people["moderator"]

    def say(self, text: str, principle: Principle | None = None, **said) -> Comment:
        """A comment on the first principle, or on another one."""
        author = said.pop("author", None)
        contribution = intake.Contribution(**{"words": plain(text), "name": "Eine Stimme"} | said)
        place = principle or self.principles[0]
        comment = intake.submit(contribution, self.dialogue, place, author=author)
        db.session.commit()
        return comment

    def do(self, comment: Comment, **deed) -> None:
        """What the form of the queue asks for."""
        carry_out(comment, Deed(**deed), by=self.moderator, seen=state_of(comment))
        db.session.commit()

    def hide(self, comment: Comment, words: str = SECRET) -> None:
        self.do(comment, verdict=Verdict.HIDE, rule=rule(), reason=words)


def make_world() -> World:
    people = make_people()
    dialogue = make_dialogue()
    principles = make_principles(dialogue)
    keep_edition(dialogue, "Entwurf zur Beteiligung", by=people["editor"])
    change_field(principles[0].field, goal="Alle kommen an.", by=None)
    world = World(people, dialogue, principles, *[None] * (len(fields(World)) - 3))
    world.draft_event = make_event(
        title=f"Entwurf {SECRET}",
        directions=f"Weg {SECRET}",
        contact_email="geheimnis@musterland.example",
        status=EventStatus.DRAFT,
        dialogues=[dialogue],
    )
    world.cancelled_event = make_event(
        status=EventStatus.CANCELLED, reason="Der Saal ist gesperrt.", cancelled_at=now()
    )
    world.municipalities = [
        saved(Municipality(name=name, position=n)) for n, name in enumerate(("Oberau", "Lindach"))
    ]
    world.series = saved(Series(slug="werkstatt", title="Werkstatt überall"))
    world.listed = saved(
        MeetingPlace(
            name="Landratsamt, Sitzungssaal 2",
            directions="Bus 3",
            municipality=world.municipalities[0],
        )
    )
    world.event = make_event(
        capacity=20,
        meeting_places=[world.listed],
        dialogues=[dialogue],
        online_link="https://a.example/x",
        municipalities=world.municipalities,
        series=[world.series],
    )
    world.held_event = make_minutes(world)
    world.workshop = make_workshop(world)
    world.pending = world.say(f"Wartet: {SECRET}", name=f"Name {SECRET}")
    world.unconfirmed = [
        world.say(f"Unbestätigt: {SECRET}", address=f"gast{n}@musterland.example") for n in range(3)
    ]
    world.hidden = world.say(f"Ausgeblendet: {SECRET}", name=f"Name {SECRET}")
    world.do(world.hidden, verdict=Verdict.PUBLISH)
    world.hide(world.hidden)
    world.published = make_conversation(world)
    world.withdrawn = world.say(f"Zurückgezogen: {SECRET}", author=world.citizen)
    world.do(world.withdrawn, verdict=Verdict.PUBLISH)
    actions.withdraw(world.withdrawn, by=world.citizen)
    world.invitation = db.session.scalars(db.select(Invitation)).one()
    world.failed = db.session.scalars(db.select(OutgoingMail).filter_by(kind="invitation")).one()
    tell_of_a_barrier()
    world.report = make_report(world)
    make_words_for_answers(world)
    world.logo = make_looks()
    world.failed.state, world.failed.last_error = MailState.FAILED, "550"
    world.invited, world.left = make_newcomer(people["administrator"]), make_leaver()
    db.session.commit()
    seal()
    db.session.commit()
    return world


def make_words_for_answers(world: World) -> None:
    """A text block, a name for answers, and an answer to a comment that is read by nobody yet."""
    by = world.moderator
    world.block = blocks.add_block("Einladung", f"Liebe {SECRET} {{{{name}}}}", None, by=by)
    world.department = blocks.add_department("Antwort des Sachgebiets Klimaschutz", by=by)
    asked = world.say("Wer liest das gegen?")
    world.do(asked, verdict=Verdict.PUBLISH)
    wanted = Wanted(markdown(f"Halbfertig: {SECRET}", reply=True), heading=f"Antwort {SECRET}")
    propose(asked, wanted, by=by)


def make_looks() -> Logo:
    """A logo, which nobody shows yet, and words on the start page."""
    publish_text(START, "Worum es geht", "Um den **Wandel**.")
    return keep_picture(svg())


def make_people() -> dict[str, Person]:
    held = {
        role.value: make_staff(
            role, address=f"{role.value}@musterland.example", name=f"Frau {role}"
        )
        for role in Role
    }
    return {"citizen": make_person(address="buergerin@musterland.example")} | held


def make_newcomer(administrator: Person) -> Person:
    """Somebody who is invited and has not chosen a password."""
    given = {"name": "Frau Neu", "roles": [Role.EDITOR], "locale": "de", "by": administrator}
    return staff.invite("eingeladen@musterland.example", **given)


def make_leaver() -> Person:
    """Somebody who once worked here."""
    person = make_staff(Role.MODERATOR, address="fort@musterland.example", name="Frau Fort")
    switch_off(person, by=None)
    return person


def make_dialogue(**given) -> Dialogue:
    facts = {
        "slug": "digital",
        "title": "Digitale Leitsätze",
        "opens_at": now() - timedelta(days=7),
        "closes_at": now() + timedelta(days=7),
        "contact_email": "dialog@musterland.example",
    }
    return saved(found_dialogue(by=None, **facts | given))


def make_principles(dialogue: Dialogue) -> list[Principle]:
    """Two principles; the first has two revisions."""
    field = add_field(dialogue, title="Gemeinsam handeln", position=1, by=None)
    words = {"explanation": "Eine Erläuterung.", "by": None}
    first, second = (
        wording.add_principle(field, number=n, statement=f"Wir handeln zu {n}.", **words)
        for n in (1, 2)
    )
    write_plain(first, "Wir tun etwas.", by=None)
    wording.revise(first, statement="Wir handeln gut.", change_note="Besser.", **words)
    db.session.commit()
    return [first, second]


def make_workshop(world: World) -> Event:
    """An event whose only seat a citizen has; somebody else waits for it."""
    later = {"starts_at": now() + timedelta(days=90)}  # the start page shows others first
    event = make_event(joining=Joining.REGISTRATION, capacity=1, seats_taken=1, **later)
    guests = ((Seat.SEATED, world.citizen), (Seat.WAITING, make_person()))
    for state, person in guests:
        given = {"name": f"Name {SECRET}", "state": state, "person_id": person.id}
        registration = saved(Registration(event=event, queued_at=now(), **given))
        needs = {"needs": [Need.OTHER.value], "words": f"Bedarf {SECRET}", "version": 1}
        saved(StatedNeeds(registration_id=registration.id, wording="Ja", **needs))
    for one in (event, world.event):
        saved(EventNeed(event_id=one.id, need=Need.OTHER))
    saved(Arrival(event_id=event.id, name=f"Gast {SECRET}", persons=2))
    return event


def make_conversation(world: World) -> Comment:
    """A comment published, answered with an event, its author invited; a general one beside it."""
    comment = world.say("Mehr Radwege, bitte.", author=world.citizen, wants_invitations=True)
    world.do(
        comment,
        verdict=Verdict.PUBLISH,
        reply=markdown("Danke für den Hinweis.", reply=True),
        event=world.event,
        invite_to=world.event,
        invitation_words=f"Worte {SECRET}",
        note=f"Notiz {SECRET}",
    )
    said = intake.Contribution(words=plain("Mir fehlt etwas."), name="Eine Stimme")
    general = intake.submit(said, world.dialogue)
    world.do(general, verdict=Verdict.PUBLISH)
    return comment


def make_minutes(world: World) -> Event:
    """An event that is over, with public minutes and others that are being written."""
    event = make_event(starts_at=now() - timedelta(days=2), dialogues=[world.dialogue])
    said = Said(text="Wir haben geredet.", results=("Busse fahren.", "Züge auch.", "Räder auch."))
    minutes.save_minutes(event, said, by=None, seen=0)
    minutes.publish_minutes(event, by=None, seen=1)
    hidden = Said(text=f"Noch nicht: {SECRET}", results=(*said.results, f"Dazu {SECRET}"))
    minutes.save_minutes(event, hidden, by=None, seen=1)
    db.session.commit()
    return event


def tell_of_a_barrier() -> None:
    told = feedback.Report(
        words=f"Der Knopf sagt nichts: {SECRET}",
        page=f"/?{SECRET}",
        name=f"Name {SECRET}",
        address="barriere@musterland.example",
        wants_answer=True,
    )
    about = subject_of(feedback.take_in(told))
    make_link("feedback", about, lifetime=timedelta(hours=1))


def make_report(world: World) -> Report:
    """Somebody thinks that the conversation goes too far."""
    said = Complaint(
        rule=rule(),
        network="192.0.2.7/32",
        words=f"Meldung {SECRET}",
        address="meldet@musterland.example",
    )
    report = take_in(said, world.published)
    make_link("report", f"report:{report.id}", lifetime=timedelta(hours=1))
    return report


def rule():
    return db.session.scalars(house_rules()).first()


def everything() -> dict[str, list[str]]:
    """All rows of all tables, as a new transaction sees them."""
    db.session.rollback()
    return {
        table.name: sorted(repr(tuple(row)) for row in db.session.execute(table.select()))
        for table in Base.metadata.sorted_tables
    }
