"""Configuration: defaults, then LEITSAETZE_* variables, then what a test overrides."""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask.helpers import get_debug_flag

PREFIX = "LEITSAETZE_"
ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
TLS_WAYS = ("starttls", "tls", "none")
LEAST_SECRET = 32  # characters
LOCK_TIMEOUT_MS = 8000  # PostgreSQL; as long as SQLite's busy timeout

# Name: default. docs/configuration.md explains each; a new one gets a line in both.
DEFAULTS: dict[str, Any] = {
    "INSTANCE": str(ROOT / "instance"),
    "DATABASE_URL": "",
    "SECRET_KEY": "",
    "BASE_URL": "",
    "HOST": "127.0.0.1",
    "PORT": 8000,
    "THREADS": 8,
    "PAGE_CACHE_MB": 16,
    "PROXIES": 0,
    "LIMITS_STORAGE": "memory://",
    "SMTP_HOST": "",
    "SMTP_PORT": 25,
    "SMTP_USER": "",
    "SMTP_PASSWORD": "",
    "SMTP_TLS": "starttls",
    "MAIL_FROM": "",
    "MAIL_THREAD": True,
    "UNDO_SECONDS": 60,
    "DEMO": False,
}


class UnsafeConfiguration(SystemExit):
    """A setting the product refuses to start with.

    As a SystemExit it ends whatever command was given with its text as the one line shown.
    """


def load(overrides: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return Flask's configuration.

    Raises UnsafeConfiguration with one clear sentence for settings that would endanger readers.
    """
    values = {name: _from_environment(name, default) for name, default in DEFAULTS.items()}
    values |= overrides or {}
    instance = Path(values["INSTANCE"]).resolve()
    values["INSTANCE"] = str(instance)
    values["BASE_URL"] = (values["BASE_URL"] or _own_address(values)).rstrip("/")
    values["SECRET_KEY"] = values["SECRET_KEY"] or _kept_secret(instance, values)
    values["DEBUG"] = values.get("DEBUG", get_debug_flag())
    refuse_unsafe(values)
    https = values["BASE_URL"].startswith("https://")
    return values | {
        "SQLALCHEMY_DATABASE_URI": database_url(values["DATABASE_URL"], instance),
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(values),
        "SESSION_COOKIE_NAME": "__Host-leitsaetze" if https else "leitsaetze",
        "SESSION_COOKIE_SECURE": https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "WTF_CSRF_TIME_LIMIT": None,
        "BABEL_DEFAULT_LOCALE": "de",
        "BABEL_DEFAULT_TIMEZONE": "Europe/Berlin",
        # Up to this much is read so that a refused form can give the text back.
        "MAX_CONTENT_LENGTH": 4_000_000,
        "MAX_FORM_MEMORY_SIZE": 4_000_000,
        "MAX_FORM_PARTS": 1000,
    }


def database_url(given: str, instance: Path) -> str:
    """Return SQLAlchemy's address: SQLite in `instance` unless another database is named."""
    if not given:
        return f"sqlite:///{instance / 'leitsaetze.sqlite'}"
    scheme, separator, rest = given.partition("://")
    if scheme in {"postgres", "postgresql"}:
        scheme = "postgresql+psycopg"
    return scheme + separator + rest


def engine_options(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return how the database is treated: a connection per thread, no words in its errors."""
    options = {"pool_size": values["THREADS"] + 2, "hide_parameters": True}
    if not values["DATABASE_URL"].startswith("postgres"):
        return options
    waiting = {"options": f"-c lock_timeout={LOCK_TIMEOUT_MS}"}
    return options | {"pool_pre_ping": True, "connect_args": waiting}


def refuse_unsafe(values: Mapping[str, Any]) -> None:
    """Raise UnsafeConfiguration for a combination nobody should run (trust.md, "Running")."""
    for unsafe, sentence in _dangers(values):
        if unsafe:
            raise UnsafeConfiguration(sentence)


def _dangers(values: Mapping[str, Any]) -> list[tuple[bool, str]]:
    base = urlsplit(values["BASE_URL"])
    at_home = base.hostname in LOOPBACK
    https = base.scheme == "https"
    return [
        (
            len(values["SECRET_KEY"]) < LEAST_SECRET,
            f"LEITSAETZE_SECRET_KEY fehlt oder ist kürzer als {LEAST_SECRET} Zeichen.",
        ),
        (not https and not at_home, "LEITSAETZE_BASE_URL muss mit https:// beginnen."),
        (bool(base.path or base.query), "LEITSAETZE_BASE_URL darf keinen Pfad haben."),
        (values["DEBUG"] and not at_home, "FLASK_DEBUG darf im Betrieb nicht gesetzt sein."),
        (
            values["DEMO"] and (values["HOST"] not in LOOPBACK or not at_home),
            "Die Demonstration läuft nur auf dem eigenen Rechner (127.0.0.1).",
        ),
        (
            values["DEMO"] and bool(values["SMTP_HOST"]),
            "Die Demonstration verschickt keine Post: LEITSAETZE_SMTP_HOST bitte weglassen.",
        ),
        (
            bool(values["SMTP_HOST"]) and "@" not in values["MAIL_FROM"],
            "Zu LEITSAETZE_SMTP_HOST gehört eine Absenderadresse: LEITSAETZE_MAIL_FROM.",
        ),
        (
            values["SMTP_TLS"] not in TLS_WAYS,
            f"LEITSAETZE_SMTP_TLS muss eines von {', '.join(TLS_WAYS)} sein.",
        ),
        (not 0 < values["PORT"] < 65536, "LEITSAETZE_PORT muss zwischen 1 und 65535 liegen."),  # noqa: PLR2004  TCP
        (values["UNDO_SECONDS"] < 0, "LEITSAETZE_UNDO_SECONDS darf nicht negativ sein."),
        (values["THREADS"] < 1, "LEITSAETZE_THREADS muss mindestens 1 sein."),
        (values["PAGE_CACHE_MB"] < 0, "LEITSAETZE_PAGE_CACHE_MB darf nicht negativ sein."),
    ]


def _from_environment(name: str, default: Any) -> Any:
    raw = os.environ.get(PREFIX + name)
    if raw is None:
        return default
    if isinstance(default, bool):
        return raw.strip().lower() in {"1", "true", "yes", "ja", "on"}
    if not isinstance(default, int):
        return raw
    try:
        return int(raw)
    except ValueError:
        raise UnsafeConfiguration(f"{PREFIX}{name} muss eine Zahl sein.") from None


def _own_address(values: Mapping[str, Any]) -> str:
    host = values["HOST"]
    return f"http://{f'[{host}]' if ':' in host else host}:{values['PORT']}"


def _kept_secret(instance: Path, values: Mapping[str, Any]) -> str:
    """Return the secret kept in `instance`; only an installation on this machine may make one."""
    if (urlsplit(values["BASE_URL"]).hostname or "") not in LOOPBACK:
        return ""
    kept = instance / "secret-key"
    if not kept.exists():
        instance.mkdir(parents=True, exist_ok=True)
        draft = instance / f"secret-key.{secrets.token_hex(4)}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_hex(32), encoding="ascii")
        with suppress(FileExistsError):  # another process was faster; its secret holds
            os.link(draft, kept)
        draft.unlink()
    return kept.read_text(encoding="ascii").strip()
