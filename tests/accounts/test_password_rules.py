"""Which passwords are taken. No rules on kinds of characters: length and surprise count."""

import pytest

from leitsaetze.accounts.password_rules import check_password
from leitsaetze.errors import RuleViolation

NEAR = ["Moni Muster", "m.muster@musterland.example", "Leitsätze", "Landkreis Musterland"]


@pytest.mark.parametrize(
    "password",
    [
        "korrekt pferd batterie heftklammer",
        "vier Wörter ohne Zusammenhang",
        "kaffeetasse im regen",
        "zT9#kq2!Lm4x",
        "nur kleine buchstaben",
        "ヘビ用ではない長い合言葉です",
        "🦔🌳🚲🎺🧭🪁🧵🏔🦉🎲🥨🚂",
        "Ein Satz mit Passwort darin geht auch",
        "x" + "yz7 kd qm vb" * 16,
    ],
)
def test_long_and_surprising_passwords_are_taken(password):
    check_password(password, near=NEAR)


@pytest.mark.parametrize(("password", "word"), [("kurz", "mindestens 12"), ("elf Zeichen", "12")])
def test_a_password_has_at_least_twelve_characters(password, word):
    with pytest.raises(RuleViolation, match=word):
        check_password(password)


def test_a_password_is_never_cut_off_but_may_be_too_long():
    with pytest.raises(RuleViolation, match="höchstens 200"):
        check_password("wortreich " * 21)


@pytest.mark.parametrize(
    "password",
    [
        "Passwort1234!",
        "P@ssw0rt2024!!",
        "passwordpassword",
        "MeinGeheimesPasswort",
        "Sommer2026!!!",
        "aaaaaaaaaaaa",
        "            ",
        "abcabcabcabc",
        "hunter2hunter2",
        "123456789012",
        "098765432109",
        "qwertzuiopü+",
        "1qay2wsx3edc",
        "asdfghjklöä#",
        "abcdefghijkl",
        "Musterland-2026",
        "moni.muster.2026",
        "m.muster@musterland",
        "LeitsätzeLeitsätze",
        "Landkreis2024!!",
        "sommer winter dragon monkey",
    ],
)
def test_what_guessers_try_first_is_refused(password):
    with pytest.raises(RuleViolation, match="leicht zu erraten"):
        check_password(password, near=NEAR)
