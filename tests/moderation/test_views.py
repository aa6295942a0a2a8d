"""The queue in the browser."""

import re
from datetime import timedelta

import pytest
import time_machine

from leitsaetze.accounts.rules import Role
from leitsaetze.clock import now
from leitsaetze.comments import confirming, intake
from leitsaetze.comments.actions import withdraw
from leitsaetze.comments.models import Confirmation, Decision
from leitsaetze.comments.rules import Status, Verdict
from leitsaetze.extensions import db
from leitsaetze.moderation.actions import reply_under
from leitsaetze.moderation.models import Claim
from leitsaetze.moderation.rules import PAGE
from leitsaetze.site.queries import house_rules
from leitsaetze.text import plain
from tests.accounts.makers import forms_of
from tests.comments.test_intake import ADDRESS, make_open_principle, said
from tests.factories import make_comment, make_moderator, make_person, make_principle


@pytest.fixture
def moderator(app):
    return make_moderator(name="Jana")


@pytest.fixture
def desk(client, moderator):
    return client.sign_in(moderator)


@pytest.fixture
def principle(app):
    return make_open_principle()


def submitted(principle, words="Mehr Radwege.", **given):
    comment = intake.submit(said(words=plain(words), **given), principle.dialogue, principle)
    if given.get("address"):
        confirming.confirm(comment)
    db.session.commit()
    return comment


def path_of(comment) -> str:
    return f"/moderation/kommentare/{comment.id}"


def page_of(client, path) -> str:
    return client.get(path).get_data(as_text=True)


def form_of(client, comment) -> dict[str, str]:
    """The fields of the big form, as the entry page shows them."""
    forms = forms_of(page_of(client, path_of(comment)))
    return dict(
        forms[next(action for action in forms if action.startswith(path_of(comment) + "?"))]
    )


def decide(client, comment, hidden=None, **typed):
    fields = hidden or form_of(client, comment)
    ticks = {"withdraw_reply", "uninvite", "settle", "unsettle", "verdict"}
    ticks |= {"companions", "leave_group", "reading"}
    kept = {key: value for key, value in fields.items() if key not in ticks}
    return client.post(path_of(comment), data=kept | {"tat": "entscheiden"} | typed)


def test_the_longest_waiting_stands_first(desk, principle):
    with time_machine.travel(now() - timedelta(hours=2)):
        submitted(principle, "Der zweite Wartende")
    with time_machine.travel(now() - timedelta(hours=5)):
        submitted(principle, "Der am längsten Wartende")

    page = page_of(desk, "/moderation/")

    assert page.index("am längsten") < page.index("zweite Wartende")
    assert "Neu <b>2</b>" in page


def test_an_empty_view_says_so(desk):
    for tab in ("neu", "wartet", "bei-mir", "ausgeblendet", "erledigt", "gibt-es-nicht"):
        assert 'class="empty"' in page_of(desk, f"/moderation/?ansicht={tab}")


def test_filters_by_dialogue_and_principle(desk, principle):
    submitted(principle, "Hier bitte")
    other = make_open_principle()
    submitted(other, "Dort bitte")

    by_dialogue = page_of(desk, f"/moderation/?dialog={principle.dialogue_id}")
    by_principle = page_of(
        desk, f"/moderation/?dialog={principle.dialogue_id}&leitsatz={principle.id}"
    )
    general = page_of(desk, f"/moderation/?dialog={principle.dialogue_id}&leitsatz=allgemein")

    assert "Hier bitte" in by_dialogue
    assert "Dort bitte" not in by_dialogue
    assert "Hier bitte" in by_principle
    assert "Hier bitte" not in general


@pytest.mark.parametrize(
    "query",
    [
        "dialog=x&leitsatz=y&nach=z",
        f"nach={'9' * 20}&dialog={'9' * 20}&leitsatz={'9' * 5000}",
        "dialog=999",
        "nach=999&leitsatz=1",
    ],
)
def test_odd_filters_answer_with_a_page(desk, query):
    assert desk.get(f"/moderation/?{query}").status_code == 200


