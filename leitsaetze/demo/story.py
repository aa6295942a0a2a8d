"""The demonstration: some weeks of a fictional county, replayed through the real actions."""

import re
import secrets
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from babel.dates import format_date

from leitsaetze import clock
from leitsaetze.accounts.models import Credential, Person, RoleGrant
from leitsaetze.accounts.passwords import hashed
from leitsaetze.accounts.rules import Role
from leitsaetze.comments import actions as comment_actions
from leitsaetze.comments import confirming, intake
from leitsaetze.comments.models import Comment
from leitsaetze.comments.review_queries import latest_request
from leitsaetze.comments.review_rules import Outcome
from leitsaetze.comments.rewriting import rewrite, seen_of
from leitsaetze.comments.rules import Verdict
from leitsaetze.demo.among_citizens import among_citizens, with_position
from leitsaetze.demo.barriers import barriers
from leitsaetze.demo.desk_work import desk_work
from leitsaetze.demo.easy_language import in_easy_language
from leitsaetze.demo.gatherings import gatherings
from leitsaetze.demo.rules import DRAFT, EARLIER, PLACE, SECOND, STAFF, Told
from leitsaetze.editing.actions import begin_draft
from leitsaetze.events import invitations
from leitsaetze.events.actions import touch_events
from leitsaetze.events.models import Event
from leitsaetze.events.queries import event_with_key, invitations_of_guest
from leitsaetze.events.rules import Answer
from leitsaetze.exchange.actions import import_dialogue
from leitsaetze.extensions import db
from leitsaetze.following import actions as following
from leitsaetze.following.rules import Rhythm
from leitsaetze.moderation import reviewing
from leitsaetze.moderation.actions import carry_out, state_of
from leitsaetze.moderation.deeds import Deed
from leitsaetze.principles import actions as principle_actions
from leitsaetze.principles import wording
from leitsaetze.principles.editions import keep_edition
from leitsaetze.principles.models import Dialogue, Principle
from leitsaetze.principles.queries import dialogue_with, principles_of
from leitsaetze.principles.rules import DialogueFacts
from leitsaetze.site.actions import change_setting
from leitsaetze.site.models import HouseRule
from leitsaetze.site.queries import house_rules
from leitsaetze.text import markdown, plain

FOLDER = Path(__file__).parent
ZONE = ZoneInfo("Europe/Berlin")
SLUG = "digitale-leitsaetze"
ANSWERS = {"ja": Answer.YES, "vielleicht": Answer.PERHAPS, "nein": Answer.NO}


@dataclass
class Stage:
    """Everything the story needs at hand."""

    dialogue: Dialogue
    moderator: Person
    colleague: Person
    administrator: Person
    editor: Person
    principles: dict[int, Principle]
    rules: dict[int, HouseRule]
    comments: dict[str, Comment] = field(default_factory=dict)
    steps: list[tuple[datetime, Callable[[], object]]] = field(default_factory=list)

    def event(self, key: str | None) -> Event | None:
        """Return the event an entry names."""
        return db.session.scalars(event_with_key(key)).one() if key else None


def tell() -> bool:
    """Set the demonstration up if it is not there yet; say whether anything was done."""
    if db.session.scalar(dialogue_with(SLUG)) is not None:
        return False
    for name, value in PLACE.items():
        change_setting(name, value)
    stage = _set()
    for entry in _read("kommentare.yaml"):
        _plan(stage, Told(**entry))
    stage.steps.append((_moment(-21, "9:30"), lambda: _keep(stage)))
    stage.steps.append((_moment(-8, "10:30"), lambda: _revise(stage)))
    stage.steps.append((_moment(-7, "8:00"), lambda: _follow(stage)))
    events = gatherings(stage.dialogue, stage.editor, _moment)
    desk = desk_work(stage.moderator, stage.comments, stage.rules)
    spoken = among_citizens(stage.moderator, stage.comments)
    texts = _text("leichte-sprache.md"), _text("leichte-sprache-seite.md")
    told = in_easy_language(stage.dialogue, texts, stage.editor, stage.administrator)
    for day, hour, deed in [*barriers(stage.administrator), *events, *desk, *spoken, *told]:
        stage.steps.append((_moment(day, hour), deed))
    for moment, step in sorted(stage.steps, key=lambda planned: planned[0]):
        with clock.moved_to(moment):
            step()
    principle_actions.touch(stage.dialogue)
    touch_events()
    return True


