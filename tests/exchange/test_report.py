"""The report for the council: what it holds, what it never holds, and that cells stay text."""

from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from leitsaetze.accounts.rules import Role
from leitsaetze.comments.rules import Source, Status, Verdict
from leitsaetze.exchange.report import report_on
from leitsaetze.exchange.report_rules import Figures
from leitsaetze.exchange.sheets import LONGEST
from leitsaetze.extensions import db
from leitsaetze.principles import wording
from leitsaetze.site.actions import change_setting
from tests.accounts.makers import make_staff
from tests.factories import make_comment, make_dialogue, make_field, make_person, make_principle
from tests.pages.makers import answer, hide, publish, submit, withdraw

FORMULAS = ["=1+1", "+49 1234", "-- Erstens", "@SUMME(A1)"]
SECRET = "Geheimnis"


@pytest.fixture
def principle(app):
    change_setting("county", "Landkreis Neuland")
    dialogue = make_dialogue(
        slug="digital",
        title="Digitale Leitsätze",
        opens_at=datetime.fromisoformat("2019-04-29T00:00+02:00"),
        closes_at=datetime.fromisoformat("2099-05-20T00:00+02:00"),
    )
    field = make_field(dialogue=dialogue, title="Unterwegs")
    return make_principle(field=field, number=7, statement="Wir fahren zusammen.")


@pytest.fixture
def said(principle):
    """A comment in each state; only of the first one the words are public."""
    answered = publish(principle, "Mehr Busse.", name="Eva", organisation="Dorf e. V.")
    answer(answered, "Danke.\n\n- bald\n- **mehr**")
    hide(answer_under(publish(principle, SECRET, name=SECRET)), number=3)
    hide(submit(principle, SECRET, name=SECRET), number=2)
    withdraw(publish(principle, SECRET, name=SECRET))
    withdraw(publish(principle, SECRET, name=SECRET), Verdict.ERASE)
    submit(principle, SECRET, name=SECRET)
    submit(principle, SECRET, name=SECRET, address=f"{SECRET}@musterland.example")
    publish(principle, "Auf der Karte.", source=Source.CARD)
    make_comment(principle=principle, principle_id=None, revision_id=None, **GENERAL)
    return answered


GENERAL = {"status": Status.PUBLISHED, "text": "Es fehlt der Wald.", "name": "Otto"}


def answer_under(comment):
    answer(comment, f"{SECRET} steht unter Verstecktem.")
    return comment


@pytest.fixture
def desk(app):
    return app.test_client().sign_in(make_staff(Role.EDITOR))


def page_of(desk) -> str:
    answer = desk.get("/redaktion/dialoge/digital/bericht")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.text


def book_of(desk):
    answer = desk.get("/redaktion/dialoge/digital/bericht.xlsx")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="bericht-digital.xlsx"'
    return load_workbook(BytesIO(answer.data))


