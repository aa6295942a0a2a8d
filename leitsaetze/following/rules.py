"""What counts as news, whom it concerns, and when it is told. Pure Python."""

from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from leitsaetze.language import translatable

CONFIRM_WITHIN = timedelta(days=7)
LETTERS_PER_DAY = 3  # that ask one address to confirm
END_LINK_LIFETIME = timedelta(days=365)
NEWS_ARE_KEPT_FOR = timedelta(days=400)  # longer than the link that ends letters about them
BETWEEN_LETTERS = timedelta(minutes=15)  # a busy morning is told together, to each follower
CLOSES_SOON = timedelta(days=3)
HOUR = time(7)  # at which digests are put together
MONDAY = 0
MOST_OF_ONE_SUBJECT = 60  # news read for one thing followed
MOST_IN_A_LETTER = 40
IN_A_FEED = 30
EXCERPT = 300  # letters of a comment or an answer in a letter
# No transaction takes longer: what began earlier has been committed or never will be.
LONGEST_DEED = timedelta(seconds=30)
FEEDS_SCOPE = "feeds"  # the stamp that is raised when there is news


class Rhythm(StrEnum):
    """How often somebody wants to hear."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"


RHYTHMS = {
    Rhythm.AT_ONCE: translatable("sofort"),
    Rhythm.DAILY: translatable("täglich, am Morgen"),
    Rhythm.WEEKLY: translatable("wöchentlich, am Montagmorgen"),
}


class NewsKind(StrEnum):
    """What happened."""

    COMMENT = "comment"
    THREAD = "thread"  # somebody answered a comment with one of their own
    REPLY = "reply"
    HIDDEN = "hidden"
    SHOWN = "shown"
    RESULT = "result"  # a revision names the comment
    REVISION = "revision"
    EDITION = "edition"
    EVENT = "event"
    EVENT_CHANGED = "event_changed"
    EVENT_CANCELLED = "event_cancelled"
    OPENED = "opened"
    CLOSES = "closes"
    CLOSED = "closed"


OF_COMMENT = frozenset(
    {NewsKind.THREAD, NewsKind.REPLY, NewsKind.HIDDEN, NewsKind.SHOWN, NewsKind.RESULT}
)
OF_EVENTS = frozenset({NewsKind.EVENT, NewsKind.EVENT_CHANGED, NewsKind.EVENT_CANCELLED})
OF_PRINCIPLE = frozenset({NewsKind.COMMENT, NewsKind.REPLY, NewsKind.REVISION}) | OF_EVENTS
OF_DIALOGUE = OF_PRINCIPLE | {
    NewsKind.EDITION,
    NewsKind.OPENED,
    NewsKind.CLOSES,
    NewsKind.CLOSED,
}
# A feed of one comment begins with the comment itself; what is hidden says so in its entry.
IN_FEED_OF_COMMENT = frozenset({NewsKind.COMMENT, NewsKind.THREAD, NewsKind.REPLY, NewsKind.RESULT})
# Whoever wrote a comment hears of these by letters of their own, whether they follow or not.
TOLD_TO_AUTHOR = OF_COMMENT - {NewsKind.THREAD}


class Followed(Protocol):
    """What is followed: a dialogue, a principle of it, or a comment."""

    @property
    def dialogue_id(self) -> int | None:
        """The dialogue it belongs to."""

    @property
    def principle_id(self) -> int | None:
        """The principle, if it is one."""

    @property
    def comment_id(self) -> int | None:
        """The comment, if it is one."""


class Happened(Followed, Protocol):
    """A piece of news: where it happened, and what."""

    @property
    def kind(self) -> NewsKind:
        """What happened."""


def kinds_for(followed: Followed) -> frozenset[NewsKind]:
    """Return what somebody hears who follows this."""
    if followed.comment_id is not None:
        return OF_COMMENT
    return OF_PRINCIPLE if followed.principle_id is not None else OF_DIALOGUE


def concerns(followed: Followed, news: Happened) -> bool:
    """Tell whether whoever follows this hears of that."""
    if news.kind not in kinds_for(followed):
        return False
    if followed.comment_id is not None:
        return news.comment_id == followed.comment_id
    if followed.principle_id is not None:
        return news.principle_id == followed.principle_id
    return news.dialogue_id == followed.dialogue_id


def due_at(rhythm: Rhythm, at: datetime, zone: str) -> datetime:
    """Return when news of this moment are told; the hour is that of `zone`, in summer, too."""
    if rhythm is Rhythm.AT_ONCE:
        return at
    here = at.astimezone(ZoneInfo(zone))
    day = here.date()
    if rhythm is Rhythm.WEEKLY:
        day += timedelta(days=(MONDAY - day.weekday()) % 7)
    slot = datetime.combine(day, HOUR, ZoneInfo(zone))
    if slot <= here:
        step = timedelta(days=7 if rhythm is Rhythm.WEEKLY else 1)
        slot = datetime.combine(day + step, HOUR, ZoneInfo(zone))
    return slot.astimezone(UTC)


def subject_of(followed: Followed) -> str:
    """Return the name of what is followed; nobody follows one thing twice."""
    if followed.comment_id is not None:
        return f"comment:{followed.comment_id}"
    if followed.principle_id is not None:
        return f"principle:{followed.principle_id}"
    return f"dialogue:{followed.dialogue_id}"


def shortened(words: str, most: int = EXCERPT) -> str:
    """Return the beginning of words on one line, at most so long, cut between two of them."""
    line = " ".join(words.split())
    if len(line) <= most:
        return line
    return line[:most].rpartition(" ")[0].rstrip(",;:–-") + " …"
