"""Pages for paper, set by a program of its own (typesetter.py) and kept while nothing changes."""

import json
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from leitsaetze.config import ROOT

FOLDER = ROOT / "templates" / "paper"
LONGEST = 30  # seconds; one page takes about one
KEPT = 16  # pages of some 50 KB
_one_at_a_time = Lock()


class NotSetError(Exception):
    """A page could not be set now: the program took too long, or found a fault in the template."""


def typeset(template: str, data: dict[str, Any]) -> bytes:
    """Return a page as tagged PDF: templates/paper/<template>.typ filled in with `data`.

    The same data give the same bytes, most of the time at once. One page is set at a time, however
    many ask. Raises NotSetError.
    """
    return _typeset(template, json.dumps(data, sort_keys=True))


@lru_cache(KEPT)
def _typeset(template: str, data: str) -> bytes:
    source = Path(FOLDER / f"{template}.typ").read_text(encoding="utf-8")
    asked = json.dumps({"template": source, "data": json.loads(data)}).encode()
    with _one_at_a_time:
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
            raise NotSetError(template) from error
    return done.stdout
