"""Pages for paper and pictures, set by a program of its own (typesetter.py) and kept on disk."""

import hashlib
import json
import logging
import os
import subprocess
import sys
from pathlib import Path
from threading import Lock
from typing import Any

from flask import Response, abort, current_app

from leitsaetze.clock import now
from leitsaetze.config import ROOT

FOLDER = ROOT / "templates" / "paper"
LONGEST = 30  # seconds; one page takes about one
WAIT = 3  # seconds to wait for others whose page is being set; many would stop the server
MOST_KEPT = 500  # files of some 50 KB
RETRY_AFTER = 60  # seconds in which what failed is not tried again; else each reader starts it anew
_one_at_a_time = Lock()
log = logging.getLogger(__name__)


class NotSetError(Exception):
    """A page could not be set now: others were first, or the program fails or takes too long."""


def typeset(template: str, data: dict[str, Any], form: str = "pdf") -> bytes:
    """Return templates/paper/<template>.typ filled in with `data`, as tagged "pdf" or as "png".

    The same data give the same bytes, which are kept in the instance folder, so many files at most.
    One page is set at a time, however many ask, and one that failed rests for a minute. Raises
    NotSetError.
    """
    source = Path(FOLDER / f"{template}.typ").read_text(encoding="utf-8")
    asked = json.dumps({"template": source, "data": data, "form": form}, sort_keys=True).encode()
    kept = _shelf() / f"{hashlib.sha256(asked).hexdigest()}.{form}"
    if known := _read(kept):
        return known
    if not _one_at_a_time.acquire(timeout=WAIT):
        raise NotSetError(template)
    try:
        if known := _read(kept):  # somebody else asked for it while we waited
            return known
        made = _tried(asked, kept)
        _keep(made, kept)
    finally:
        _one_at_a_time.release()
    return made


def handed_out(template: str, data: dict[str, Any], form: str = "pdf") -> Response:
    """Return the page as the answer to a request; 503 when it cannot be set now."""
    try:
        made = typeset(template, data, form)
    except NotSetError:
        abort(503)
    return Response(made, mimetype=f"{'application' if form == 'pdf' else 'image'}/{form}")


def _tried(asked: bytes, kept: Path) -> bytes:
    failure = kept.with_suffix(".failed")
    try:
        rests = now().timestamp() - failure.stat().st_mtime < RETRY_AFTER
    except FileNotFoundError:
        rests = False
    if rests:
        raise NotSetError
    try:
        return _made(asked)
    except NotSetError:
        _keep(b"", failure)
        raise


def _made(asked: bytes) -> bytes:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "leitsaetze.typesetter"],
            input=asked,
            capture_output=True,
            cwd=ROOT,
            timeout=LONGEST,
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as error:
        log.error("a page could not be set: %s", type(error).__name__)
        raise NotSetError from error
    return done.stdout


def _shelf() -> Path:
    return Path(current_app.config["INSTANCE"]) / "gesetzt"


def _read(place: Path) -> bytes | None:
    """Return a page that is kept; another process may be clearing the shelf right now."""
    try:
        return place.read_bytes()
    except FileNotFoundError:
        return None


def _keep(made: bytes, place: Path) -> None:
    """Keep a page for the next reader; a full disk only costs them time."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        half = place.with_suffix(f".{os.getpid()}.half")  # another process may keep the same page
        half.write_bytes(made)
        half.replace(place)
        kept = sorted(place.parent.iterdir(), key=lambda it: it.stat().st_mtime)
        for old in kept[:-MOST_KEPT]:
            old.unlink(missing_ok=True)
    except OSError as error:
        log.warning("a page is not kept: %s", type(error).__name__)
