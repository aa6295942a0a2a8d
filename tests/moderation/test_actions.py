"""What a moderator's deed consists of."""

from datetime import timedelta

import pytest

from leitsaetze.accounts.actions import switch_off
from leitsaetze.clock import now
from leitsaetze.comments import confirming, intake
from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.comments.models import Decision
from leitsaetze.comments.rules import Lane, Status, Verdict
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.events.guest_models import Invitation
from leitsaetze.events.models import EventMention
from leitsaetze.extensions import db
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.moderation import claims
from leitsaetze.moderation.actions import carry_out, reply_under, state_of
from leitsaetze.moderation.consequences import consequences
from leitsaetze.moderation.deeds import Deed
from leitsaetze.moderation.models import Claim
from leitsaetze.site.queries import house_rules
from leitsaetze.text import markdown
from tests.comments.test_intake import ADDRESS, make_open_principle, said
from tests.factories import make_event, make_moderator, make_principle


@pytest.fixture
def moderator(app):
    return make_moderator()


@pytest.fixture
def comment(app):
    principle = make_open_principle()
    comment = intake.submit(
        said(address=ADDRESS, wants_invitations=True), principle.dialogue, principle
    )
    confirming.confirm(comment)
    db.session.commit()
    return comment


def do(comment, by, **deed) -> None:
    carry_out(comment, Deed(**deed), by=by, seen=state_of(comment))
    db.session.commit()


def a_rule():
    return db.session.scalars(house_rules()).first()


def verdicts(comment) -> list[Verdict]:
    return list(
        db.session.scalars(
            db.select(Decision.verdict)
            .where(Decision.comment_id == comment.id)
            .order_by(Decision.id)
        )
    )


def letters(kind: str) -> list[OutgoingMail]:
    return list(
        db.session.scalars(
            db.select(OutgoingMail).where(
                OutgoingMail.kind == kind, OutgoingMail.cancelled_at.is_(None)
            )
        )
    )


def test_publish_answer_event_and_invitation_go_in_one(comment, moderator):
    event = make_event(title="Vernetzungstreffen")

    do(
        comment,
        moderator,
        verdict=Verdict.PUBLISH,
        reply=markdown("Danke, kommen Sie vorbei.", reply=True),
        event=event,
        invite_to=event,
        invitation_words="Wir freuen uns auf Sie.",
        note="Kennt sich aus",
    )

    reply = reply_under(comment)
    assert comment.status is Status.PUBLISHED
    assert reply.words.html == "<p>Danke, kommen Sie vorbei.</p>"
    assert db.session.scalars(db.select(EventMention.event_id)).all() == [event.id]
    assert db.session.scalars(db.select(Invitation.guest_id)).all() == [comment.author_id]
    assert db.session.get_one(QueueEntry, comment.id).lane is Lane.DONE
    assert verdicts(comment)[1:] == [
        Verdict.PUBLISH,
        Verdict.REPLY,
        Verdict.INVITE,
        Verdict.NOTE,
    ]
    assert len(letters("decision")) == len(letters("invitation")) == 1
    assert letters("decision")[0].headers["Reply-To"] == comment.dialogue.contact_email


def test_the_author_reads_answer_and_address_but_no_note(comment, moderator):
    do(
        comment,
        moderator,
        verdict=Verdict.PUBLISH,
        reply=markdown("Vielen Dank!", reply=True),
        note="Bitte beobachten",
    )

    text = letters("decision")[0].text
    assert "Vielen Dank!" in text
    assert f"/kommentare/{comment.id}" in text
    assert "beobachten" not in text


def test_hiding_tells_the_author_what_which_rule_why_and_whom_to_ask(comment, moderator):
    rule = a_rule()

    do(comment, moderator, verdict=Verdict.HIDE, rule=rule, reason="Angriff auf eine Person")

    text = letters("hidden")[0].text
    for words in (
        "Mehr Radwege.",
        f"Regel {rule.number} in der Fassung {rule.version}: {rule.title}",
        "Angriff auf eine Person",
        comment.dialogue.contact_email,
        comment.dialogue.contact_phone,
        "Ein Mensch",
    ):
        assert words in text
    assert letters("decision") == []


def test_letters_name_only_pages_that_are_there(comment, moderator):
    other = make_principle(field=comment.principle.field)

    do(comment, moderator, moves=True, principle=other)
    do(comment, moderator, verdict=Verdict.HIDE, rule=a_rule(), reason="Werbung")

    moved = db.session.scalars(db.select(OutgoingMail).where(OutgoingMail.kind == "decision")).one()
    assert "/kommentare/" not in moved.text
    assert comment.receipt_number in moved.text
    assert "war und ist nicht öffentlich" in letters("hidden")[0].text
    assert "An der Stelle" not in letters("hidden")[0].text


def test_a_letter_that_has_not_left_is_kept_back_when_its_comment_is_hidden(comment, moderator):
    do(comment, moderator, verdict=Verdict.PUBLISH)
    do(comment, moderator, verdict=Verdict.HIDE, rule=a_rule(), reason="Doch nicht")

    assert letters("decision") == []
    assert len(letters("hidden")) == 1


def test_a_correction_keeps_history_and_writes_no_second_letter(comment, moderator):
    do(comment, moderator, verdict=Verdict.PUBLISH, reply=markdown("Dank.", reply=True))
    do(comment, make_moderator(), reply=markdown("Vielen Dank.", reply=True))

    reply = reply_under(comment)
    assert (reply.text_version, reply.words.text) == (2, "Vielen Dank.")
    assert len(letters("decision")) == 1


