"""What a form held survives signing in again, to the letter."""

import pytest
from wtforms import PasswordField

from leitsaetze.accounts.carrying import pack, unpack
from leitsaetze.accounts.forms import PasswordForm, SignInForm

FIELDS = [
    ("text", 'Zeile eins\r\n\r\n"Zeile" <b>zwei</b> & \u2028 \u202e 🚲 \\ ö'),
    ("kasten", "a"),
    ("kasten", "b"),
    ("leer", ""),
]


def test_fields_come_back_as_they_were():
    packed = pack(FIELDS)

    assert packed.isascii()
    assert "\n" not in packed
    assert unpack(packed) == FIELDS


def test_tokens_and_passwords_stay_behind():
    secrets = [
        "csrf_token",
        "link-csrf_token",
        "password",
        "password_again",
        "Passwort-neu",
        "resume",
    ]

    assert unpack(pack([(name, "x") for name in secrets] + FIELDS)) == FIELDS


@pytest.mark.parametrize("form", [PasswordForm, SignInForm])
def test_every_password_is_known_by_the_name_of_its_field(form):
    fields = {name: getattr(given, "field_class", None) for name, given in vars(form).items()}
    secrets = [name for name, kind in fields.items() if kind is PasswordField]

    assert secrets
    assert unpack(pack([(name, "x") for name in secrets])) == []


def test_up_to_200_kilobytes_are_carried():
    assert pack([("text", "ä" * 99_998)]) is not None
    assert pack([("text", "ä" * 99_999)]) is None


@pytest.mark.parametrize(
    "packed",
    [
        "",
        "x",
        "7",
        "{}x",
        "null",
        '["ab", 7]',
        '[["a"]]',
        '[["a", 1]]',
        '[["a", "b", "c"]]',
        pytest.param("[" * 100_000, id="deep"),
    ],
)
def test_nothing_else_is_unpacked(packed):
    with pytest.raises(ValueError, match="not packed"):
        unpack(packed)