def _set() -> Stage:
    people = {key: _staff(key, **facts) for key, facts in STAFF.items()}
    source = _text("dialog.yaml")
    for later, earlier in EARLIER["wording"].items():
        source = source.replace(later, earlier)
    with clock.moved_to(_moment(-22, "9:00")):
        import_dialogue(source, by=people["editor"])
    dialogue = db.session.scalars(dialogue_with(SLUG)).one()
    _put_in_charge(dialogue, people)
    begin_draft(dialogue.fields[-1], by=people["editor"], **DRAFT)
    return Stage(
        dialogue=dialogue,
        moderator=people["moderator"],
        colleague=people["colleague"],
        administrator=people["administrator"],
        editor=people["editor"],
        principles={p.number: p for p in db.session.scalars(principles_of(dialogue.id))},
        rules={rule.number: rule for rule in db.session.scalars(house_rules())},
    )


def _put_in_charge(dialogue: Dialogue, people: dict[str, Person]) -> None:
    """Let the checklist find who answers."""
    charged: DialogueFacts = {
        "responsible_id": people["moderator"].id,
        "stand_in_id": people["colleague"].id,
        "second_name": SECOND[0],
        "second_email": SECOND[1],
    }
    principle_actions.change_dialogue(dialogue, by=people["editor"], **charged)


def _plan(stage: Stage, told: Told) -> None:
    """Put what happens to one comment into the sequence of steps."""
    # Shortly after midnight some of today has yet to come.
    written = min(_moment(told.tag, told.uhr), clock.now() - timedelta(minutes=1))
    known: dict[str, Comment] = {}

    def write() -> None:
        number = told.verschoben_von or told.zu
        principle = stage.principles[int(number)] if number != "allgemein" else None
        words = told.erst_so or told.text
        said = with_position(_said(told, words), principle)
        known["it"] = intake.submit(said, stage.dialogue, principle)
        stage.comments[told.name] = known["it"]

    def later(day: float, hour: str, deed: Callable[[Comment], None]) -> None:
        moment = max(_moment(int(day), hour), written + timedelta(minutes=30))
        if moment < clock.now():
            stage.steps.append((moment, lambda: deed(known["it"])))

    stage.steps.append((written, write))
    if told.email == "ja" and told.stand != "unbestaetigt":
        confirmed = min(written + timedelta(minutes=12), clock.now() - timedelta(seconds=1))
        stage.steps.append((confirmed, lambda: confirming.confirm(known["it"])))
    if told.erst_so:
        changed = min(written + timedelta(minutes=20), clock.now())
        stage.steps.append((changed, lambda: _change(told, known["it"])))
    for day, hour, deed in _course(stage, told):
        later(day, hour, deed)
    if told.bitte and told.entschieden_tag is not None:
        later(told.entschieden_tag + 1, "17:40", lambda it: _ask(told, it))


def _course(stage: Stage, told: Told) -> Iterator[tuple[float, str, Callable[[Comment], None]]]:
    decided = told.entschieden_tag if told.entschieden_tag is not None else told.tag + 1
    if told.erst_spaeter == "ja":
        yield decided, "9:40", lambda it: _do(stage.moderator, it, Deed(verdict=Verdict.PUBLISH))
    if told.stand == "zurueckgezogen":
        yield decided, "16:20", _withdraw
    elif told.stand not in {"neu", "unbestaetigt"}:
        hour = "15:20" if told.erst_spaeter == "ja" else "9:40"
        yield decided, hour, lambda it: _do(stage.moderator, it, _first(stage, told, it))
    if told.stand == "wiederhergestellt":
        rule = stage.rules[told.regel]
        yield (
            decided + 1,
            "11:05",
            lambda it: _do(
                stage.colleague, it, Deed(verdict=Verdict.HIDE, rule=rule, reason=told.begruendung)
            ),
        )
        yield decided + 2, "8:50", lambda it: _show_again(stage.moderator, told, it)
    replied = told.antwort_tag if told.antwort_tag is not None else decided
    if told.antwort:
        yield replied, "14:15", lambda it: _do(stage.moderator, it, _reply(stage, told))
    if told.antwort_korrektur:
        words = markdown(told.antwort_korrektur.strip(), reply=True)
        yield replied + 1, "10:10", lambda it: _do(stage.colleague, it, Deed(reply=words))
    if told.zusage:
        yield replied + 1, "19:30", lambda it: _answer(told, it)


def _first(stage: Stage, told: Told, comment: Comment) -> Deed:
    if told.stand == "ausgeblendet":
        rule = stage.rules[told.regel]
        return Deed(verdict=Verdict.HIDE, rule=rule, reason=told.begruendung, note=told.notiz)
    moves = bool(told.verschoben_von)
    return Deed(
        verdict=Verdict.PUBLISH,
        settle=told.keine_antwort == "ja",
        note=told.notiz,
        moves=moves,
        principle=stage.principles[int(told.zu)] if moves else None,
    )


