"""What makes a comment stand out, as plain rules."""

import pytest

from leitsaetze.clock import now
from leitsaetze.comments.marks import (
    PRINTS,
    Finding,
    Mark,
    alone,
    kept,
    likeness,
    prints_of,
    recalled,
    watched,
    words_of,
)
from leitsaetze.comments.rules import Lane, Urgency, urgency

KEY = b"a key only for tests"
LONG = "Wir brauchen im ganzen Landkreis mehr sichere Radwege zwischen den Dörfern, und zwar bald."


def found(text: str, *watch: str) -> list[Finding]:
    return alone(text, words_of(text), watch)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("https://a.example www.b.example HTTP://c.example/x", "3"),
        ("https://www.a.example und https://www.b.example und www.c.example", "3"),
        ("(www.a.example) www.b.example, https://c.example, http://d.example", "4"),
    ],
)
def test_three_links_stand_out_however_they_are_written(text, number):
    assert found(text) == [Finding(Mark.LINKS, number)]


@pytest.mark.parametrize(
    "text", ["", "Nur https://www.a.example und www.b.example.", "Wir wollen awww. awww. awww."]
)
def test_two_links_do_not(text):
    assert found(text) == []


def test_watched_words_are_found_as_whole_words_in_any_case():
    assert found("Das CASINO, jetzt!", "casino") == [Finding(Mark.WORD, "casino")]
    assert found("Gratis-Kredit heute", watched("Gratis Kredit!")) == [
        Finding(Mark.WORD, "gratis kredit")
    ]
    assert found("Die Casinos am Ort", "casino") == []


def test_no_more_than_three_words_are_named():
    assert len(found("a b c d e", *"abcde")) == 3


def test_what_is_kept_is_recalled_as_it_was():
    findings = [Finding(Mark.LINKS, "4"), Finding(Mark.WORD, "gratis kredit")]
    assert recalled(kept(findings)) == findings
    assert recalled(kept([])) == []


def test_texts_are_compared_by_their_words():
    words = words_of(LONG)
    other = words_of(LONG.replace("bald", "sofort"))
    assert likeness(words, words_of(LONG.upper().replace(",", "\n"))) is Mark.SAME
    assert likeness(words, other) is Mark.ALIKE
    assert likeness(words, words_of("Mehr Busse, bitte, auch am Abend und am Wochenende.")) is None


def test_prints_find_what_is_alike_and_tell_nothing_without_the_key():
    prints = prints_of(words_of(LONG), KEY)
    other = prints_of(words_of(LONG.replace("bald", "sofort")), KEY)
    assert len(prints) == PRINTS
    assert len(set(prints) & set(other)) >= 2
    assert not set(prints) & set(prints_of(words_of(LONG), b"another key"))


def test_short_texts_have_no_prints():
    assert prints_of(words_of("Mehr Radwege, bitte. Danke schön, Otto."), KEY) == []


def urgency_of(lane: Lane, **given) -> int:
    moment = now()
    usual = {"reported": 0, "review": False, "due_at": None, "at": moment, "soon": moment}
    return urgency(lane, **usual | given)


def test_what_stands_out_is_behind_the_rest_only_while_it_is_new():
    assert urgency_of(Lane.NEW, marked=True) == Urgency.MARKED > Urgency.ORDINARY
    assert urgency_of(Lane.AWAITING_REPLY, marked=True) == Urgency.ORDINARY
    assert urgency_of(Lane.HIDDEN, marked=True) == urgency_of(Lane.HIDDEN)
    assert urgency_of(Lane.DONE, marked=True) == urgency_of(Lane.DONE)


def test_what_presses_presses_although_it_stands_out():
    assert urgency_of(Lane.NEW, marked=True, due_at=now()) < Urgency.ORDINARY
    assert urgency_of(Lane.NEW, marked=True, reported=-1) < Urgency.ORDINARY
    assert urgency_of(Lane.NEW, marked=True, review=True) == Urgency.REVIEW
