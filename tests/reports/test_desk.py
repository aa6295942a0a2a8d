"""What moderators see of reports, and what their one form does about them."""

import pytest

from leitsaetze.comments.models import Decision
from leitsaetze.comments.rules import Status, Verdict
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import db
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.moderation.actions import carry_out, state_of
from leitsaetze.moderation.consequences import consequences
from leitsaetze.moderation.deeds import Deed
from leitsaetze.site.actions import change_setting
from leitsaetze.text import markdown
from tests.factories import make_moderator
from tests.moderation.test_views import decide, form_of, page_of, path_of
from tests.reports.makers import (
    ADDRESS,
    WORDS,
    a_rule,
    hide,
    make_published,
    outcomes,
    report,
    reported,
)


@pytest.fixture
def desk(client):
    return client.sign_in(make_moderator(name="Jana"))


@pytest.fixture
def comment(app):
    return make_published()


def do(comment, **deed) -> None:
    carry_out(comment, Deed(**deed), by=make_moderator(), seen=state_of(comment))
    db.session.commit()


def to_author() -> list[str]:
    kinds = ("decision", "hidden")
    return list(
        db.session.scalars(db.select(OutgoingMail.text).where(OutgoingMail.kind.in_(kinds)))
    )


def test_several_reports_are_one_entry_with_everything_they_say(desk, comment):
    report(comment, address=ADDRESS)
    report(comment, illegal=True, ground="§ 185 StGB", words="Im zweiten Satz", name="Otto <b>")

    queue = page_of(desk, "/moderation/?ansicht=meldungen")
    entry = page_of(desk, path_of(comment))

    assert queue.count(f"/moderation/kommentare/{comment.id}/oeffnen") == 1
    assert "Meldungen <b>1</b>" in queue
    assert "als rechtswidrig gemeldet" in queue
    assert "2 Meldungen" in entry
    for words in (WORDS, ADDRESS, "§ 185 StGB", "Im zweiten Satz", "Otto &lt;b&gt;"):
        assert words in entry
    assert f"Regel 1</strong>: {a_rule().title}" in entry or a_rule().title in entry


def test_without_reports_there_is_nothing_about_them(desk, comment):
    entry = page_of(desk, path_of(comment))

    assert 'id="meldungen"' not in entry
    assert 'name="dismiss"' not in entry


def test_a_moderator_finds_reports_without_ground(desk, comment):
    report(comment, address=ADDRESS)

    answer = decide(desk, comment, dismiss="y", dismiss_words="Scharf, aber erlaubt.")

    entry = page_of(desk, path_of(comment))
    assert answer.status_code == 303
    assert outcomes() == ["stays"]
    assert reported(comment) == 0
    assert comment.status is Status.PUBLISHED
    assert to_author() == []
    assert "Eine frühere Meldung" in entry
    assert "Meldung unbegründet" in entry  # in the course
    assert "Scharf, aber erlaubt." in entry
    assert 'name="dismiss"' not in entry


def test_hiding_with_the_usual_form_answers_the_reports(desk, comment):
    report(comment, address=ADDRESS)

    hiding = {"verdict": "hide", "rule": str(a_rule().id), "reason": "Nennt Namen."}
    fields = form_of(desk, comment)
    fields.pop("dismiss")
    decide(desk, comment, fields, **hiding)

    assert comment.status is Status.HIDDEN
    assert outcomes() == ["hidden"]
    assert len(to_author()) == 1


def test_a_report_that_came_in_meanwhile_is_not_dismissed_unread(desk, comment):
    report(comment)
    fields = form_of(desk, comment)
    report(comment, illegal=True)

    assert decide(desk, comment, fields, dismiss="y").status_code == 303

    assert outcomes() == ["stays", None]


def test_two_who_dismiss_at_once_conflict_and_keep_their_words(desk, comment):
    report(comment)
    fields = form_of(desk, comment)
    do(comment, dismiss=2**30)

    answer = decide(desk, comment, fields, dismiss="y", dismiss_words="Auch ich meine: erlaubt.")

    assert answer.status_code == 409
    assert "Auch ich meine: erlaubt." in answer.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"dismiss": "y", "verdict": "hide"}, "Bitte entscheiden Sie sich"),
        ({"dismiss_words": "Nein."}, "gehören zu „Meldung unbegründet“"),
    ],
)
def test_what_contradicts_itself_is_refused(desk, comment, typed, said):
    report(comment)
    fields = form_of(desk, comment)
    fields.pop("dismiss")
    reasons = {"rule": str(a_rule().id), "reason": "Grund"} if "verdict" in typed else {}

    answer = decide(desk, comment, fields, **typed | reasons)

    assert answer.status_code == 422
    assert said in answer.text
    assert outcomes() == [None]


def test_where_no_report_waits_there_is_nothing_to_dismiss(comment):
    with pytest.raises(RuleViolation, match="keine Meldung mehr"):
        do(comment, dismiss=7)


def test_held_back_and_found_to_be_allowed_it_is_shown_again_and_its_author_told(comment):
    change_setting("hold_back_after", "1")
    made = report(comment, address=ADDRESS)
    assert to_author() == []
    said = list(consequences(Deed(dismiss=made.id), comment, None, reported=True))

    do(comment, dismiss=made.id, reply=markdown("Danke.", reply=True))

    asked = db.select(Decision.verdict).where(Decision.comment_id == comment.id)
    verdicts = list(db.session.scalars(asked.order_by(Decision.id)))
    assert "Der Kommentar ist wieder für alle zu lesen." in said
    assert verdicts[1:] == [
        Verdict.HOLD_BACK,
        Verdict.DISMISS_REPORTS,
        Verdict.PUBLISH,
        Verdict.REPLY,
    ]
    assert comment.status is Status.PUBLISHED
    assert outcomes() == ["stays"]
    (letter,) = to_author()
    assert "ist wieder zu sehen. Er war gemeldet worden" in letter
    assert WORDS not in letter
    assert ADDRESS not in letter


def test_held_back_and_hidden_its_author_gets_the_usual_reasons(comment):
    change_setting("hold_back_after", "1")
    report(comment)

    do(comment, verdict=Verdict.HIDE, rule=a_rule(), reason="Nennt eine Telefonnummer.")

    assert outcomes() == ["hidden"]
    (letter,) = to_author()
    assert "Nennt eine Telefonnummer." in letter


def test_held_back_it_stands_among_the_new_and_the_reported(desk, comment):
    change_setting("hold_back_after", "1")
    report(comment)

    for tab in ("neu", "meldungen"):
        assert f"/{comment.id}/oeffnen" in page_of(desk, f"/moderation/?ansicht={tab}")
    assert "zurückgehalten, bis entschieden ist" in page_of(desk, path_of(comment))


def test_hidden_later_what_was_decided_before_stays_told(comment):
    do(comment, dismiss=report(comment).id)

    hide(comment)

    assert outcomes() == ["stays"]
