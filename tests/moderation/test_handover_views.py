"""Asking a department in the browser: whose page shows what, and what is typed stays."""

from datetime import timedelta

import pytest
import time_machine

from leitsaetze.clock import now
from leitsaetze.comments.handover_models import HandOver
from leitsaetze.comments.handover_rules import LINK_HOLDS_BEYOND, Ending
from leitsaetze.comments.proposals import proposal_for
from leitsaetze.comments.rules import Verdict
from leitsaetze.extensions import begin_writing, db
from leitsaetze.moderation import handing_over
from leitsaetze.moderation.actions import reply_under, state_of
from leitsaetze.moderation.claims import claim
from leitsaetze.site.queries import house_rules
from leitsaetze.text import markdown
from tests.accounts.makers import make_staff
from tests.moderation.questions import (
    ANSWER,
    HEADING,
    NAME,
    QUESTION,
    READER,
    SIGNED,
    ask,
    do,
    entry_of,
    letters,
    make_department,
    make_waiting,
    page_of,
    workday,
)
from tests.proofs.world import everything

TEXT = "Mehr Radwege."
WORDS = markdown(ANSWER, reply=True)
OFFER = {"kind": "proposed", "words": ANSWER, "signed": SIGNED}
NOT_OURS = {"kind": "not_ours", "words": "Fragen Sie das Tiefbauamt.", "signed": SIGNED}


@pytest.fixture
def by(app):
    return make_staff(name="Jana")


@pytest.fixture
def colleague(app):
    return make_staff(name="Ömer")


@pytest.fixture
def department(by):
    return make_department(by)


@pytest.fixture
def comment(by):
    return make_waiting(by)


@pytest.fixture
def desk(app, by):
    return app.test_client().sign_in(by)


def way(comment) -> str:
    return f"/moderation/kommentare/{comment.id}/sachgebiet"


def entry(comment) -> str:
    return f"/moderation/kommentare/{comment.id}"


def typed(comment, department, **other) -> dict[str, str]:
    told = {"department": str(department.id), "name": NAME, "address": READER}
    more = {"question": QUESTION, "day": workday(9).isoformat(), "seen": state_of(comment)}
    return told | more | other


def asked() -> list[HandOver]:
    return list(db.session.scalars(db.select(HandOver).order_by(HandOver.id)))


def test_a_moderator_asks_and_the_list_says_where_it_lies(desk, comment, department):
    page = desk.get(entry(comment)).text
    assert f'href="{way(comment)}"' in page
    assert TEXT in desk.get(way(comment)).text

    answer = desk.post(way(comment), data=typed(comment, department))

    assert (answer.status_code, answer.location) == (303, entry(comment))
    assert [(it.name, it.address, it.question) for it in asked()] == [(NAME, READER, QUESTION)]
    page = desk.get(entry(comment)).text
    assert f"Liegt bei: <bdi>{NAME}</bdi>" in page
    assert "Antwort bis" not in page.partition('id="verlauf"')[0].partition('id="eintrag"')[2]
    assert f"liegt bei {NAME} bis" in desk.get("/moderation/?ansicht=wartet").text
    for where, there in (("sachgebiet", True), ("moderation", False), ("zurueck", False)):
        found = desk.get(f"/moderation/?ansicht=wartet&bei={where}").text
        assert (f"liegt bei {NAME}" in found) is there, where


def test_the_second_time_the_department_alone_is_enough(desk, comment, department, by):
    desk.post(way(comment), data=typed(comment, department))
    begin_writing()
    handing_over.take_back(asked()[0], by=by)
    db.session.commit()
    assert READER in desk.get("/moderation/textbausteine/").text

    answer = desk.post(way(comment), data=typed(comment, department, name="", address=""))

    assert answer.status_code == 303
    assert (asked()[1].name, asked()[1].address) == (NAME, READER)


@pytest.mark.parametrize(
    ("other", "fault"),
    [
        ({"department": ""}, "Bitte wählen Sie das Sachgebiet."),
        ({"name": ""}, "wer die Frage liest"),
        ({"address": ""}, "wohin die Frage geht"),
        ({"address": "niemand"}, "keine gültige E-Mail-Adresse"),
        ({"day": ""}, "bis wann"),
        ({"day": "2020-01-02"}, "noch kommt"),
        ({"day": "bald"}, "20.05.2027"),
        ({"question": "x" * 2001}, "höchstens 2000"),
    ],
)
def test_what_is_missing_is_said_at_the_field_and_the_question_stays(
    desk, comment, department, other, fault
):
    answer = desk.post(way(comment), data=typed(comment, department) | other)

    assert answer.status_code == 422
    assert fault in answer.text
    assert other.get("question", QUESTION) in answer.text
    assert asked() == []


