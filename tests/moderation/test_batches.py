"""Many entries at once: what would happen, what happens, and how it is undone."""

from datetime import timedelta

import pytest
import time_machine

from leitsaetze.clock import now
from leitsaetze.comments.models import Decision
from leitsaetze.comments.rules import Status, Verdict
from leitsaetze.extensions import db
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.mail.rules import MailState
from leitsaetze.moderation import batches, claims
from leitsaetze.moderation.actions import carry_out, state_of
from leitsaetze.moderation.batch_rules import BatchDeed, Left, Outcome, read, written
from leitsaetze.moderation.deeds import Deed
from leitsaetze.moderation.models import Batch, BatchEntry, Claim, DeedDone
from leitsaetze.site.queries import house_rules
from tests.accounts.makers import forms_of
from tests.comments.test_intake import ADDRESS
from tests.factories import make_moderator
from tests.moderation.test_views import desk, moderator, page_of, path_of, principle, submitted

__all__ = ["desk", "moderator", "principle"]
SAMMELN = "/moderation/sammeln/"


def asked(deed: BatchDeed, *comments) -> str:
    return f"{SAMMELN}?was={deed}" + "".join(f"&eintrag={it.id}" for it in comments)


def shown(client, address) -> dict[str, str]:
    """The fields of the form a preview shows."""
    forms = map(dict, forms_of(page_of(client, address)).values())
    return next(fields for fields in forms if "entries" in fields)


def send(client, address, hidden=None, **typed):
    hidden = hidden or shown(client, address)
    kept = {name: value for name, value in hidden.items() if name in ("submission_key", "entries")}
    return client.post(address, data=kept | typed)


def outcomes() -> dict[int, tuple[Outcome, Left | None]]:
    rows = db.session.scalars(db.select(BatchEntry))
    return {row.comment_id: (row.outcome, row.why) for row in rows}


def seen(*comments) -> dict[int, int]:
    return {comment.id: comment.version for comment in comments}


def begun(deed, by, *comments, **given) -> int:
    batch = batches.begin(deed, seen(*comments), by=by, **given)
    db.session.commit()
    return batch.id


def test_what_a_form_carries_is_read_back_and_nothing_else():
    assert read(written({12: 3, 7: 1})) == {12: 3, 7: 1}
    assert read("12:3 x 4 5: :6 7:1:2 " + "9" * 30 + ":1") == {12: 3}


def test_the_preview_says_what_happens_to_each_and_why_others_are_left_out(app, desk, principle):
    free, at_work = submitted(principle, "Frei"), submitted(principle, "Belegt")
    public = submitted(principle, "Öffentlich")
    carry_out(public, Deed(verdict=Verdict.PUBLISH), by=make_moderator(), seen=state_of(public))
    claims.claim(at_work.id, by=make_moderator(name="Ömer"))

    page = page_of(desk, asked(BatchDeed.PUBLISH, free, at_work, public))

    assert "Bei einem Eintrag wird das geschehen" in page
    assert "Der Kommentar wird veröffentlicht." in page
    assert "Ömer arbeitet gerade daran." in page
    assert "Er ist schon veröffentlicht." in page
    assert free.status is Status.PENDING


def test_each_is_done_or_left_with_its_reason_and_sending_again_does_nothing(desk, principle):
    first, changed = submitted(principle, "Eins"), submitted(principle, "Zwei")
    last = submitted(principle, "Drei", address=ADDRESS)
    address = asked(BatchDeed.PUBLISH, first, changed, last)
    form = shown(desk, address)
    changed.version += 1

    answers = [send(desk, address, form) for _ in range(2)]

    assert answers[0].status_code == 303
    assert answers[0].location == answers[1].location
    done = Outcome.DONE, None
    assert outcomes() == {
        first.id: done,
        changed.id: (Outcome.LEFT, Left.CHANGED),
        last.id: done,
    }
    published = db.select(Decision.comment_id).where(Decision.verdict == Verdict.PUBLISH)
    decided = db.session.scalars(published).all()
    assert sorted(decided) == sorted([first.id, last.id])
    page = page_of(desk, answers[0].location)
    assert "2 Einträge sind erledigt" in page
    assert "Er hat sich inzwischen geändert." in page


def test_undoing_brings_all_back_but_what_changed_and_keeps_letters_in_the_house(
    app, desk, principle
):
    told, touched = submitted(principle, "Eins", address=ADDRESS), submitted(principle, "Zwei")
    answer = send(desk, asked(BatchDeed.PUBLISH, told, touched))
    carry_out(touched, Deed(settle=True), by=make_moderator(), seen=state_of(touched))

    desk.post(answer.location, data={"tat": "rueckgaengig"})

    assert outcomes() == {
        told.id: (Outcome.UNDONE, None),
        touched.id: (Outcome.DONE, Left.CHANGED),
    }
    assert (told.status, touched.status) == (Status.PENDING, Status.PUBLISHED)
    letters = db.session.scalars(db.select(OutgoingMail).where(OutgoingMail.kind == "decision"))
    assert [letter.cancelled_at is not None for letter in letters] == [True]
    assert "Er hat sich inzwischen geändert." in page_of(desk, answer.location)
    desk.post(answer.location, data={"tat": "rueckgaengig"})
    taken_back = db.session.scalars(db.select(Decision).where(Decision.verdict == "take_back"))
    assert len(taken_back.all()) == 1


