"""The life of a comment. Pure Python: knows neither Flask nor the database."""

import re
import unicodedata
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from functools import cache

from leitsaetze.errors import RuleViolation

MAX_TEXT = 5000
MAX_NAME = 80
MAX_ORGANISATION = 120
CONFIRM_WITHIN = timedelta(days=7)
REMIND_AFTER = timedelta(days=3)
LETTERS_PER_DAY = 3  # confirmation letters to one address
RECEIPT_LENGTH = 8
ANSWERED = "answered"  # counted beside the states
STAFF_WORDS = frozenset(
    [
        "admin",
        "administration",
        "administrator",
        "administratorin",
        "moderation",
        "moderationsteam",
        "moderator",
        "moderatorin",
        "redaktion",
        "redaktionsteam",
        "landratsamt",
        "kreisverwaltung",
        "landkreis",
        "landrat",
        "landrätin",
        "digitalbüro",
    ]
)
# Letters of other scripts, and digits, that pass for Latin ones; l and i pass for each other.
LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕԁмткнпгոοαερντιυη0134578|ıɩl",
    "aeopcyxijsdmtkhnrnoaepvtiunoieastbiiii",
)


class Status(StrEnum):
    """The one state of a comment."""

    AWAITING_CONFIRMATION = "awaiting_confirmation"
    PENDING = "pending"
    PUBLISHED = "published"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


class Verdict(StrEnum):
    """What can be done to a comment; each leaves a Decision. The first group changes the status."""

    CONFIRM = "confirm"
    PUBLISH = "publish"
    HIDE = "hide"
    RESTORE = "restore"
    HOLD_BACK = "hold_back"
    WITHDRAW = "withdraw"
    ERASE = "erase"
    TAKE_BACK = "take_back"
    REPLY = "reply"
    CORRECT_REPLY = "correct_reply"
    WITHDRAW_REPLY = "withdraw_reply"
    PROPOSE_REPLY = "propose_reply"
    RETURN_REPLY = "return_reply"
    DROP_REPLY = "drop_reply"
    NO_REPLY_NEEDED = "no_reply_needed"
    REPLY_NEEDED = "reply_needed"
    REASSIGN = "reassign"
    INVITE = "invite"
    UNINVITE = "uninvite"
    NOTE = "note"
    DISMISS_REPORTS = "dismiss_reports"
    ASK_REVIEW = "ask_review"
    HAND_REVIEW = "hand_review"
    UPHOLD = "uphold"
    HIDE_PASSAGE = "hide_passage"
    SHOW_PASSAGE = "show_passage"
    PROPOSE_HIDING = "propose_hiding"
    DROP_HIDING = "drop_hiding"
    HIDE_ALONE = "hide_alone"
    HAND_OVER = "hand_over"
    HAND_LATER = "hand_later"
    HAND_BACK = "hand_back"
    OFFER_REPLY = "offer_reply"
    NOT_OURS = "not_ours"
    REGROUP_REPLY = "regroup_reply"
    LEAVE_REPLY = "leave_reply"
    EDIT = "edit"


class Source(StrEnum):
    """How a comment reached the county."""

    ONLINE = "online"
    CARD = "card"
    PHONE = "phone"
    EVENT = "event"


class Lane(StrEnum):
    """Where a comment stands in the moderators' queue."""

    NEW = "new"
    AWAITING_REPLY = "awaiting_reply"
    HIDDEN = "hidden"
    DONE = "done"


class Proposed(StrEnum):
    """What somebody else has to look at: an answer, waiting or given back, or a hiding."""

    WAITING = "waiting"
    RETURNED = "returned"
    HIDING = "hiding"


class Urgency(IntEnum):
    """Why one entry of the queue stands before another; smaller is first.

    Between REPORTED and ORDINARY stand those reported by one person, before them those by more.
    MARKED is what stands out by a rule (comments.marks) and nobody has decided on.
    """

    REVIEW = 0
    ILLEGAL = 10
    OVERDUE = 20
    DUE_SOON = 30
    REPORTED = 40
    ORDINARY = 50
    MARKED = 60


ILLEGAL = 1_000_000  # what a report as illegal weighs beside one of a broken rule
WAITING = frozenset({Lane.NEW, Lane.AWAITING_REPLY})

