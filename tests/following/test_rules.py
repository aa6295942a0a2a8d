from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from leitsaetze.following.rules import (
    OF_DIALOGUE,
    OF_PRINCIPLE,
    NewsKind,
    Rhythm,
    concerns,
    due_at,
    shortened,
    subject_of,
)

ZONE = "Europe/Berlin"


@dataclass
class Thing:
    kind: NewsKind = NewsKind.COMMENT
    dialogue_id: int | None = 1
    principle_id: int | None = None
    comment_id: int | None = None


@pytest.mark.parametrize(
    ("rhythm", "at", "expected"),
    [
        (Rhythm.AT_ONCE, (2026, 5, 4, 10, 0), (2026, 5, 4, 10, 0)),
        (Rhythm.DAILY, (2026, 5, 4, 4, 59), (2026, 5, 4, 5, 0)),
        (Rhythm.DAILY, (2026, 5, 4, 5, 0), (2026, 5, 5, 5, 0)),
        (Rhythm.DAILY, (2026, 12, 4, 5, 30), (2026, 12, 4, 6, 0)),
        (Rhythm.WEEKLY, (2026, 5, 4, 4, 0), (2026, 5, 4, 5, 0)),  # a Monday
        (Rhythm.WEEKLY, (2026, 5, 4, 6, 0), (2026, 5, 11, 5, 0)),
        (Rhythm.WEEKLY, (2026, 5, 5, 6, 0), (2026, 5, 11, 5, 0)),
        # Over the end of summer time the hour of the wall stays.
        (Rhythm.WEEKLY, (2026, 10, 20, 6, 0), (2026, 10, 26, 6, 0)),
    ],
)
def test_a_digest_comes_in_the_morning_of_the_county(rhythm, at, expected):
    assert due_at(rhythm, datetime(*at, tzinfo=UTC), ZONE) == datetime(*expected, tzinfo=UTC)


def test_who_follows_a_dialogue_hears_of_its_principles():
    dialogue = Thing()

    assert concerns(dialogue, Thing(principle_id=4, comment_id=9))
    assert not concerns(dialogue, Thing(dialogue_id=2))
    assert not concerns(dialogue, Thing(NewsKind.HIDDEN, comment_id=9))
    assert concerns(dialogue, Thing(NewsKind.CLOSED))


def test_who_follows_a_principle_hears_of_no_other():
    principle = Thing(principle_id=4)

    assert concerns(principle, Thing(NewsKind.REVISION, principle_id=4))
    assert not concerns(principle, Thing(NewsKind.REVISION, principle_id=5))
    assert not concerns(principle, Thing(NewsKind.CLOSED))


def test_who_follows_a_comment_hears_what_becomes_of_it():
    comment = Thing(principle_id=4, comment_id=9)

    assert concerns(comment, Thing(NewsKind.HIDDEN, principle_id=4, comment_id=9))
    assert not concerns(comment, Thing(NewsKind.REPLY, principle_id=4, comment_id=8))
    assert not concerns(comment, Thing(NewsKind.COMMENT, principle_id=4, comment_id=9))


def test_every_kind_concerns_somebody():
    of_comment = {
        kind for kind in NewsKind if concerns(Thing(comment_id=1), Thing(kind, comment_id=1))
    }

    assert of_comment | OF_DIALOGUE | OF_PRINCIPLE == set(NewsKind)


def test_a_subject_is_named_by_the_narrowest_thing():
    assert subject_of(Thing()) == "dialogue:1"
    assert subject_of(Thing(principle_id=4)) == "principle:4"
    assert subject_of(Thing(principle_id=4, comment_id=9)) == "comment:9"


def test_words_are_shortened_between_two_of_them():
    assert shortened("Kurz  und\ngut.") == "Kurz und gut."
    assert shortened("Mehr Radwege, bitte.", 14) == "Mehr Radwege …"
