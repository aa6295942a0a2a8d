"""What moderators see of a comment its author has changed, above all while they were deciding."""

import re

import pytest
from sqlalchemy.orm.exc import StaleDataError

from leitsaetze.comments import replies
from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.comments.models import Comment, Decision
from leitsaetze.comments.rewriting import rewrite, seen_of
from leitsaetze.comments.rules import Lane, Status, Verdict
from leitsaetze.errors import Conflict
from leitsaetze.extensions import begin_writing, db
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.moderation.actions import carry_out, reply_under, state_of
from leitsaetze.moderation.deed_queries import last_deed
from leitsaetze.moderation.deeds import Deed
from leitsaetze.moderation.undoing import undo
from leitsaetze.principles.rules import Moderation
from leitsaetze.text import markdown, plain
from tests.accounts.makers import forms_of
from tests.comments.test_intake import ADDRESS
from tests.comments.test_rewriting import NEW, at_once, change, publish, written
from tests.factories import make_moderator
from tests.moderation.test_review_races import on_postgres, refused
from tests.moderation.test_views import decide, form_of, page_of, path_of
from tests.races import meanwhile

OLD = "Mehr Radwege."


@pytest.fixture
def by(app):
    return make_moderator(name="Jana")


@pytest.fixture
def desk(client, by):
    return client.sign_in(by)


def author_of(app, comment: Comment):
    """The author's own browser."""
    return app.test_client().sign_in(comment.author)


def change_in(browser, comment: Comment, words: str) -> int:
    path = f"/mein/kommentare/{comment.id}/aendern"
    page = browser.get(path).text
    carried = r'name="(seen|notice_seen|submission_key)"[^>]*value="([^"]*)"'
    fields = re.findall(carried, page)
    answer = browser.post(path, data=dict(fields) | {"text": words, "tat": "absenden"})
    return answer.status_code


@pytest.mark.parametrize("moderation", list(Moderation))
def test_changed_during_a_decision_nothing_is_decided_and_no_typed_word_is_lost(
    app, desk, by, moderation
):
    comment = written(moderation=moderation)
    if comment.status is Status.PUBLISHED:  # somebody has answered it: it is done
        replies.reply(comment, markdown("Danke."), by=make_moderator())
        db.session.commit()
    hidden = form_of(desk, comment)
    verdict = {"verdict": "publish"} if comment.status is Status.PENDING else {}
    browser = author_of(app, comment)

    assert change_in(browser, comment, NEW) == 303
    answer = decide(desk, comment, hidden, reply="Das bauen wir.", note="Nachfragen", **verdict)
    page = answer.get_data(as_text=True)

    assert answer.status_code == 409
    assert "Inzwischen hat jemand anderes an diesem Kommentar gearbeitet" in page
    assert "vom Verfasser oder von der Verfasserin geändert" in page
    assert "Das bauen wir." in page
    assert "Nachfragen" in page
    decided = db.session.scalars(db.select(Decision.verdict).order_by(Decision.id)).all()
    assert decided[-1] is Verdict.EDIT
    waits = Lane.NEW if moderation is Moderation.BEFORE else Lane.AWAITING_REPLY
    assert db.session.get_one(QueueEntry, comment.id).lane is waits
    tab = "neu" if moderation is Moderation.BEFORE else "wartet"
    listed = page_of(desk, f"/moderation/?ansicht={tab}")
    assert path_of(comment) in listed
    assert "nach dem Absenden geändert" in listed


def test_sent_again_the_decision_counts_for_the_new_words(app, desk):
    comment = written()
    hidden = form_of(desk, comment)
    change_in(author_of(app, comment), comment, NEW)
    refused_page = decide(desk, comment, hidden, verdict="publish", reply="Gut.").text

    forms = forms_of(refused_page)
    again = dict(forms[next(it for it in forms if it.startswith(path_of(comment) + "?"))])
    answer = decide(desk, comment, again, verdict="publish", reply="Gut.")

    assert answer.status_code == 303
    assert comment.status is Status.PUBLISHED
    assert comment.words.text == NEW