def test_every_decision_can_be_undone_by_a_colleague(comment, moderator):
    colleague, event = make_moderator(), make_event()
    do(
        comment,
        moderator,
        verdict=Verdict.PUBLISH,
        reply=markdown("Danke.", reply=True),
        event=event,
        invite_to=event,
    )
    invitation = db.session.scalars(db.select(Invitation)).one()

    do(comment, colleague, drop_event=True, uninvite=invitation)
    do(comment, colleague, withdraw_reply=True)
    do(comment, colleague, settle=True)
    do(comment, colleague, unsettle=True)
    do(comment, colleague, verdict=Verdict.HIDE, rule=a_rule(), reason="Werbung")
    do(comment, colleague, verdict=Verdict.RESTORE)

    assert comment.status is Status.PUBLISHED
    assert reply_under(comment) is None
    assert invitation.withdrawn_at is not None
    assert db.session.scalars(db.select(EventMention)).all() == []
    assert db.session.get_one(QueueEntry, comment.id).lane is Lane.AWAITING_REPLY


def test_a_stale_form_changes_nothing(comment, moderator):
    seen = state_of(comment)
    do(comment, make_moderator(), verdict=Verdict.PUBLISH)

    with pytest.raises(Conflict, match="Inzwischen"):
        carry_out(
            comment,
            Deed(verdict=Verdict.HIDE, rule=a_rule(), reason="Werbung"),
            by=moderator,
            seen=seen,
        )
    db.session.rollback()
    assert comment.status is Status.PUBLISHED


def test_a_colleagues_note_or_claim_makes_no_form_stale(comment, moderator):
    seen = state_of(comment)
    do(comment, make_moderator(), note="Habe angerufen")
    claims.take_over(comment, by=make_moderator())

    carry_out(comment, Deed(verdict=Verdict.PUBLISH), by=moderator, seen=seen)

    assert comment.status is Status.PUBLISHED


@pytest.mark.parametrize(
    ("deed", "sentence"),
    [
        ({}, "noch nichts gewählt"),
        ({"reply": markdown("Danke", reply=True)}, "nicht veröffentlicht"),
        ({"settle": True}, "nicht veröffentlicht"),
        (
            {"verdict": Verdict.PUBLISH, "reply": markdown("Danke", reply=True), "settle": True},
            "beides zugleich",
        ),
        ({"verdict": Verdict.HIDE, "reply": markdown("Danke", reply=True)}, "ausgeblendeten"),
        ({"verdict": Verdict.HIDE, "reason": "x"}, "Regel"),
        ({"verdict": Verdict.RESTORE}, "nicht möglich"),
        ({"invitation_words": "Hallo"}, "Veranstaltung, zu der Sie einladen"),
    ],
)
def test_nonsense_is_refused_and_changes_nothing(comment, moderator, deed, sentence):
    with pytest.raises(RuleViolation, match=sentence):
        carry_out(comment, Deed(**deed), by=moderator, seen=state_of(comment))
    db.session.rollback()

    assert comment.status is Status.PENDING
    assert verdicts(comment) == [Verdict.CONFIRM]


def test_an_event_needs_an_answer_to_stand_in(comment, moderator):
    with pytest.raises(RuleViolation, match="schreiben Sie eine Antwort"):
        do(comment, moderator, verdict=Verdict.PUBLISH, event=make_event())


def test_nobody_without_address_is_invited(app, moderator):
    principle = make_open_principle()
    comment = intake.submit(said(), principle.dialogue, principle)
    db.session.commit()

    with pytest.raises(RuleViolation, match="keine"):
        do(comment, moderator, verdict=Verdict.PUBLISH, invite_to=make_event())
    db.session.rollback()
    assert comment.status is Status.PENDING


def test_moving_tells_the_author_where_the_comment_stands(comment, moderator):
    other = make_principle(field=comment.principle.field)

    do(comment, moderator, moves=True, principle=other)

    assert comment.principle_id == other.id
    assert comment.revision_id == other.revision.id
    assert f"Leitsatz {other.number}" in letters("decision")[0].text


def test_consequences_say_what_will_happen(comment):
    event = make_event(title="Treffen")
    deed = Deed(
        verdict=Verdict.PUBLISH,
        reply=markdown("Danke", reply=True),
        event=event,
        invite_to=event,
    )

    assert list(consequences(deed, comment, None)) == [
        "Der Kommentar wird veröffentlicht.",
        "Die Antwort erscheint darunter.",
        "Die Antwort zeigt „Treffen“.",
        "Eine persönliche Einladung zu „Treffen“ geht per E-Mail hinaus.",
        "Die Verfasserin oder der Verfasser bekommt eine E-Mail.",
    ]


def test_of_two_who_open_an_entry_one_gets_it(comment, moderator):
    colleague = make_moderator()

    assert claims.claim(comment.id, by=moderator)
    assert not claims.claim(comment.id, by=colleague)
    assert claims.claim(comment.id, by=moderator)
    claims.take_over(comment, by=colleague)
    assert not claims.claim(comment.id, by=moderator)


def test_a_claim_runs_out(comment, moderator):
    claims.claim(comment.id, by=moderator)
    db.session.get_one(Claim, comment.id).expires_at = now() - timedelta(seconds=1)
    db.session.flush()

    assert claims.claim(comment.id, by=make_moderator())


def test_switching_a_moderator_off_ends_the_claims(comment, moderator):
    claims.claim(comment.id, by=moderator)
    switch_off(moderator, by=make_moderator())
    db.session.commit()

    assert claims.claim(comment.id, by=make_moderator())
