"""Entries of the log as sentences with links, for one page at a time."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext
from markupsafe import Markup, escape

from leitsaetze.accounts.rules import END_NAMES, ROLE_NAMES, Role
from leitsaetze.administration import log_queries
from leitsaetze.administration.sentences import (
    ANY_THING,
    THINGS,
    details_in_order,
    numbers_by_table,
    sentence_for,
    taken_apart,
)
from leitsaetze.extensions import db
from leitsaetze.web.filters import isolated
from leitsaetze.web.languages import german, root

WORDS = {code.value: words for names in (ROLE_NAMES, END_NAMES) for code, words in names.items()}
Named = tuple[str, str]  # what a thing is called, and its address or nothing


@dataclass(frozen=True)
class Line:
    """One entry as people read it: `html` is the sentence with its link, `text` without."""

    id: int
    at: datetime
    html: Markup
    text: str
    who: str
    deed: str
    subject: str
    details: list[tuple[str, str]]
    seq: int | None
    fingerprint: str


@dataclass
class Names:
    """What the things of a page are called and where the reader may open them."""

    things: dict[str, Named] = field(default_factory=dict)
    rules: dict[int, int] = field(default_factory=dict)

    def of(self, subject: str) -> Named:
        """Return name and address of a thing, whether or not it is still there."""
        table, number = taken_apart(subject)
        name = gettext(THINGS.get(table, ANY_THING), number=number or subject)
        known = self.things.get(subject)
        return (known[0] or name, known[1]) if known else (name, "")


def lines(rows: Sequence[Any], *, reader_roles: set[Role]) -> list[Line]:
    """Return the entries as sentences; asks a handful of questions, however many entries."""
    names = _names(rows, moderates=Role.MODERATOR in reader_roles)
    return [_line(row, names) for row in rows]


def _line(row: Any, names: Names) -> Line:
    sentence = sentence_for(row.deed)
    thing, address = names.of(row.subject)
    who = row.name or (_account(row.by_id) if row.by_id is not None else "")
    msgid = sentence.somebody if who else sentence.nobody
    linked = Markup('<a class="kern-link" href="{}">{}</a>').format(address, isolated(thing))
    marked = {"who": isolated(who), "thing": linked if address else isolated(thing)}
    remark = _remark(row.details, names)
    html = Markup(escape(gettext(msgid))) % marked  # noqa: S704  escaped
    text = gettext(msgid) % {"who": who, "thing": escape(thing).striptags()}
    if remark:
        whole = gettext("%(sentence)s (%(remark)s)")
        html = Markup(escape(whole)) % {"sentence": html, "remark": remark}  # noqa: S704  escaped
        text = whole % {"sentence": text, "remark": remark}
    return Line(
        id=row.id,
        at=row.at,
        html=html,
        text=text,
        who=who,
        deed=row.deed,
        subject=row.subject,
        details=[(gettext(name), _value(value)) for name, value in details_in_order(row.details)],
        seq=row.seq,
        fingerprint=row.hash or "",
    )


def _remark(details: dict[str, Any], names: Names) -> str:
    """Return what belongs into the sentence itself: the rule of a hiding, the roles given."""
    rule = names.rules.get(details.get("decision") or 0)
    if rule:
        return str(gettext("Regel %(number)s", number=rule))
    held = [role for role in Role if role in (details.get("roles") or [])]
    return ", ".join(gettext(ROLE_NAMES[role]) for role in held)


def _value(value: object) -> str:
    """Return what an entry holds in words; codes nobody has words for stay codes."""
    if isinstance(value, list):
        return ", ".join(_value(part) for part in value)
    if isinstance(value, bool):
        return str(gettext("ja") if value else gettext("nein"))
    return str(gettext(WORDS[value])) if isinstance(value, str) and value in WORDS else str(value)


def _account(person_id: int) -> str:
    somebody = THINGS["person"]
    return str(gettext(somebody, number=person_id))


def _names(rows: Sequence[Any], *, moderates: bool) -> Names:
    things: dict[str, Named] = {}
    for table, numbers in numbers_by_table(row.subject for row in rows).items():
        if table == "comment":
            things |= _comments(numbers, moderates=moderates)
        elif table in NAMED:
            things |= {f"{table}:{number}": named for number, named in NAMED[table](numbers)}
    return Names(things, _rules([row.details for row in rows if row.deed == "comment.hide"]))


def _rules(hidings: list[dict[str, Any]]) -> dict[int, int]:
    decisions = [details["decision"] for details in hidings if "decision" in details]
    if not decisions:
        return {}
    found = db.session.execute(log_queries.rules_of(decisions))
    return {decision: rule for decision, rule in found}  # noqa: C416  rows are no pairs to dict()


def _comments(ids: Iterable[int], *, moderates: bool) -> dict[str, Named]:
    """Comments keep their number; a moderator opens them at the desk, others where all may."""
    found = {}
    for number, received_at, published_at in db.session.execute(log_queries.comments(ids)):
        desk = f"{root()}/moderation/kommentare/{number}" if moderates and received_at else ""
        public = f"{root()}/kommentare/{number}" if published_at else ""
        found[f"comment:{number}"] = "", desk or public
    return found


def _people(ids: Iterable[int]) -> Iterable[tuple[int, Named]]:
    for number, name in db.session.execute(log_queries.names(ids)):
        yield number, (name, f"{root()}/verwaltung/menschen/{number}" if name else "")


def _principles(ids: Iterable[int]) -> Iterable[tuple[int, Named]]:
    principle = THINGS["principle"]
    for id_, number, slug, published_at in db.session.execute(log_queries.principles(ids)):
        address = f"{root()}/dialoge/{slug}/leitsaetze/{number}/"
        yield id_, (gettext(principle, number=number), address if published_at else "")


def _dialogues(ids: Iterable[int]) -> Iterable[tuple[int, Named]]:
    for number, title, slug, published_at in db.session.execute(log_queries.dialogues(ids)):
        name = _titled(gettext("Dialog „%(title)s“"), title)
        yield number, (name, f"{root()}/dialoge/{slug}/" if published_at else "")


def _events(ids: Iterable[int]) -> Iterable[tuple[int, Named]]:
    for number, title in db.session.execute(log_queries.events(ids)):
        name = _titled(gettext("Veranstaltung „%(title)s“"), title)
        yield number, (name, f"{root()}/veranstaltungen/{number}/")


def _titled(words: str, title: str) -> Markup:
    """Return what a thing is called by its title, which is German on every page."""
    return Markup(escape(words)) % {"title": german(title)}  # noqa: S704  escaped


NAMED: dict[str, Callable[[Iterable[int]], Iterable[tuple[int, Named]]]] = {
    "person": _people,
    "principle": _principles,
    "dialogue": _dialogues,
    "event": _events,
}