def table(sheet) -> list[dict[str, object]]:
    """The rows below the head of a sheet, by column."""
    first = sheet.print_title_rows
    top = int(first.split("$")[-1]) if first else 1
    head, *rows = sheet.iter_rows(min_row=top, values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_figures_add_up_for_each_principle_and_in_total(principle, said):
    report = report_on("digital")

    (chapter, general) = report.chapters
    assert chapter.figures == Figures(
        received=7, published=2, answered=1, hidden=2, pending=1, gone=2, on_site=1
    )
    assert general.figures == Figures(received=1, published=1)
    assert report.total == chapter.figures + general.figures


def test_the_page_shows_wording_comments_answers_and_states(desk, principle, said):
    page = " ".join(page_of(desk).split())

    assert (
        "Landkreis Neuland · Digitale Leitsätze · 29. April 2019 bis 19. Mai 2099 · Stand" in page
    )
    for words in (
        "„Wir fahren zusammen.“",
        "Eine Erläuterung.",
        "<bdi>Eva</bdi> · <bdi>Dorf e. V.</bdi>",
        "zu Fassung 1",
        "Mehr Busse.",
        "Antwort der Moderation vom",
        "<strong>mehr</strong>",
        "nach Regel 3 (",
        "nach Regel 2 (",
        "Von der Verfasserin oder dem Verfasser zurückgezogen.",
        "Der Inhalt wurde gelöscht.",
        "vor Ort: Kommentarkarte",
        "Es fehlt der Wald.",
        "7 Kommentare sind eingegangen: 2 veröffentlicht, 1 beantwortet, 2 ausgeblendet, "
        "1 in Prüfung, 2 zurückgezogen oder gelöscht; 1 vor Ort.",
    ):
        assert words in page, words


def test_no_words_of_what_is_not_public_and_no_address_stand_anywhere(desk, principle, said):
    told = make_person(address="frieda@post.example")
    comment = publish(principle, "Das bleibt.")
    comment.author = told
    db.session.commit()
    book = book_of(desk)
    cells = [str(cell) for sheet in book for row in sheet.values for cell in row]

    for words in (page_of(desk), " ".join(cells)):
        assert "Das bleibt." in words
        assert SECRET not in words
        assert "post.example" not in words
        assert "musterland.example" not in words


def test_the_spreadsheet_says_the_same(desk, principle, said):
    overview, principles, comments = book_of(desk).worksheets

    assert [sheet.title for sheet in (overview, principles, comments)] == [
        "Übersicht",
        "Leitsätze",
        "Kommentare",
    ]
    assert [row[1].value for row in overview["A2:B4"]] == [
        "Landkreis Neuland",
        "Digitale Leitsätze",
        "29. April 2019 bis 19. Mai 2099",
    ]
    sums = table(overview)[-1]
    assert (sums["Leitsatz"], sums["eingegangen"], sums["vor Ort"]) == ("Alle zusammen", 8, 1)
    (only,) = table(principles)
    assert (only["Nummer"], only["Leitsatz"], only["Erläuterung"], only["eingegangen"]) == (
        7,
        "Wir fahren zusammen.",
        "Eine Erläuterung.",
        7,
    )
    rows = table(comments)
    assert [row["Stand"] for row in rows] == [
        "veröffentlicht",
        "ausgeblendet",
        "ausgeblendet",
        "zurückgezogen",
        "gelöscht",
        "veröffentlicht",
        "veröffentlicht",
    ]
    assert rows[0]["Antwort der Moderation"] == "Danke.\n\n• bald\n• mehr"
    assert rows[1]["Regel"].startswith("3. ")
    assert rows[1]["Ausgeblendet"] is not None
    assert [row["vor Ort"] for row in rows if row["vor Ort"]] == ["Kommentarkarte"]
    assert rows[-1]["Leitsatz"] == "Allgemeine Kommentare"


def test_moments_are_those_of_the_dialogue_and_the_file_names_nobody(desk, principle, said):
    said.received_at = datetime.fromisoformat("2026-07-01T22:30+00:00")
    db.session.commit()

    book = book_of(desk)

    comments = book["Kommentare"]
    assert comments["D2"].value == datetime(2026, 7, 2, 0, 30)  # noqa: DTZ001  as in the sheet
    assert comments["D2"].number_format == "dd.mm.yyyy hh:mm"
    assert book.properties.title == "Bericht zum Dialog"
    assert {book.properties.creator, book.properties.lastModifiedBy} <= {None, ""}


def test_sheets_print_with_their_head_on_each_page(desk, principle, said):
    for sheet in book_of(desk):
        head = int(sheet.print_title_rows.split("$")[-1])
        assert sheet.freeze_panes == f"A{head + 1}"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0  # as many pages as it takes, one wide
        assert sheet.oddFooter.right.text == "Seite &P von &N"
    text = book_of(desk)["Kommentare"]["L2"]
    assert text.alignment.wrap_text


@pytest.mark.parametrize("text", FORMULAS)
def test_a_cell_stays_text_whatever_it_begins_with(desk, principle, text):
    comment = publish(principle, text, name=text, organisation=text)
    answer(comment, text.replace("-- ", "\\-- "))
    wording.revise(principle, statement=text, explanation=text, change_note="Neu.", by=None)
    principle.dialogue.title = text
    db.session.commit()

    for sheet in book_of(desk):
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == text]
        assert cells, sheet.title
        assert {(cell.data_type, cell.quotePrefix) for cell in cells} == {("s", True)}
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_what_is_too_long_for_a_cell_is_cut_and_says_so(desk, principle):
    comment = publish(principle, "Kurz.")
    for _ in range(4):
        answer(comment, "Lang. " * 1_600)

    (row,) = table(book_of(desk)["Kommentare"])

    assert len(row["Antwort der Moderation"]) == LONGEST
    assert row["Antwort der Moderation"].endswith("…")


def test_words_of_a_withdrawn_principle_are_left_out(desk, principle):
    wording.withdraw(principle, by=None)
    db.session.commit()

    assert "wurde am" in page_of(desk)
    assert "zusammen." not in page_of(desk)
    (row,) = table(book_of(desk)["Leitsätze"])
    assert (row["Leitsatz"], row["Erläuterung"]) == (None, None)
    assert row["Zurückgezogen am"] is not None


def test_a_dialogue_nobody_commented_on_has_a_report_too(desk, principle):
    assert "Dazu ist kein Kommentar eingegangen." in page_of(desk)
    assert table(book_of(desk)["Kommentare"]) == []


def test_staff_read_reports_of_unpublished_dialogues_others_read_none(app, desk, principle):
    principle.dialogue.published_at = None
    db.session.commit()

    assert "Wir fahren zusammen." in page_of(desk)
    for ending in ("", ".xlsx"):
        path = f"/redaktion/dialoge/digital/bericht{ending}"
        assert app.test_client().sign_in(make_person()).get(path).status_code == 403
        assert app.test_client().get(path).status_code == 303
        assert desk.get(path.replace("digital", "keiner")).status_code == 404
        for role in Role:
            staff = app.test_client().sign_in(make_staff(role))
            assert staff.get(path).status_code == 200