def test_a_long_queue_is_paged_without_losing_one(desk, principle):
    for number in range(60):
        submitted(principle, f"Kommentar Nummer {number:02}.")

    first = page_of(desk, "/moderation/")
    following = first.partition("nach=")[2].partition('"')[0]
    second = page_of(desk, f"/moderation/?ansicht=neu&nach={following}")

    shown = [n for n in range(60) if f"Nummer {n:02}." in first + second]
    assert shown == list(range(60))
    assert first.count("Nummer") == 50


def test_opening_is_a_button_that_claims(app, desk, moderator, principle):
    comment = submitted(principle)

    desk.get(path_of(comment))
    assert db.session.scalars(db.select(Claim)).all() == []
    answer = desk.post(f"{path_of(comment)}/oeffnen?ansicht=neu")

    assert answer.status_code == 303
    assert db.session.scalars(db.select(Claim.person_id)).all() == [moderator.id]
    colleague = app.test_client().sign_in(make_moderator(name="Ömer"))
    assert "In Bearbeitung bei Jana" in page_of(colleague, "/moderation/")
    assert "Übernehmen" in page_of(colleague, path_of(comment))


def test_a_colleague_takes_over(app, desk, principle):
    comment = submitted(principle)
    desk.post(f"{path_of(comment)}/oeffnen")
    colleague = make_moderator(name="Ömer")
    browser = app.test_client().sign_in(colleague)

    browser.post(f"{path_of(comment)}/oeffnen")
    assert db.session.get_one(Claim, comment.id).person_id != colleague.id
    browser.post(f"{path_of(comment)}/oeffnen", data={"uebernehmen": "1"})

    assert db.session.get_one(Claim, comment.id).person_id == colleague.id


def test_leaving_frees_the_entry(desk, principle):
    comment = submitted(principle)
    desk.post(f"{path_of(comment)}/oeffnen")

    desk.post(f"{path_of(comment)}/freigeben")

    assert db.session.scalars(db.select(Claim)).all() == []


def test_a_decision_opens_and_claims_the_next_entry(desk, moderator, principle):
    first, second = submitted(principle, "Eins"), submitted(principle, "Zwei")

    answer = decide(desk, first, verdict="publish")

    assert answer.location.startswith(path_of(second))
    assert db.session.get_one(Claim, second.id).person_id == moderator.id
    assert db.session.get(Claim, first.id) is None


def test_after_the_last_entry_the_queue_is_shown(desk, principle):
    answer = decide(desk, submitted(principle), verdict="publish")

    assert answer.location == "/moderation/?ansicht=neu"
    assert "Alles gelesen" in page_of(desk, answer.location)


def test_nothing_is_preselected(desk, principle):
    page = page_of(desk, path_of(submitted(principle, address=ADDRESS)))

    assert " checked" not in page.partition("data-decision")[2]


def test_sending_twice_decides_once(desk, principle):
    comment = submitted(principle)
    hidden = form_of(desk, comment)

    answers = [decide(desk, comment, hidden, verdict="publish").location for _ in range(2)]

    assert answers[0] == answers[1]
    decided = db.session.scalars(db.select(Decision.verdict)).all()
    assert decided == [Verdict.PUBLISH]


def test_a_conflict_shows_the_colleagues_deed_and_keeps_the_text(app, desk, principle):
    comment = submitted(principle)
    hidden = form_of(desk, comment)
    colleague = app.test_client().sign_in(make_moderator(name="Ömer"))
    decide(colleague, comment, verdict="publish", reply="Danke von Ömer.")

    answer = decide(desk, comment, hidden, verdict="publish", reply="Danke von Jana.")
    page = answer.get_data(as_text=True)

    assert answer.status_code == 409
    assert "Inzwischen hat jemand anderes" in page
    assert "neu, während Sie schrieben" in page
    assert "Danke von Jana." in page
    assert "Danke von Ömer." in page
    assert reply_under(comment).words.text == "Danke von Ömer."