def test_the_entry_shows_every_version_with_the_words_that_differ(desk):
    comment = written()
    change(comment, "Mehr sichere Radwege.")
    change(comment, "Mehr sichere Radwege für Kinder.")

    page = page_of(desk, path_of(comment))

    assert "2 frühere Fassungen" in page
    assert '[+ <span class="words">sichere</span>]' in page
    assert '[+ <span class="words">für Kinder</span>]' in page


def test_that_an_answer_was_given_to_other_words_is_said(desk, by):
    comment = at_once()
    replies.reply(comment, markdown("Danke."), by=by)
    db.session.commit()
    notice = "Diese Antwort galt einer früheren Fassung"
    assert notice not in page_of(desk, path_of(comment))

    change(comment)

    page = page_of(desk, path_of(comment))
    assert notice in page
    assert "Die Antwort passt auch zur neuen Fassung" in page


def test_the_answer_that_still_fits_settles_it_with_one_tick(desk, by):
    comment = at_once()
    replies.reply(comment, markdown("Danke."), by=by)
    change(comment)

    decide(desk, comment, settle="y", reply="Danke.")

    assert db.session.get_one(QueueEntry, comment.id).lane is Lane.DONE
    assert reply_under(comment) is not None


def test_a_letter_about_the_new_words_tells_of_no_reports(app, by):
    comment = written()
    publish(comment, by)
    change(comment)

    carry_out(comment, Deed(verdict=Verdict.PUBLISH), by=by, seen=state_of(comment))
    db.session.commit()

    letter = db.session.scalars(db.select(OutgoingMail).order_by(OutgoingMail.id.desc())).first()
    assert "die neue Fassung Ihres Kommentars" in letter.text
    assert "gemeldet" not in letter.text
    assert letter.address == ADDRESS


def test_what_was_decided_before_the_change_is_not_undone_by_a_button(app, by):
    comment = written()
    carry_out(comment, Deed(verdict=Verdict.PUBLISH), by=by, seen=state_of(comment))
    change(comment)

    with pytest.raises(Conflict):
        undo(db.session.scalars(last_deed(by.id)).one(), by=by)


def test_publishing_the_new_words_is_undone_to_what_it_was(app, by):
    comment = written()
    publish(comment, by)
    change(comment)
    carry_out(comment, Deed(verdict=Verdict.PUBLISH), by=by, seen=state_of(comment))

    undo(db.session.scalars(last_deed(by.id)).one(), by=by)

    assert comment.status is Status.PENDING
    assert comment.is_held_back  # its place stays, with a notice


@on_postgres
def test_of_a_change_and_a_decision_at_the_same_moment_the_first_counts(app, by):
    comment = written()
    number, seen, errors = comment.id, state_of(comment), []
    db.session.commit()

    def decide_on_it() -> None:
        carry_out(
            db.session.get_one(Comment, number), Deed(verdict=Verdict.PUBLISH), by=by, seen=seen
        )

    begin_writing()
    comment = db.session.get_one(Comment, number)
    rewrite(comment, plain(NEW), by=comment.author, seen=seen_of(comment), privacy_version=1)
    acting = meanwhile(app, refused(errors, decide_on_it))
    db.session.commit()
    acting.join()
    db.session.expire_all()

    assert errors == [StaleDataError]
    assert (comment.status, comment.words.text) == (Status.PENDING, NEW)


@on_postgres
def test_of_a_decision_and_a_change_at_the_same_moment_the_first_counts(app, by):
    comment = written()
    number, seen, errors = comment.id, seen_of(comment), []
    db.session.commit()

    def change_it() -> None:
        own = db.session.get_one(Comment, number)
        rewrite(own, plain(NEW), by=own.author, seen=seen, privacy_version=1)

    begin_writing()
    comment = db.session.get_one(Comment, number)
    carry_out(comment, Deed(verdict=Verdict.PUBLISH), by=by, seen=state_of(comment))
    acting = meanwhile(app, refused(errors, change_it))
    db.session.commit()
    acting.join()
    db.session.expire_all()

    assert errors == [StaleDataError]
    assert (comment.status, comment.words.text) == (Status.PUBLISHED, OLD)
