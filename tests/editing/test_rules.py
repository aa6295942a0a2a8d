"""Addresses, numbers of comments, free numbers. No database."""

import pytest

from leitsaetze.editing.rules import comment_numbers, fingerprint, free_number, propose_slug
from leitsaetze.errors import RuleViolation
from leitsaetze.principles.rules import MAX_SLUG, check_slug


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Digitale Leitsätze", "digitale-leitsaetze"),
        ("Straße & Weg: Übermorgen!", "strasse-weg-uebermorgen"),
        ("Café à la carte 2030", "cafe-a-la-carte-2030"),
        ("Öko" * 60, ("oeko" * 60)[:MAX_SLUG]),
        ("lang " * 60, "-".join(["lang"] * 16)),
        ("שלום – !", ""),
        ("", ""),
    ],
)
def test_a_title_suggests_an_address(title, slug):
    assert propose_slug(title) == slug
    if slug:
        check_slug(slug)


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("", []),
        ("12, 13;14\n12", [12, 13, 14]),
        ("https://a.example/kommentare/7 /kommentare/8/ #9 Nr.10", [7, 8, 9, 10]),
        ("/en/kommentare/5#kommentar-5", [5]),
    ],
)
def test_comments_are_named_by_number_or_link(typed, numbers):
    assert comment_numbers(typed) == numbers


@pytest.mark.parametrize("typed", ["zwölf", "/leitsaetze/3/", "1234567890", "12a"])
def test_what_names_no_comment_is_said(typed):
    with pytest.raises(RuleViolation, match="weder die Nummer noch der Link"):
        comment_numbers(typed)


def test_only_so_many_comments_are_named():
    with pytest.raises(RuleViolation, match="Höchstens 100"):
        comment_numbers(" ".join(map(str, range(1, 102))))


def test_the_next_free_number():
    assert free_number([]) == 1
    assert free_number([1, 2, 4]) == 3
    assert free_number([1, 2, 4], after=3) == 5


def test_what_was_seen_of_a_dialogue_differs_with_every_version_and_draft():
    seen = fingerprint(3, fields=[(1, 1)], drafts=[(1, 4), (2, 1)])

    assert seen == fingerprint(3, fields=[(1, 1)], drafts=[(2, 1), (1, 4)])
    assert seen.startswith("3.")
    others = {
        fingerprint(4, fields=[(1, 1)], drafts=[(1, 4), (2, 1)]),
        fingerprint(3, fields=[(1, 2)], drafts=[(1, 4), (2, 1)]),
        fingerprint(3, fields=[(1, 1)], drafts=[(1, 5), (2, 1)]),
        fingerprint(3, fields=[(1, 1)], drafts=[(1, 4)]),
        fingerprint(3, fields=[(1, 1), (1, 4)], drafts=[(2, 1)]),
    }
    assert seen not in others
    assert len(others) == 5