TRANSITIONS = (
    {
        (Status.AWAITING_CONFIRMATION, Verdict.CONFIRM): Status.PENDING,
        (Status.PENDING, Verdict.PUBLISH): Status.PUBLISHED,
        (Status.PENDING, Verdict.HIDE): Status.HIDDEN,
        (Status.PUBLISHED, Verdict.HIDE): Status.HIDDEN,
        (Status.HIDDEN, Verdict.RESTORE): Status.PUBLISHED,
        # After reports, until somebody has looked: "publish" shows it again.
        (Status.PUBLISHED, Verdict.HOLD_BACK): Status.PENDING,
        # Until somebody else has decided; dropped, it is public again.
        (Status.PUBLISHED, Verdict.PROPOSE_HIDING): Status.PENDING,
        (Status.PENDING, Verdict.PROPOSE_HIDING): Status.PENDING,
        (Status.PENDING, Verdict.DROP_HIDING): Status.PUBLISHED,
        (Status.PUBLISHED, Verdict.TAKE_BACK): Status.PENDING,
        (Status.HIDDEN, Verdict.TAKE_BACK): Status.PENDING,
    }
    # By its author; public at once only where comments.rewriting_rules says so.
    | {
        (status, Verdict.EDIT): Status.PENDING
        for status in (Status.PENDING, Status.PUBLISHED, Status.HIDDEN)
    }
    | {
        (status, Verdict.WITHDRAW): Status.WITHDRAWN
        for status in (
            Status.AWAITING_CONFIRMATION,
            Status.PENDING,
            Status.PUBLISHED,
            Status.HIDDEN,
        )
    }
    | {(status, Verdict.ERASE): Status.ERASED for status in Status if status is not Status.ERASED}
)

STAFF_VERDICTS = (Verdict.PUBLISH, Verdict.HIDE, Verdict.RESTORE)


def next_status(current: Status, verdict: Verdict) -> Status:
    """Return the status that follows `verdict`.

    Raises RuleViolation if the table of transitions does not allow it (product.md, "One comment's
    way").
    """
    try:
        return TRANSITIONS[current, verdict]
    except KeyError:
        raise RuleViolation("Das ist in diesem Zustand nicht möglich.") from None


def open_verdicts(current: Status) -> list[Verdict]:
    """Return what a moderator may decide now, in the order of the form."""
    return [verdict for verdict in STAFF_VERDICTS if (current, verdict) in TRANSITIONS]


def lane(status: Status, *, settled: bool) -> Lane | None:
    """Return where the moderators find a comment, or None when it is not theirs to see.

    `settled` means answered, or that no answer is needed.
    """
    match status:
        case Status.PENDING:
            return Lane.NEW
        case Status.PUBLISHED:
            return Lane.DONE if settled else Lane.AWAITING_REPLY
        case Status.HIDDEN:
            return Lane.HIDDEN
        case Status.WITHDRAWN | Status.ERASED:
            return None
    return None


def urgency(
    lane: Lane,
    *,
    reported: int,
    review: bool,
    due_at: datetime | None,
    at: datetime,
    soon: datetime,
    marked: bool = False,
) -> int:
    """Return how urgent an entry of the queue is at a moment; smaller is first.

    What is due before `soon` is due soon. What is `marked` stands behind the rest while it is new;
    whoever decided on it has seen the mark. Lists of what is settled show the latest first, which
    reads the same index backwards: there urgency counts the other way round.
    """
    found = _urgency(reported, review, due_at, at, soon)
    if found is Urgency.ORDINARY and marked and lane is Lane.NEW:
        found = Urgency.MARKED
    return found if lane in WAITING else -found


def _urgency(
    reported: int, review: bool, due_at: datetime | None, at: datetime, soon: datetime
) -> int:
    if review:
        return Urgency.REVIEW
    if reported <= -ILLEGAL:
        return Urgency.ILLEGAL
    if due_at is not None and due_at <= at:
        return Urgency.OVERDUE
    if due_at is not None and due_at <= soon:
        return Urgency.DUE_SOON
    if reported:
        return max(Urgency.REPORTED, Urgency.ORDINARY + reported)
    return Urgency.ORDINARY


def receipt_code(written: str) -> str:
    """Return a receipt number as it is kept, however it was written down."""
    return "".join(c for c in written.upper() if c.isalnum())[:RECEIPT_LENGTH]


def imitates_staff(name: str, county: str = "") -> bool:
    """Tell whether a name could be taken for the county's own, also with look-alike letters."""
    folded = _folded(name)
    words = set(re.split(r"[\W_]+", folded))
    compact = "".join(c for c in folded if c.isalpha())
    own = _staff_words()
    official = "".join(c for c in _folded(county) if c.isalpha())
    return bool(words & own) or compact in own or (bool(official) and compact == official)


@cache
def _staff_words() -> frozenset[str]:
    return frozenset(_folded(word) for word in STAFF_WORDS)


def _folded(words: str) -> str:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", words).casefold())
    kept = "".join(c for c in plain if not unicodedata.combining(c) and c.isprintable())
    return kept.translate(LOOK_ALIKES)
