"""The public account of moderation as a page and a table show it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext

from leitsaetze.extensions import db, rows_of
from leitsaetze.language import DEFAULT
from leitsaetze.moderation import figure_queries as queries
from leitsaetze.moderation.figure_rules import Kind, median, told
from leitsaetze.moderation.models import Account
from leitsaetze.site.queries import rules_of_all_numbers
from leitsaetze.web.languages import language

FULL = 300  # how long the longest bar of a picture is, in its own measure


@dataclass(frozen=True, slots=True)
class ByRule:
    """How often something was done. `shown` tells number and title of a rule and how often.

    `others` is how often rules were named too seldom to be told.
    """

    number: int
    shown: Sequence[tuple[int, str, int]]
    others: int

    def times(self, rule: int) -> int:
        """How often a rule was named, if that is told."""
        return next((times for number, _, times in self.shown if number == rule), 0)


@dataclass(frozen=True, slots=True)
class Row:
    """One dialogue: comments `hidden` as a whole, `passages` hidden in others.

    `days` is None where too few comments were answered. `reviews` is how many second looks were
    asked for: after them hidings were upheld or reversed, or nobody has decided yet.
    """

    slug: str
    title: str
    received: int
    published: int
    answered: int
    days: float | None
    hidden: ByRule
    passages: ByRule
    restored: int
    reviews: int
    upheld: int
    reversed: int
    undecided: int

    @property
    def bars(self) -> list[tuple[int, int]]:
        """What is received, published, answered: each number with the length of its bar."""
        whole = max(self.received, 1)
        numbers = (self.received, self.published, self.answered)
        return [(number, round(FULL * number / whole)) for number in numbers]


@dataclass(frozen=True, slots=True)
class Figures:
    """All dialogues, and when that was counted; `taken` is None before the first time."""

    rows: list[Row]
    taken: Account | None


def figures() -> Figures:
    """Return what the page shows, in four questions however many comments there are."""
    taken = db.session.scalar(queries.account())
    if taken is None or taken.as_of is None:
        return Figures([], None)
    counted: dict[int, dict[Kind, dict[int, int]]] = {}
    for row in rows_of(queries.figures()):
        counted.setdefault(row.dialogue_id, {}).setdefault(row.kind, {})[row.key] = row.number
    titles = {rule.number: rule.title for rule in db.session.scalars(rules_of_all_numbers())}
    rows = [
        _row(it.slug, it.title, counted.get(it.id, {}), titles)
        for it in rows_of(queries.dialogues())
    ]
    return Figures(rows, taken)


def table(found: Figures) -> Iterator[list[str]]:
    """Yield the same as lines of a table, with a column for each rule that is told somewhere."""
    rules = _rules(row.hidden for row in found.rows)
    of_passages = _rules(row.passages for row in found.rows)
    yield [
        gettext("Dialog"),
        gettext("Eingegangen"),
        gettext("Veröffentlicht"),
        gettext("Beantwortet"),
        gettext("Arbeitstage bis zur ersten Antwort (Median)"),
        gettext("Ausgeblendet"),
        *(gettext("Nach Regel %(number)s: %(title)s", number=n, title=t) for n, t in rules),
        gettext("Nach Regeln mit weniger als drei Fällen"),
        gettext("Einzelne Stellen ausgeblendet"),
        *(
            gettext("Stellen nach Regel %(number)s: %(title)s", number=n, title=t)
            for n, t in of_passages
        ),
        gettext("Stellen nach Regeln mit weniger als drei Fällen"),
        gettext("Wieder gezeigt"),
        gettext("Überprüfungen gewünscht"),
        gettext("Nach Überprüfung ausgeblendet geblieben"),
        gettext("Nach Überprüfung wieder gezeigt"),
        gettext("Überprüfungen noch offen"),
    ]
    for row in found.rows:
        yield [
            row.title,
            *(str(n) for n in (row.received, row.published, row.answered)),
            _decimal(row.days),
            *_cells(row.hidden, rules),
            *_cells(row.passages, of_passages),
            *(str(n) for n in (row.restored, row.reviews, row.upheld, row.reversed, row.undecided)),
        ]


def _row(
    slug: str, title: str, counted: Mapping[Kind, Mapping[int, int]], titles: Mapping[int, str]
) -> Row:
    def number(kind: Kind) -> int:
        return counted.get(kind, {}).get(0, 0)

    def by_rule(kind: Kind) -> ByRule:
        found = counted.get(kind, {})
        shown, others = told(found)
        named = [(rule, titles.get(rule, ""), times) for rule, times in shown.items()]
        return ByRule(sum(found.values()), named, others)

    return Row(
        slug=slug,
        title=title,
        received=number(Kind.RECEIVED),
        published=number(Kind.PUBLISHED),
        answered=number(Kind.ANSWERED),
        days=median(counted.get(Kind.DAYS, {})),
        hidden=by_rule(Kind.HIDDEN),
        passages=by_rule(Kind.PASSAGES),
        restored=number(Kind.RESTORED),
        reviews=number(Kind.REVIEWS),
        upheld=number(Kind.UPHELD),
        reversed=number(Kind.REVERSED),
        undecided=number(Kind.UNDECIDED),
    )


def _rules(counted: Iterable[ByRule]) -> list[tuple[int, str]]:
    return sorted({(number, title) for one in counted for number, title, _ in one.shown})


def _cells(counted: ByRule, rules: Iterable[tuple[int, str]]) -> list[str]:
    numbers = [counted.number, *(counted.times(rule) for rule, _ in rules), counted.others]
    return [str(number) for number in numbers]


def _decimal(days: float | None) -> str:
    if days is None:
        return ""
    written = f"{days:g}"
    return written.replace(".", ",") if language() == DEFAULT else written