def test_hiding_without_rule_or_words_is_said_at_the_fields(desk, principle):
    comment = submitted(principle)

    answer = decide(desk, comment, verdict="hide", reply="")
    page = answer.get_data(as_text=True)

    assert answer.status_code == 422
    assert page.count("Bitte nennen Sie die Regel") == 2
    assert page.count("Bitte begründen Sie das Ausblenden") == 2
    assert comment.status is Status.PENDING


def test_hiding_and_showing_again(desk, principle):
    comment, rule = submitted(principle), db.session.scalars(house_rules()).first()

    decide(desk, comment, verdict="hide", rule=str(rule.id), reason="Werbung")
    assert comment.status is Status.HIDDEN
    assert "ausgeblendet (Regel" in page_of(desk, path_of(comment))
    decide(desk, comment, verdict="restore")

    assert comment.status is Status.PUBLISHED


def test_earlier_versions_of_an_answer_stay_readable_for_staff(desk, principle):
    comment = submitted(principle)
    decide(desk, comment, verdict="publish", reply="Erste Fassung der Antwort.")
    decide(desk, comment, reply="Berichtigte Fassung.")

    page = page_of(desk, path_of(comment))

    assert "Erste Fassung der Antwort." in page
    assert "Berichtigte Fassung." in page


def test_the_preview_renders_the_answer_says_what_will_happen_and_writes_nothing(desk, principle):
    comment = submitted(principle)

    answer = decide(
        desk,
        comment,
        verdict="publish",
        reply="Am 20. Mai\n\n20. Mai um **17** Uhr",
        tat="vorschau",
    )
    page = answer.get_data(as_text=True)

    assert answer.status_code == 200
    assert "<p>20. Mai um <strong>17</strong> Uhr</p>" in page
    assert "Der Kommentar wird veröffentlicht. Die Antwort erscheint darunter." in page
    assert comment.status is Status.PENDING


def test_the_script_asks_what_will_happen(desk, principle):
    comment = submitted(principle)

    answer = decide(desk, comment, verdict="publish", tat="folgen")

    assert answer.mimetype == "text/plain"
    assert answer.get_data(as_text=True).startswith("Der Kommentar wird veröffentlicht.")
    assert comment.status is Status.PENDING


def test_the_script_is_told_what_is_missing(desk, principle):
    comment = submitted(principle)

    answer = decide(desk, comment, verdict="hide", reply="", tat="folgen")

    assert answer.status_code == 422
    assert answer.mimetype == "text/plain"
    said = answer.get_data(as_text=True)
    assert said.startswith("Bitte nennen Sie die Regel")
    assert said.count("Bitte begründen Sie das Ausblenden") == 1
    assert comment.status is Status.PENDING


@pytest.mark.parametrize("button", ["entscheiden", "vorschau"])
def test_a_refused_form_does_not_say_that_nothing_is_chosen(desk, principle, button):
    comment = submitted(principle)

    page = decide(desk, comment, verdict="hide", reply="", tat=button).get_data(as_text=True)
    consequences = page.partition('id="folgen"')[2].partition("</p>")[0].partition(">")[2]

    assert "Noch ist nichts geschehen. Bitte prüfen Sie die Angaben oben." in consequences
    assert "Wählen Sie, was geschehen soll" not in consequences


def test_a_hostile_answer_is_refused_at_its_field(desk, principle):
    comment = submitted(principle)

    answer = decide(desk, comment, verdict="publish", reply="[ " * 2500)

    assert answer.status_code == 422
    assert "zu viele verschachtelte Zeichen" in answer.get_data(as_text=True)
    assert comment.status is Status.PENDING


def test_why_somebody_is_not_invited_is_said(desk, principle):
    anonymous = submitted(principle)
    unwilling = submitted(principle, address=ADDRESS)

    assert "keine E-Mail-Adresse" in page_of(desk, path_of(anonymous))
    assert "hat Einladungen nicht zugestimmt" in page_of(desk, path_of(unwilling))


