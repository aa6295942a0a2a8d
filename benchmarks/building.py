"""Builds a whole dialogue with its comments and everything the product would have written."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from random import Random

from benchmarks.bulk import Writer
from benchmarks.life import Ground, Life, address_of
from benchmarks.plan import GENERAL, Entry, Fate
from benchmarks.tables import Pages
from benchmarks.trail import Trail
from benchmarks.words import REASONS, Speaker
from leitsaetze import working_days
from leitsaetze.clock import now
from leitsaetze.comments.likeness import stems_in
from leitsaetze.comments.rules import (
    ANSWERED,
    WAITING,
    Lane,
    Source,
    Status,
    Verdict,
    lane,
    urgency,
)
from leitsaetze.comments.stems import MOST_STEMS
from leitsaetze.mail.rules import MailState
from leitsaetze.site.rules import RECEIPT_LETTERS
from leitsaetze.text import Rendered, markdown, plain

PARAGRAPHS = 3_000  # rendered once; comments are made of one to four of them
REPLIES = 300
PEOPLE_SHARE = 0.12  # so many authors for each comment
WITH_ADDRESS = 0.7
REPORTED_EVERY = 200  # one comment in so many is reported, by one to three people
REVIEW_EVERY = 20  # for one hidden comment in so many a second look was asked for
SOON = timedelta(days=1)
LETTER_EVERY = 20  # one decision in so many has its letter in the outbox, sent
BETWEEN = "\n\n"  # paragraphs
DAYS = 170  # from the first comment to the last
NEVER_OVER = timedelta(days=3650)  # what waits for a click waits as long as the data are used


class Builder:
    """Tells the life of each comment of a plan and writes down what it leaves in the tables."""

    def __init__(self, ground: Ground, size: int, writer: Writer) -> None:
        self.ground, self.size, self.writer = ground, size, writer
        self.random, speaker = Random(size), Speaker(size)
        paragraphs = [plain(speaker.paragraph()) for _ in range(min(PARAGRAPHS, size // 4))]
        self.paragraphs = paragraphs
        self.stems = {
            paragraph.source: list(stems_in(paragraph.source)) for paragraph in paragraphs
        }
        self.replies = [markdown(speaker.answer(), reply=True) for _ in range(REPLIES)]
        self.names = [speaker.name() for _ in range(500)]
        self.organisations = ["", "", "", *(speaker.organisation() for _ in range(60))]
        self.people = max(1, int(size * PEOPLE_SHARE))
        self.pages, self.counts = Pages(), Counter[tuple[int, str]]()
        self.decisions = self.answers = 0
        seq, previous = ground.sealed
        self.trail = Trail(self.pages.audit, next_id=ground.next_entry, seq=seq, previous=previous)
        self.receipts = list(RECEIPT_LETTERS)

    def build(self, entries: Iterator[Entry]) -> None:
        """Write everything."""
        for number in range(self.people):
            person = self.ground.first_person + number
            begun = self.ground.begins_at
            self.pages.person.add(person, address_of(person), "", "de", begun, False)
        for number, entry in enumerate(entries, start=1):
            self._tell(number, entry)
            if number % 5_000 == 0:
                self._write()
        for (principle_id, kind), count in sorted(self.counts.items()):
            self.pages.count.add(self.ground.dialogue_id, principle_id, kind, count)
        self._write()

    def _write(self) -> None:
        for rows in self.pages:
            self.writer.write(rows)

    def _tell(self, number: int, entry: Entry) -> None:
        """One comment: written, confirmed, decided on, answered, as far as its fate goes."""
        life = self._begin(number, entry)
        fate = entry.fate
        if fate is not Fate.UNCONFIRMED and life.author is not None:
            self._decide(life, Verdict.CONFIRM, life.received, by=life.author)
        if fate.public:
            self._decide(life, Verdict.PUBLISH, life.decided)
        if fate in {Fate.REFUSED, Fate.HIDDEN}:
            self._decide(life, Verdict.HIDE, life.done, rule_id=self.ground.rule_id)
        if fate is Fate.WITHDRAWN and life.author is not None:
            self._decide(life, Verdict.WITHDRAW, life.done, by=life.author)
        if fate is Fate.SETTLED:
            self._decide(life, Verdict.NO_REPLY_NEEDED, life.done)
        if fate is Fate.ANSWERED:
            self._answer(life)
        self._keep(life, fate)

    def _begin(self, number: int, entry: Entry) -> Life:
        random = self.random
        minutes = number * DAYS * 24 * 60 // self.size
        created = self.ground.begins_at + timedelta(minutes=minutes)
        # Only who has an account takes a comment back.
        withdrawn = entry.fate is Fate.WITHDRAWN
        has_address = withdrawn or random.random() < WITH_ADDRESS
        author = self.ground.first_person + random.randrange(self.people) if has_address else None
        places = self.ground.revisions
        principle_id, revision_id = places[entry.place] if entry.place else (None, None)
        return Life(
            number=number,
            principle_id=principle_id,
            revision_id=revision_id,
            author=author,
            created=created,
            received=created + timedelta(minutes=12 if has_address else 0),
            moderator=random.choice(self.ground.moderators),
        )

    def _decide(
        self,
        life: Life,
        verdict: Verdict,
        at: datetime,
        *,
        by: int | None = None,
        rule_id: int | None = None,
        **details: int,
    ) -> None:
        self.decisions += 1
        by = by or life.moderator
        words = self.random.choice(REASONS) if rule_id else ""
        life.deeds.append((f"comment.{verdict}", at, by, {"decision": self.decisions, **details}))
        self.pages.decision.add(
            self.decisions, life.number, verdict.value, rule_id, words, details, by, at
        )
        if life.author is not None and self.decisions % LETTER_EVERY == 0:
            self._send(life, self.decisions, at)

    def _answer(self, life: Life) -> None:
        self.answers += 1
        said, at = self.random.choice(self.replies), life.done
        pages, by = self.pages, life.moderator
        pages.reply.add(self.answers, by, at, 1)
        pages.reply_words.add(self.answers, 1, said.source, said.html, said.renderer, by, at)
        pages.reply_comment.add(self.answers, life.number)
        self._decide(life, Verdict.REPLY, at, reply=self.answers)

    def _send(self, life: Life, decision: int, at: datetime) -> None:
        self.pages.letter.add(
            "decision",
            f"decision:{decision}:author",
            life.author,
            address_of(life.author or 0),
            f"comment:{life.number}",
            at,
            at,
            "Ihr Kommentar",
            {"Content-Language": "de"},
            "Zu Ihrem Kommentar gibt es eine Entscheidung.",
            "<p>Zu Ihrem Kommentar gibt es eine Entscheidung.</p>",
            [],
            {},
            f"<{decision:032x}@musterland.example>",
            MailState.SENT.value,
            1,
            at,
        )

    def _keep(self, life: Life, fate: Fate) -> None:
        """Write the comment itself, its place in the queue, its counters, its trail."""
        waits = fate is Fate.UNCONFIRMED
        received = None if waits else life.received
        due_at = None if waits else self._due(life.received.date())
        words = self._words()
        self._comment(life, fate, received, due_at, words)
        if waits or life.author is not None:
            self._confirmation(life, confirmed=not waits)
        where = life.principle_id or GENERAL
        self.counts[where, fate.status.value] += 1
        if fate.response == ANSWERED and fate.status is Status.PUBLISHED:
            self.counts[where, ANSWERED] += 1
        self._desk(life, fate, where, due_at, words)
        subject = f"comment:{life.number}"
        self.trail.record("comment.submitted", subject, life.created, None, {"source": "online"})
        for deed, at, by, details in life.deeds:
            self.trail.record(deed, subject, at, by, details)

    def _desk(
        self, life: Life, fate: Fate, where: int, due_at: datetime | None, words: Rendered
    ) -> None:
        desk = lane(fate.status, settled=fate.settled)
        if desk is None:
            return
        waits = desk in WAITING
        since, due = (life.received, due_at) if waits else (life.done, None)
        reported = -1 - life.number % 3 if not life.number % REPORTED_EVERY else 0
        review = life.done if desk is Lane.HIDDEN and not life.number % REVIEW_EVERY else None
        at = now()
        pressing = urgency(
            desk, reported=reported, review=bool(review), due_at=due, at=at, soon=at + SOON
        )
        where_and_when = self.ground.dialogue_id, where, desk.value, pressing, since, due
        self.pages.queue.add(life.number, *where_and_when, reported, review, "")
        if waits:
            self._keep_stems(life.number, words)

    def _keep_stems(self, number: int, words: Rendered) -> None:
        """Keep by what an open comment is found from ones like it."""
        said = words.source.split(BETWEEN)
        stems = dict.fromkeys(stem for paragraph in said for stem in self.stems[paragraph])
        for stem in list(stems)[:MOST_STEMS]:
            self.pages.stem.add(number, stem, self.ground.dialogue_id, 1)

    def _comment(
        self,
        life: Life,
        fate: Fate,
        received: datetime | None,
        due_at: datetime | None,
        words: Rendered,
    ) -> None:
        ground, random = self.ground, self.random
        waits = fate is Fate.UNCONFIRMED
        self.pages.comment.add(
            life.number,
            ground.dialogue_id,
            life.principle_id,
            life.revision_id,
            None if waits else life.author,
            random.choice(self.names),
            random.choice(self.organisations),
            fate.status.value,
            1 + len(life.deeds),
            1,
            Source.ONLINE.value,
            self._receipt(life.number),
            "de",
            ground.rules_version,
            ground.privacy_version,
            life.created,
            received,
            life.decided if fate.public else None,
            due_at,
        )
        self.pages.words.add(life.number, 1, words.source, words.html, words.renderer, life.created)

    def _confirmation(self, life: Life, *, confirmed: bool) -> None:
        address = address_of(life.author or self.ground.first_person + life.number % self.people)
        self.pages.confirmation.add(
            life.number,
            address,
            False,
            "",
            0,
            1,
            life.created,
            life.created + (timedelta(days=7) if confirmed else NEVER_OVER),
            None if confirmed else life.created + timedelta(days=3),
            life.received if confirmed else None,
        )

    def _words(self) -> Rendered:
        """Put a text together from rendered paragraphs, some of them said far more often."""
        last = len(self.paragraphs) - 1
        chosen = [
            self.paragraphs[round(last * self.random.random() ** 4)]
            for _ in range(self.random.choice((1, 1, 1, 2, 2, 3, 4)))
        ]
        source = BETWEEN.join(paragraph.source for paragraph in chosen)
        return Rendered(source, "".join(paragraph.html for paragraph in chosen))

    def _receipt(self, number: int) -> str:
        """Return a receipt number no other comment has: the number times a prime, in letters."""
        mixed, letters = number * 479_001_599 % len(self.receipts) ** 8, ""
        for _ in range(8):
            mixed, letter = divmod(mixed, len(self.receipts))
            letters += self.receipts[letter]
        return letters

    @cache  # noqa: B019  one builder lives as long as its data are written
    def _due(self, day: date) -> datetime:
        morning = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
        ground = self.ground
        return working_days.after(
            morning, ground.reply_within, zone=ground.zone, state=ground.state_code
        ).astimezone(UTC)
