"""What happens to each comment of the demonstration, from the first word to the last answer."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from leitsaetze import clock
from leitsaetze.accounts.models import Person
from leitsaetze.comments import actions as comment_actions
from leitsaetze.comments import confirming, intake
from leitsaetze.comments.models import Comment
from leitsaetze.comments.review_queries import latest_request
from leitsaetze.comments.review_rules import Outcome
from leitsaetze.comments.rewriting import rewrite, seen_of
from leitsaetze.comments.rules import Verdict
from leitsaetze.demo.among_citizens import with_position
from leitsaetze.demo.moments import when
from leitsaetze.demo.rules import Told
from leitsaetze.events import invitations
from leitsaetze.events.models import Event
from leitsaetze.events.queries import event_with_key, invitations_of_guest
from leitsaetze.events.rules import Answer
from leitsaetze.extensions import db
from leitsaetze.moderation import reviewing
from leitsaetze.moderation.actions import carry_out, state_of
from leitsaetze.moderation.deeds import Deed
from leitsaetze.principles.models import Dialogue, Principle
from leitsaetze.site.models import HouseRule
from leitsaetze.text import markdown, plain

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


def plan(stage: Stage, told: Told) -> None:
    """Put what happens to one comment into the sequence of steps."""
    # Shortly after midnight some of today has yet to come.
    written = min(when(told.tag, told.uhr), clock.now() - timedelta(minutes=1))
    known: dict[str, Comment] = {}

    def write() -> None:
        number = told.verschoben_von or told.zu
        principle = stage.principles[int(number)] if number != "allgemein" else None
        words = told.erst_so or told.text
        said = with_position(_said(told, words), principle)
        known["it"] = intake.submit(said, stage.dialogue, principle)
        stage.comments[told.name] = known["it"]

    def later(day: float, hour: str, deed: Callable[[Comment], None]) -> None:
        moment = max(when(int(day), hour), written + timedelta(minutes=30))
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