def test_an_expired_session_brings_the_filled_form_back(desk, principle):
    comment = submitted(principle)
    hidden = form_of(desk, comment)

    with time_machine.travel(now() + timedelta(minutes=31)):
        answer = decide(desk, comment, hidden, verdict="publish", reply="Lange getippt.")

    assert answer.status_code == 401
    assert "Lange getippt." in answer.get_data(as_text=True)
    assert comment.status is Status.PENDING


def test_a_moderator_confirms_after_a_call(desk, principle):
    comment = intake.submit(said(address=ADDRESS), principle.dialogue, principle)
    db.session.commit()

    listed = page_of(desk, "/moderation/unbestaetigt")
    refused = desk.post(f"/moderation/unbestaetigt/{comment.id}", data={"words": ""})
    answer = desk.post(f"/moderation/unbestaetigt/{comment.id}", data={"words": "Angerufen"})

    assert ADDRESS in listed
    assert refused.status_code == 422
    assert answer.status_code == 303
    assert comment.status is Status.PENDING
    assert comment.author_id is None  # nobody clicked: the address is unproven
    again = desk.post(f"/moderation/unbestaetigt/{comment.id}", data={"words": "Noch einmal"})
    assert again.location == "/moderation/unbestaetigt"


def test_a_caller_is_found_by_receipt_number(desk, principle):
    waiting = intake.submit(said(address=ADDRESS), principle.dialogue, principle)
    db.session.commit()
    known = submitted(principle)

    def find(number) -> str | None:
        return desk.post("/moderation/unbestaetigt", data={"number": number}).location

    assert find(waiting.receipt_number.lower()) == f"/moderation/unbestaetigt/{waiting.id}"
    assert find(known.receipt_number) == path_of(known)
    assert find("AAAAAAAA") is None


def test_an_answer_survives_the_author_taking_the_comment_back(desk, principle):
    comment = submitted(principle, address=ADDRESS)
    hidden = form_of(desk, comment)
    withdraw(comment, by=comment.author)
    db.session.commit()

    answer = decide(desk, comment, hidden, verdict="publish", reply="Lange getippt.")
    page = answer.get_data(as_text=True)

    assert answer.status_code == 409
    assert "Lange getippt." in page
    assert "hat den Kommentar zurückgezogen" in page
    assert "Mehr Radwege." not in page.partition('id="eintrag"')[2]


@pytest.mark.parametrize("colleague_does", ["correct", "withdraw"])
def test_an_answer_nobody_touched_never_undoes_a_colleagues(app, desk, principle, colleague_does):
    comment = submitted(principle)
    decide(desk, comment, verdict="publish", reply="Erste Fassung.")
    hidden = form_of(desk, comment)
    colleague = app.test_client().sign_in(make_moderator())
    done = {"correct": {"reply": "Zweite Fassung."}, "withdraw": {"withdraw_reply": "y"}}
    decide(colleague, comment, **done[colleague_does])

    refused = decide(desk, comment, hidden, note="Nur eine Notiz").get_data(as_text=True)
    forms = forms_of(refused)
    again = dict(forms[next(a for a in forms if a.startswith(path_of(comment) + "?"))])
    decide(desk, comment, again, note="Nur eine Notiz")

    standing = reply_under(comment)
    expected = {"correct": "Zweite Fassung.", "withdraw": None}[colleague_does]
    assert (standing.words.text if standing else None) == expected


def test_after_a_note_the_following_entry_opens(desk, principle):
    first, second = submitted(principle, "Eins"), submitted(principle, "Zwei")

    answer = decide(desk, first, note="Rückfrage läuft")

    assert answer.location.startswith(path_of(second))
    assert decide(desk, second, note="Auch hier").location.startswith(path_of(first))


def test_with_one_dialogue_principles_can_still_be_filtered(desk, principle):
    submitted(principle, "Hier bitte")

    assert f'<option value="{principle.id}"' in page_of(desk, "/moderation/")
    assert "Hier bitte" in page_of(desk, f"/moderation/?leitsatz={principle.id}")
    assert "Hier bitte" not in page_of(desk, "/moderation/?leitsatz=allgemein")