def _reply(stage: Stage, told: Told) -> Deed:
    return Deed(
        reply=markdown(told.antwort.strip(), reply=True),
        event=stage.event(told.veranstaltung),
        invite_to=stage.event(told.eingeladen_zu),
        invitation_words=told.einladung_worte.strip(),
    )


def _do(by: Person, comment: Comment, deed: Deed) -> None:
    carry_out(comment, deed, by=by, seen=state_of(comment))


def _ask(told: Told, comment: Comment) -> None:
    hiding = reviewing.latest_hiding(comment.id)
    if hiding is not None:
        reviewing.ask(hiding, told.bitte, privacy_version=comment.privacy_version)


def _show_again(by: Person, told: Told, comment: Comment) -> None:
    request = db.session.scalars(latest_request(comment.id)).one()
    reviewing.decide_review(request, Outcome.RESTORED, told.ergebnis, by=by)


def _answer(told: Told, comment: Comment) -> None:
    if comment.author is None:
        return
    for invitation in db.session.scalars(invitations_of_guest(comment.author.id)):
        invitations.answer(
            invitation,
            ANSWERS[told.zusage],
            persons=told.personen,
            brings=told.mitbringen.strip(),
        )


def _change(told: Told, comment: Comment) -> None:
    rewrite(
        comment,
        plain(told.text.strip()),
        by=comment.author,
        seen=seen_of(comment),
        privacy_version=comment.privacy_version,
    )


def _withdraw(comment: Comment) -> None:
    if comment.author is not None:
        comment_actions.withdraw(comment, by=comment.author)


def _revise(stage: Stage) -> None:
    """Give one principle the wording its comments led to."""
    principle = stage.principles[EARLIER["number"]]
    final = _dated((FOLDER / "dialog.yaml").read_text(encoding="utf-8"))
    texts = {
        entry["nummer"]: entry
        for group in yaml.safe_load(final)["handlungsfelder"]
        for entry in group["leitsaetze"]
    }
    entry = texts[principle.number]
    revision = wording.revise(
        principle,
        statement=entry["aussage"],
        explanation=entry["erlaeuterung"],
        change_note=EARLIER["note"],
        by=stage.moderator,
    )
    behind = [stage.comments[name] for name in EARLIER["comments"]]
    comment_actions.name_comments(revision, behind, by=stage.moderator)


def _follow(stage: Stage) -> None:
    """Let those who wrote follow the dialogue; who wants to hear at once does when it starts."""
    people = {it.author.id: it.author for it in stage.comments.values() if it.author is not None}
    for person, rhythm in zip(people.values(), Rhythm, strict=False):
        wish = following.Wish(rhythm, person.locale, 1)
        following.follow(following.Subject(stage.dialogue), person, wish)


def _keep(stage: Stage) -> None:
    keep_edition(stage.dialogue, "Entwurf zur Beteiligung", by=stage.editor)


def _staff(key: str, *, name: str, role: Role) -> Person:
    person = Person(address=f"{key}@musterland.example", name=name)
    db.session.add(person)
    db.session.flush()
    db.session.add(RoleGrant(person_id=person.id, role=role))
    # A password nobody knows: in the demonstration one signs in by a link.
    unknown = hashed(secrets.token_urlsafe(32))
    db.session.add(Credential(person_id=person.id, password_hash=unknown))
    db.session.flush()
    return person


def _said(told: Told, words: str) -> intake.Contribution:
    return intake.Contribution(
        words=plain(words.strip()),
        name=told.name,
        organisation=told.organisation,
        address=_address(told.name) if told.email == "ja" else "",
        wants_invitations=told.einladen == "ja",
    )


def _address(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return f"{re.sub(r'[^a-z0-9]+', '.', folded).strip('.') or 'gast'}@post.example"


def _moment(day: int, hour: str) -> datetime:
    hours, minutes = hour.split(":")
    date = clock.today(ZONE.key) + timedelta(days=day)
    return datetime.combine(date, time(int(hours), int(minutes)), ZONE)


def _dated(source: str) -> str:
    """Replace «heute±n» by a date of the present weeks; with "lang" as readers write it."""

    def write(found: re.Match[str]) -> str:
        date = clock.today(ZONE.key) + timedelta(days=int(found[1]))
        if not found[2]:
            return date.isoformat()
        return str(format_date(date, "d. MMMM y", locale="de"))

    return re.sub(r"«heute([+-]\d+)( lang)?»", write, source)


def _text(name: str) -> str:
    return _dated((FOLDER / name).read_text(encoding="utf-8"))


def _read(name: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load((FOLDER / name).read_text(encoding="utf-8")))