def test_whoever_got_the_letter_hears_that_it_is_undone(moderator, principle):
    told = submitted(principle, address=ADDRESS)
    number = begun(BatchDeed.PUBLISH, moderator, told)
    batches.carry_on(number, by=moderator)
    letters = db.select(OutgoingMail).where(OutgoingMail.kind == "decision")
    letter = db.session.scalars(letters).one()
    letter.state = MailState.SENT
    db.session.commit()

    batches.undo_all(number, by=moderator)

    newest = db.select(OutgoingMail).order_by(OutgoingMail.id.desc()).limit(1)
    assert "zurückgenommen" in db.session.scalars(newest).one().text


def test_spam_is_hidden_by_one_rule_in_words_that_are_not_kept(moderator, principle):
    spam, rule = submitted(principle), db.session.scalars(house_rules()).first()
    number = begun(BatchDeed.SPAM, moderator, spam, rule=rule, words="Werbung")

    batches.carry_on(number, by=moderator)

    hidden = db.session.scalars(db.select(Decision).where(Decision.verdict == Verdict.HIDE)).one()
    assert (spam.status, hidden.rule_id, hidden.words) == (Status.HIDDEN, rule.id, "Werbung")
    assert db.session.get_one(Batch, number).words == ""
    batches.undo_all(number, by=moderator)
    assert spam.status is Status.PENDING


def test_spam_needs_rule_and_words(desk, principle):
    answer = send(desk, asked(BatchDeed.SPAM, submitted(principle)), rule="", reason="")

    assert answer.status_code == 422
    assert "Bitte nennen Sie die Regel, gegen die alle verstoßen." in answer.text
    assert db.session.scalars(db.select(Batch)).all() == []


def test_assigned_entries_are_the_colleagues_for_days_and_opening_keeps_it_so(
    app, desk, moderator, principle
):
    colleague, comment = make_moderator(name="Ömer"), submitted(principle)

    answer = send(desk, asked(BatchDeed.ASSIGN, comment), colleague=str(colleague.id))

    claims.claim(comment.id, by=colleague)
    held = db.session.get_one(Claim, comment.id)
    assert (held.person_id, held.assigned_by) == (colleague.id, moderator.id)
    assert held.expires_at > now() + timedelta(days=1)
    db.session.commit()
    browser = app.test_client().sign_in(colleague)
    assert "Ihnen zugeteilt bis" in page_of(browser, "/moderation/?ansicht=bei-mir")
    assert "Zugeteilt an Ömer bis" in page_of(desk, "/moderation/")
    desk.post(answer.location, data={"tat": "rueckgaengig"})
    assert db.session.scalars(db.select(Claim)).all() == []


def test_what_was_cut_short_goes_on_where_it_stopped(desk, moderator, principle):
    done, still_open = submitted(principle, "Eins"), submitted(principle, "Zwei")
    number = begun(BatchDeed.PUBLISH, moderator, done, still_open)
    db.session.get_one(BatchEntry, (number, done.id)).outcome = Outcome.LEFT

    assert "Ein Eintrag ist noch offen" in page_of(desk, f"{SAMMELN}{number}")
    desk.post(f"{SAMMELN}{number}", data={"tat": "weiter"})

    assert (done.status, still_open.status) == (Status.PENDING, Status.PUBLISHED)


def test_after_an_hour_it_is_too_late_to_undo(desk, moderator, principle):
    comment = submitted(principle)
    number = begun(BatchDeed.PUBLISH, moderator, comment)
    batches.carry_on(number, by=moderator)

    with time_machine.travel(now() + timedelta(minutes=61)):
        batches.undo_all(number, by=moderator)

    assert comment.status is Status.PUBLISHED


@pytest.mark.parametrize("query", ["", "?was=gibt-es-nicht&eintrag=x&eintrag=-1&eintrag=999999"])
def test_nothing_chosen_answers_with_a_page(desk, query):
    assert desk.get(SAMMELN + query).status_code == 200


def test_all_of_a_page_are_ticked_without_a_script(desk, principle):
    submitted(principle), submitted(principle)

    assert page_of(desk, "/moderation/").count('name="eintrag"') == 2
    assert page_of(desk, "/moderation/?alle=1").count(" checked>") == 2


def test_the_last_deed_is_undone_with_one_button(desk, moderator, principle):
    comment = submitted(principle)
    carry_out(comment, Deed(verdict=Verdict.PUBLISH), by=moderator, seen=state_of(comment))
    db.session.commit()
    deed = db.session.scalars(db.select(DeedDone)).one()
    assert "Zuletzt um" in page_of(desk, "/moderation/")

    answer = desk.post(f"/moderation/entscheidungen/{deed.id}/rueckgaengig")

    assert answer.location.startswith(path_of(comment))
    assert (comment.status, comment.is_held_back) == (Status.PENDING, False)
    assert db.session.get_one(Claim, comment.id).person_id == moderator.id
    assert "Zuletzt um" not in page_of(desk, "/moderation/")


def test_nobody_undoes_a_colleagues_deed_this_way(app, desk, principle):
    comment = submitted(principle)
    carry_out(comment, Deed(verdict=Verdict.PUBLISH), by=make_moderator(), seen=state_of(comment))
    db.session.commit()
    deed = db.session.scalars(db.select(DeedDone)).one()

    assert desk.post(f"/moderation/entscheidungen/{deed.id}/rueckgaengig").status_code == 404
    assert comment.status is Status.PUBLISHED


def test_keys_are_switched_off_for_good_at_the_account(desk, moderator):
    assert "data-keys" in page_of(desk, "/moderation/")

    desk.post("/mein/konto/tasten", data={"tasten": "aus", "weiter": "/moderation/"})

    assert moderator.shortcuts is False
    assert "data-keys" not in page_of(desk, "/moderation/")
