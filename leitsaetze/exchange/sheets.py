"""The report as a spreadsheet: what people wrote stays text, whatever it begins with."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext
from xlsxwriter import Workbook

from leitsaetze.blocks import text_of
from leitsaetze.comments.position_rules import SIGNS, Position
from leitsaetze.exchange.report import Chapter, Report
from leitsaetze.exchange.report_rules import ON_SITE, STATES, Figures
from leitsaetze.site.actions import all_settings
from leitsaetze.web.filters import day_in_full, last_day_in_full

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
LONGEST = 32_767  # characters of a cell, a limit of the file format
# A spreadsheet would take a text that begins like this for a formula, once somebody edits it.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
NARROW, MEDIUM, DATE, WIDE, WIDEST = 9, 22, 17, 60, 80
TOP = {"valign": "top", "text_wrap": True}
FORMATS: dict[str, dict[str, Any]] = {
    "head": TOP | {"bold": True, "bottom": 1, "bg_color": "#F2F3F8"},
    "title": {"bold": True, "font_size": 14},
    "text": TOP,
    "quoted": TOP | {"quote_prefix": True},
    "total": TOP | {"bold": True, "top": 1, "num_format": "#,##0"},
    "number": TOP | {"num_format": "#,##0"},
    "moment": TOP | {"num_format": "dd.mm.yyyy hh:mm", "align": "left"},
}

Columns = Sequence[tuple[str, int]]


def spreadsheet(report: Report) -> bytes:
    """Return the report as an XLSX file of three sheets; it names no author and no program."""
    file = BytesIO()
    book = Workbook(file, OPTIONS)
    title = gettext("Bericht zum Dialog")
    book.set_properties({"title": title, "created": report.at.replace(tzinfo=None)})
    formats = {name: book.add_format(look) for name, look in FORMATS.items()}
    zone = ZoneInfo(report.dialogue.time_zone)
    for name, write in (
        (gettext("Übersicht"), _overview),
        (gettext("Leitsätze"), _principles),
        (gettext("Kommentare"), _comments),
    ):
        write(_Sheet(book.add_worksheet(name[:31]), formats, zone), report)
    book.close()
    return file.getvalue()


class _Sheet:
    """A sheet that is written from top to bottom and prints well."""

    def __init__(self, sheet: Any, formats: dict[str, Any], zone: ZoneInfo) -> None:
        self.sheet = sheet
        self.formats = formats
        self.zone = zone
        self.row = 0
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.set_footer(gettext("&RSeite &P von &N"))

    def head(self, columns: Columns) -> None:
        """Write the head of the table; it stays in sight and stands on each printed page."""
        for number, (words, width) in enumerate(columns):
            self.sheet.set_column(number, number, width)
            self.sheet.write_string(self.row, number, words, self.formats["head"])
        self.row += 1
        self.sheet.freeze_panes(self.row, 0)
        self.sheet.repeat_rows(self.row - 1)

    def add(self, values: Iterable[object], look: str = "") -> None:
        """Write one row: text, numbers and moments; None leaves a cell empty."""
        for number, value in enumerate(values):
            self._write(number, value, look)
        self.row += 1

    def _write(self, column: int, value: object, look: str) -> None:
        if isinstance(value, str) and value:
            style = look or ("quoted" if value.startswith(DANGEROUS) else "text")
            words = value if len(value) <= LONGEST else value[: LONGEST - 1] + "…"
            self.sheet.write_string(self.row, column, words, self.formats[style])
        elif isinstance(value, datetime):
            local = value.astimezone(self.zone).replace(tzinfo=None)
            self.sheet.write_datetime(self.row, column, local, self.formats["moment"])
        elif isinstance(value, int):
            self.sheet.write_number(self.row, column, value, self.formats[look or "number"])
        else:
            self.sheet.write_blank(self.row, column, None, self.formats[look or "text"])


def _overview(sheet: _Sheet, report: Report) -> None:
    dialogue = report.dialogue
    zone = dialogue.time_zone
    period = gettext(
        "%(start)s bis %(end)s",
        start=day_in_full(dialogue.opens_at, zone),
        end=last_day_in_full(dialogue.closes_at, zone),
    )
    sheet.add([gettext("Bericht zum Dialog")], "title")
    sheet.add([gettext("Landkreis"), all_settings()["county"]])
    sheet.add([gettext("Dialog"), dialogue.title])
    sheet.add([gettext("Zeitraum"), period])
    sheet.add([gettext("Stand des Berichts"), report.at])
    sheet.row += 1
    sheet.head([(gettext("Leitsatz"), MEDIUM), (gettext("Wortlaut"), WIDE), *_figure_columns()])
    for chapter in report.chapters:
        sheet.add([_place(chapter), _statement(chapter), *_figures(chapter.figures)])
    sheet.add([gettext("Alle zusammen"), "", *_figures(report.total)], "total")


def _principles(sheet: _Sheet, report: Report) -> None:
    sheet.head(
        [
            (gettext("Nummer"), NARROW),
            (gettext("Handlungsfeld"), MEDIUM),
            (gettext("Fassung"), NARROW),
            (gettext("Fassung vom"), DATE),
            (gettext("Zurückgezogen am"), DATE),
            (gettext("Leitsatz"), WIDE),
            (gettext("Erläuterung"), WIDEST),
            *_figure_columns(),
        ]
    )
    for chapter in report.chapters:
        it = chapter.principle
        if it is not None:
            facts = [it.number, it.field, it.revision, it.published_at, it.withdrawn_at]
            words = [it.statement, text_of(it.explanation_html)]
            sheet.add([*facts, *words, *_figures(chapter.figures)])


def _comments(sheet: _Sheet, report: Report) -> None:
    columns = [
        (gettext("Nummer"), NARROW),
        (gettext("Leitsatz"), MEDIUM),
        (gettext("zu Fassung"), NARROW),
        (gettext("Eingegangen"), DATE),
        (gettext("Stand"), MEDIUM),
        (gettext("Veröffentlicht"), DATE),
        (gettext("Ausgeblendet"), DATE),
        (gettext("Regel"), MEDIUM),
        (gettext("Name"), MEDIUM),
        (gettext("Organisation"), MEDIUM),
        (gettext("vor Ort"), MEDIUM),
        (gettext("Anliegen"), MEDIUM),
        (gettext("Erwiderung auf"), NARROW),
        (gettext("Unterstützung"), NARROW),
        (gettext("zu dieser Stelle"), WIDE),
        (gettext("Kommentar"), WIDEST),
        (gettext("Antwort vom"), DATE),
        (gettext("Antwort im Namen von"), MEDIUM),
        (gettext("Antwort der Moderation"), WIDEST),
    ]
    sheet.head(columns)
    for chapter in report.chapters:
        for row in chapter.comments:
            sheet.add([row.id, _place(chapter), *_comment(row, report.answers.get(row.id, []))])
    sheet.sheet.autofilter(0, 0, max(sheet.row - 1, 1), len(columns) - 1)


def _comment(row: Any, answers: Sequence[Any]) -> list[object]:
    rule = f"{row.rule_number}. {row.rule_title}" if row.rule_number else ""
    return [
        row.revision,
        row.received_at,
        gettext(STATES[row.status]),
        row.published_at,
        row.hidden_at,
        rule,
        row.name,
        row.organisation,
        gettext(ON_SITE[row.source]) if row.source in ON_SITE else "",
        gettext(SIGNS[Position(row.position)].word) if row.position else "",
        row.parent_id,
        row.supports or None,
        row.quote,
        row.text or "",
        answers[0].created_at if answers else None,
        "\n\n".join(answer.heading or gettext("Antwort der Moderation") for answer in answers),
        "\n\n".join(text_of(answer.html) for answer in answers),
    ]


def _place(chapter: Chapter) -> str:
    if chapter.principle is None:
        return str(gettext("Allgemeine Kommentare"))
    return str(gettext("Leitsatz %(number)s", number=chapter.principle.number))


def _statement(chapter: Chapter) -> str:
    if chapter.principle is None:
        return ""
    return str(chapter.principle.statement or gettext("zurückgezogen"))


def _figure_columns() -> Columns:
    names = (
        gettext("eingegangen"),
        gettext("veröffentlicht"),
        gettext("beantwortet"),
        gettext("ausgeblendet"),
        gettext("in Prüfung"),
        gettext("zurückgezogen oder gelöscht"),
        gettext("vor Ort"),
    )
    return [(name, 14) for name in names]


def _figures(figures: Figures) -> list[int]:
    return [
        figures.received,
        figures.published,
        figures.answered,
        figures.hidden,
        figures.pending,
        figures.gone,
        figures.on_site,
    ]
