"""What the domain says when it says no; what may be written down of a malfunction."""

import json
import traceback
from pathlib import Path
from typing import Self

from leitsaetze.language import translatable


class RuleViolation(Exception):  # noqa: N818  a refusal is no malfunction; the name is the house's word
    """A deed the rules do not allow. `msgid` is the German sentence for the reader.

    It is translated at the edge; `values` fill its %(name)s places.
    """

    def __init__(self, msgid: str, **values: object) -> None:
        super().__init__(msgid % values if values else msgid)
        self.msgid = msgid
        self.values = values

    def kept(self) -> str:
        """Return what can be written down, to be read in any language later."""
        return json.dumps([self.msgid, self.values], ensure_ascii=False, default=str)

    @classmethod
    def recalled(cls, kept: str) -> Self:
        """Return what was written down; words that are no such record are the sentence itself."""
        try:
            msgid, values = json.loads(kept)
            return cls(msgid, **values)
        except (ValueError, TypeError, KeyError):
            return cls(kept)


class Conflict(RuleViolation):
    """Something changed since the form was opened; nothing was done."""


OVERTAKEN = translatable("Inzwischen hat jemand anderes gespeichert. Ihr Text ist noch da.")


def traced(error: BaseException) -> str:
    """Return the kind of an error and its place, without the message, which may quote people."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return f"{type(error).__name__} in " + " < ".join(reversed(places[-10:]))