def test_sent_twice_it_asks_once(desk, comment, department):
    data = typed(comment, department) | {"submission_key": "einundderselbe"}
    for _ in range(2):
        assert desk.post(way(comment), data=data).status_code == 303
    assert letters() == ["hand_over_asked"]


def test_two_moderators_ask_and_the_second_keeps_what_was_typed(
    app, desk, comment, department, colleague
):
    other = app.test_client().sign_in(colleague)
    data = typed(comment, department, question="Und wer bezahlt das?")
    desk.post(way(comment), data=typed(comment, department))

    answer = other.post(way(comment), data=data)

    assert answer.status_code == 409
    assert "Und wer bezahlt das?" in answer.text
    assert len(asked()) == 1


def test_whoever_works_on_the_entry_is_respected(desk, comment, department, colleague):
    claim(comment.id, by=colleague)
    assert "In Bearbeitung bei Ömer" in desk.get(way(comment)).text

    answer = desk.post(way(comment), data=typed(comment, department))
    assert answer.status_code == 409
    assert "übernommen" in answer.text
    assert QUESTION in answer.text
    assert asked() == []

    again = typed(comment, department, held=str(colleague.id))
    assert desk.post(way(comment), data=again).status_code == 303


def test_what_is_half_typed_is_kept_on_the_server(desk, comment, department):
    kept = typed(comment, department, question="Halb geschr") | {"tat": "zwischenstand"}
    desk.post(way(comment), data=kept)

    assert "Halb geschr" in desk.get(way(comment)).text


def test_without_a_department_the_page_says_where_to_enter_one(desk, comment):
    page = desk.get(way(comment)).text

    assert "Noch ist kein Sachgebiet eingetragen" in page
    assert "/moderation/textbausteine/#namen" in page


def test_more_time_and_taking_back(desk, comment, by, department):
    ask(comment, by, department)
    assert desk.post(f"{way(comment)}/frist", data={"day": "2020-01-02"}).status_code == 422
    assert desk.post(f"{way(comment)}/frist", data={"day": workday(20).isoformat()}).location == (
        entry(comment)
    )
    assert desk.post(f"{way(comment)}/zurueckholen").status_code == 303
    assert asked()[0].ending is Ending.TAKEN_BACK
    late = desk.post(f"{way(comment)}/zurueckholen")
    assert late.status_code == 409
    assert desk.post(f"{way(make_waiting(by, address='b@post.example'))}/frist").status_code == 404


def test_the_department_sees_only_what_it_is_asked_about(client, comment, by, department):
    do(comment, by, note="Das ist der Bruder vom Bürgermeister.")
    page = client.get(page_of(ask(comment, by, department)))

    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    for words in (TEXT, QUESTION, comment.revision.statement):
        assert words in page.text
    hidden = [comment.name, comment.receipt_number, comment.author.address, "Jana", "Bruder"]
    assert [words for words in hidden if words in page.text] == []
    before = everything()
    client.get(page_of(asked()[0]))
    client.head(page_of(asked()[0]))
    assert everything() == before


def test_a_proposed_answer_comes_to_the_entry_and_is_published_there(
    client, desk, comment, by, department
):
    path = page_of(ask(comment, by, department))
    shown = client.post(path, data=OFFER | {"tat": "vorschau", "words": "**Im** Herbst."})
    assert "<strong>Im</strong> Herbst." in shown.text
    assert proposal_for(comment) is None

    answer = client.post(path, data=OFFER)

    assert (answer.status_code, answer.location) == (303, path)
    page = client.get(path).text
    assert "Ihr Vorschlag ist angekommen" in page
    assert TEXT not in page
    assert f"/kommentare/{comment.id}" not in page
    page = desk.get(entry(comment)).text
    for words in (ANSWER, SIGNED, HEADING, QUESTION, "Nicht übernehmen"):
        assert words in page
    assert "Antwort eines Sachgebiets liegt vor" in desk.get("/moderation/?ansicht=wartet").text
    data = {"reading": "veroeffentlichen", "seen": state_of(comment), "tat": "entscheiden"}
    assert desk.post(entry(comment), data=data).status_code == 303
    assert reply_under(comment).words.heading == HEADING
    assert f'href="/kommentare/{comment.id}"' in client.get(path).text  # who wrote it finds it
    assert SIGNED not in client.get(f"/kommentare/{comment.id}").text


