"""What is kept of each fact of a dialogue: said once, asked by the actions and by the import.

A check takes what was given and returns it as it is kept, or raises RuleViolation.
"""

from collections.abc import Callable, Mapping
from typing import Any

from leitsaetze import zones
from leitsaetze.addresses import mail_address
from leitsaetze.errors import RuleViolation
from leitsaetze.hostile import refuse_hostile
from leitsaetze.principles import rules
from leitsaetze.text import has_control_characters, normalised

Check = Callable[[Any], Any]
MAX_STEP = 200
MAX_MINUTES = 7 * 24 * 60


def words(longest: int, *, needed: bool = False) -> Check:
    """Return the check of a plain text that may have several lines."""

    def check(value: str) -> str:
        kept = normalised(value)
        if has_control_characters(kept):
            raise RuleViolation("Der Text enthält unsichtbare Steuerzeichen.")
        if needed and not kept:
            raise RuleViolation("Hier fehlt ein Text.")
        if len(kept) > longest:
            raise RuleViolation(
                "Der Text ist zu lang: höchstens %(longest)s Zeichen, hier sind es %(length)s.",
                longest=longest,
                length=len(kept),
            )
        return kept

    return check


def line(longest: int, *, needed: bool = False) -> Check:
    """Return the check of a text that stands in one line."""
    several = words(longest, needed=needed)

    def check(value: str) -> str:
        kept = str(several(value))
        if "\n" in kept or "\t" in kept:
            raise RuleViolation("Dieser Text muss in einer Zeile stehen.")
        return kept

    return check


def markup(longest: int, *, needed: bool = False) -> Check:
    """Return the check of a Markdown text."""
    several = words(longest, needed=needed)

    def check(value: str) -> str:
        kept = str(several(value))
        refuse_hostile(kept)
        return kept

    return check


def whole_number(least: int, most: int) -> Check:
    """Return the check of a number between two bounds, both allowed."""

    def check(value: int) -> int:
        if not least <= value <= most:
            raise RuleViolation(
                "Die Zahl muss zwischen %(least)s und %(most)s liegen.", least=least, most=most
            )
        return value

    return check


def optional(check: Check) -> Check:
    """Return the check of something that may be missing."""

    def check_if_given(value: str) -> str:
        kept = normalised(value)
        return str(check(kept)) if kept else ""

    return check_if_given


def zone_name(value: str) -> str:
    """Check the name of a time zone."""
    return zones.zone(normalised(value)).key


def steps(value: list[rules.Step]) -> list[rules.Step]:
    """Check the further course of the procedure."""
    if len(value) > rules.MAX_STEPS:
        raise RuleViolation("Höchstens %(most)s Schritte sind möglich.", most=rules.MAX_STEPS)
    return [
        {"title": STEP["title"](one["title"]), "when": STEP["when"](one["when"])} for one in value
    ]


def slug(value: str) -> str:
    """Check the part of the address that names a dialogue."""
    rules.check_slug(value)
    return value


withdrawal_note = words(rules.MAX_CHANGE_NOTE)
STEP: dict[str, Check] = {"title": line(MAX_STEP, needed=True), "when": line(MAX_STEP)}
DIALOGUE: dict[str, Check] = {
    "title": line(rules.MAX_TITLE, needed=True),
    "lead": words(rules.MAX_LEAD),
    "introduction": markup(rules.MAX_TEXT),
    "time_zone": zone_name,
    "reply_within_days": whole_number(1, rules.MAX_REPLY_DAYS),
    "edit_window_minutes": whole_number(0, MAX_MINUTES),
    "steps": steps,
    "contact_name": line(200),
    "contact_email": mail_address,
    "contact_phone": line(60),
    "contact_post": words(500),
    "contact_hours": line(200),
    "second_name": line(200),
    "second_email": optional(mail_address),
}
FIELD: dict[str, Check] = {
    "title": line(rules.MAX_TITLE, needed=True),
    "goal": words(rules.MAX_LEAD),
    "introduction": markup(rules.MAX_TEXT),
}
PRINCIPLE: dict[str, Check] = {
    "number": whole_number(1, rules.MAX_NUMBER),
    "statement": line(rules.MAX_STATEMENT, needed=True),
    "explanation": markup(rules.MAX_TEXT),
    "plain_text": markup(rules.MAX_TEXT),
    "change_note": words(rules.MAX_CHANGE_NOTE),
}


def checked(facts: Mapping[str, Any], checks: Mapping[str, Check]) -> dict[str, Any]:
    """Return the facts as they are kept. Raises RuleViolation for the first that cannot be."""
    return {name: checks[name](value) if name in checks else value for name, value in facts.items()}