def test_what_is_not_confirmed_is_not_on_the_desk(desk, principle):
    comment = intake.submit(said(address=ADDRESS), principle.dialogue, principle)
    db.session.commit()

    assert desk.get(path_of(comment)).status_code == 404
    assert desk.get("/moderation/kommentare/999").status_code == 404


ROUTES = [
    ("GET", "/moderation/"),
    ("GET", "/moderation/unbestaetigt"),
    ("GET", "/moderation/unbestaetigt/{id}"),
    ("POST", "/moderation/unbestaetigt/{id}"),
    ("GET", "/moderation/kommentare/{id}"),
    ("POST", "/moderation/kommentare/{id}"),
    ("POST", "/moderation/kommentare/{id}/oeffnen"),
    ("POST", "/moderation/kommentare/{id}/freigeben"),
]


@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize("role", [None, "citizen", Role.EDITOR, Role.ADMINISTRATOR])
def test_only_moderators_come_to_the_desk(client, principle, method, path, role):
    comment = submitted(principle)
    if role is not None:
        client.sign_in(make_person(*([role] if isinstance(role, Role) else [])))

    answer = client.open(path.format(id=comment.id), method=method, data={"verdict": "publish"})

    expected = 403 if role else {"GET": 303, "POST": 401}[method]
    assert answer.status_code == expected
    assert "Mehr Radwege." not in answer.get_data(as_text=True)
    assert comment.status is Status.PENDING


def test_what_nobody_confirmed_is_read_page_by_page_the_first_to_end_first(app, desk):
    principle = make_principle()
    for number in range(PAGE + 2):
        comment = make_comment(
            principle=principle, status=Status.AWAITING_CONFIRMATION, text=f"Beitrag {number}."
        )
        ends = now() + timedelta(days=7, minutes=number // 3)
        db.session.add(
            Confirmation(comment_id=comment.id, address="eva@musterland.example", expires_at=ends)
        )
    db.session.commit()

    first = desk.get("/moderation/unbestaetigt").text
    further = re.search(r'href="([^"]*unbestaetigt\?nach=\d+)"', first)[1]
    second = desk.get(further).text

    assert [f"Beitrag {number}." in first for number in (0, PAGE - 1, PAGE)] == [True, True, False]
    assert [f"Beitrag {number}." in second for number in (PAGE - 1, PAGE, PAGE + 1)] == [
        False,
        True,
        True,
    ]


def test_whoever_lost_the_entry_hears_of_it_and_can_decide_all_the_same(app, desk, principle):
    comment = submitted(principle)
    desk.post(f"{path_of(comment)}/oeffnen")
    hidden = form_of(desk, comment)
    colleague = app.test_client().sign_in(make_moderator(name="Ömer"))
    colleague.post(f"{path_of(comment)}/oeffnen", data={"uebernehmen": "1"})

    refused = decide(desk, comment, hidden, verdict="publish", reply="Lange getippt.")

    assert refused.status_code == 409
    assert "hat diesen Eintrag inzwischen übernommen" in refused.text
    assert "Beides nebeneinander" in refused.text
    assert comment.status is Status.PENDING
    forms = forms_of(refused.text)
    again = dict(forms[next(a for a in forms if a.startswith(path_of(comment) + "?"))])
    decide(desk, comment, again, verdict="publish", reply="Lange getippt.")
    assert comment.status is Status.PUBLISHED


def test_a_conflict_shows_both_sides_word_by_word(app, desk, principle):
    comment = submitted(principle)
    hidden = form_of(desk, comment)
    colleague = app.test_client().sign_in(make_moderator(name="Ömer"))
    decide(colleague, comment, verdict="publish", reply="Danke für den Hinweis.")

    typed = {"verdict": "hide", "reason": "Beleidigung", "reply": "Danke für den guten Hinweis."}
    page = decide(desk, comment, hidden, **typed).text
    both = page.partition('id="beide-seiten"')[2].partition("</section>")[0]

    assert "Ömer" in both.partition('id="eigenes"')[0]
    assert "Danke für den Hinweis." in both.partition('id="eigenes"')[0]
    assert "Beleidigung" in both
    assert "ein Wort neu" in both