def test_a_moderator_declines_with_words(desk, comment, by, department):
    begin_writing()
    handing_over.offer(ask(comment, by, department), WORDS, signed=SIGNED)
    db.session.commit()
    data = {"reading": "ablehnen", "seen": state_of(comment), "tat": "entscheiden"}
    refused = desk.post(entry(comment), data=data)
    assert refused.status_code == 422
    assert "Das Sachgebiet erfährt es." in refused.text

    assert (
        desk.post(entry(comment), data=data | {"reading_words": "Das Jahr fehlt."}).status_code
        == 303
    )
    assert letters()[-1] == "hand_over_declined"


def test_who_is_not_responsible_is_heard_at_the_entry(client, desk, comment, by, department):
    path = page_of(ask(comment, by, department))
    assert client.post(path, data=NOT_OURS).status_code == 303

    page = desk.get(entry(comment)).text
    assert f"<bdi>{NAME}</bdi>: nicht zuständig" in page
    assert NOT_OURS["words"] in page
    assert "Anderes Sachgebiet fragen" in page
    assert "Sachgebiet ist nicht zuständig" in desk.get("/moderation/?ansicht=wartet").text
    assert entry_of(comment).due_at is not None


@pytest.mark.parametrize(
    "missing", [{"kind": ""}, {"words": ""}, {"signed": ""}, {"kind": "taken_back"}]
)
def test_what_the_department_leaves_out_is_said_and_its_text_stays(
    client, comment, by, department, missing
):
    path = page_of(ask(comment, by, department))
    answer = client.post(path, data=OFFER | missing)

    assert answer.status_code == 422
    assert missing.get("words", ANSWER) in answer.text
    assert asked()[0].is_open


def test_a_text_nested_too_deeply_is_refused_and_kept(client, comment, by, department):
    path = page_of(ask(comment, by, department))
    answer = client.post(path, data=OFFER | {"words": ">" * 500 + " tief"})

    assert answer.status_code == 422
    assert "tief" in answer.text


@pytest.mark.parametrize("deed", ["hidden", "taken back", "answered"])
def test_what_is_gone_meanwhile_shows_nothing_and_loses_no_words(
    client, comment, by, department, deed
):
    question = ask(comment, by, department)
    path = page_of(question)
    match deed:
        case "hidden":
            rule = db.session.scalars(house_rules()).first()
            do(comment, by, verdict=Verdict.HIDE, rule=rule, reason="Angriff")
        case "taken back":
            begin_writing()
            handing_over.take_back(question, by=by)
            db.session.commit()
        case _:
            do(comment, by, reply=WORDS)

    for page in (client.get(path), client.post(path, data=OFFER)):
        assert "hat sich erledigt" in page.text
        for words in (TEXT, QUESTION, comment.revision.statement):
            assert words not in page.text
    assert client.post(path, data=OFFER).status_code == 409
    assert ANSWER in client.post(path, data=OFFER).text
    assert proposal_for(comment) is None


def test_a_link_that_ran_out_or_never_was_shows_nothing(client, comment, by, department):
    question = ask(comment, by, department)
    assert client.get("/stellungnahme/falsch").status_code == 404
    with time_machine.travel(question.due_at + timedelta(days=30)):
        assert TEXT in client.get(page_of(question)).text
    with time_machine.travel(question.due_at + LINK_HOLDS_BEYOND + timedelta(minutes=1)):
        page = client.get(page_of(question))
        assert page.status_code == 410
        assert TEXT not in page.text
        assert client.post(page_of(question), data=OFFER).status_code == 410


def test_sent_twice_the_department_proposes_once(client, comment, by, department):
    path = page_of(ask(comment, by, department))
    data = OFFER | {"submission_key": "einundderselbe"}
    assert [client.post(path, data=data).status_code for _ in range(2)] == [303, 303]
    proposal = proposal_for(comment)
    assert (proposal.text, proposal.hand_over_id) == (ANSWER, asked()[0].id)


def test_markup_of_the_department_goes_through_the_one_sanitiser(
    client, desk, comment, by, department
):
    path = page_of(ask(comment, by, department))
    hostile = "<script>alert(1)</script> [x](javascript:alert(1)) ![y](https://a.example/b.png)"
    client.post(path, data=OFFER | {"words": hostile, "signed": "<b>Baum</b>"})

    page = desk.get(entry(comment)).text
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "<img" not in proposal_for(comment).html
    assert "<b>Baum</b>" not in page


def test_it_speaks_english_where_the_page_does(client, desk, comment, by, department):
    path = page_of(ask(comment, by, department))

    assert "Question about a comment" in client.get(f"/en{path}").text
    with time_machine.travel(now() + timedelta(seconds=1)):
        assert f"is with {NAME} until" in desk.get("/en/moderation/?ansicht=wartet").text
