"""Configuration: where it comes from, and what the product refuses to start with."""

import subprocess
import sys
from pathlib import Path

import pytest

from leitsaetze import config
from leitsaetze.config import UnsafeConfiguration, load

SECRET = "s" * 32
COUNTY = {"BASE_URL": "https://leitsaetze.example", "SECRET_KEY": SECRET}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """No variable of whoever runs the tests, and an instance of its own."""
    for name in config.DEFAULTS:
        monkeypatch.delenv(f"LEITSAETZE_{name}", raising=False)
    monkeypatch.delenv("FLASK_DEBUG", raising=False)
    monkeypatch.setenv("LEITSAETZE_INSTANCE", str(tmp_path / "instance"))


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"BASE_URL": "https://leitsaetze.example"}, "SECRET_KEY fehlt"),
        (COUNTY | {"SECRET_KEY": "kurz"}, "kürzer als 32 Zeichen"),
        (COUNTY | {"BASE_URL": "http://leitsaetze.example"}, "muss mit https://"),
        (COUNTY | {"BASE_URL": "https://kreis.example/leitsaetze"}, "keinen Pfad"),
        (COUNTY | {"DEBUG": True}, "FLASK_DEBUG"),
        ({"HOST": "0.0.0.0", "SECRET_KEY": SECRET}, "muss mit https://"),  # noqa: S104  refused
        ({"DEMO": True, "HOST": "192.0.2.1", "BASE_URL": "http://localhost"}, "eigenen Rechner"),
        (COUNTY | {"DEMO": True}, "eigenen Rechner"),
        ({"DEMO": True, "SMTP_HOST": "mail.example"}, "verschickt keine Post"),
        (COUNTY | {"SMTP_HOST": "mail.example"}, "LEITSAETZE_MAIL_FROM"),
        (COUNTY | {"SMTP_TLS": "ssl"}, "starttls, tls, none"),
        (COUNTY | {"PORT": 70000}, "65535"),
        (COUNTY | {"THREADS": 0}, "mindestens 1"),
        (COUNTY | {"UNDO_SECONDS": -1}, "darf nicht negativ"),
    ],
)
def test_unsafe_settings_are_refused_in_one_sentence(settings, sentence):
    with pytest.raises(UnsafeConfiguration, match=sentence) as refusal:
        load(settings)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("command", [["app.py"], ["-m", "flask", "prepare"]])
def test_a_refusal_is_one_line_for_whoever_starts_it(command, monkeypatch):
    monkeypatch.setenv("LEITSAETZE_PORT", "achttausend")

    ended = subprocess.run(
        [sys.executable, *command], cwd=config.ROOT, capture_output=True, text=True, check=False
    )

    assert ended.returncode == 1
    assert ended.stderr == "LEITSAETZE_PORT muss eine Zahl sein.\n"


def test_variables_win_over_defaults_and_overrides_over_variables(monkeypatch):
    monkeypatch.setenv("LEITSAETZE_PORT", "8123")
    monkeypatch.setenv("LEITSAETZE_DEMO", "ja")

    assert (load()["PORT"], load()["DEMO"]) == (8123, True)
    assert load({"PORT": 8124})["BASE_URL"] == "http://127.0.0.1:8124"


def test_the_secret_of_an_installation_at_home_is_made_once_and_kept(tmp_path):
    first, second = load(), load()

    kept = tmp_path / "instance" / "secret-key"
    assert first["SECRET_KEY"] == second["SECRET_KEY"] == kept.read_text()
    assert kept.stat().st_mode & 0o077 == 0
    assert [path.name for path in kept.parent.iterdir()] == ["secret-key"]


def test_an_installation_for_others_makes_no_secret_of_its_own(tmp_path):
    load(COUNTY)

    assert not (tmp_path / "instance").exists()


def test_cookies_are_bound_to_https_where_there_is_https():
    at_home, county = load(), load(COUNTY)

    assert county["SESSION_COOKIE_NAME"] == "__Host-leitsaetze"
    assert county["SESSION_COOKIE_SECURE"]
    assert at_home["SESSION_COOKIE_NAME"] == "leitsaetze"
    assert not at_home["SESSION_COOKIE_SECURE"]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("", "sqlite:////srv/leitsaetze.sqlite"),
        ("postgres://u@h/d", "postgresql+psycopg://u@h/d"),
        ("postgresql://u@h/d?x=1", "postgresql+psycopg://u@h/d?x=1"),
        ("postgresql+psycopg://u@h/d", "postgresql+psycopg://u@h/d"),
    ],
)
def test_the_usual_spellings_of_a_database_are_understood(given, wanted):
    assert config.database_url(given, Path("/srv")) == wanted


def test_errors_of_the_database_never_quote_what_people_wrote():
    assert load()["SQLALCHEMY_ENGINE_OPTIONS"]["hide_parameters"]


def test_every_setting_is_explained():
    page = (config.ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")

    assert [name for name in config.DEFAULTS if f"`LEITSAETZE_{name}`" not in page] == []
