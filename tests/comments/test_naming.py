"""Comments named behind a revision: who may be named, who is told, what stays when one goes."""

import pytest

from leitsaetze.audit.models import AuditEntry
from leitsaetze.comments import actions
from leitsaetze.comments.models import RevisionComment
from leitsaetze.comments.rules import Status, Verdict
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import db
from leitsaetze.mail.delivery import deliver_waiting
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.principles import wording
from tests.factories import make_comment, make_moderator, make_person, make_principle
from tests.pages.makers import hide, publish


@pytest.fixture
def principle(app):
    return make_principle(number=4)


@pytest.fixture
def revision(principle):
    return wording.revise(
        principle,
        statement="Wir handeln bald.",
        explanation="Eine Erläuterung.",
        change_note="Jetzt steht da, wann.",
        by=None,
    )


def by(person, principle):
    given = {"status": Status.PUBLISHED, "author_id": person.id}
    return make_comment(principle=principle, **given)


def named() -> list[tuple[int, int]]:
    rows = db.session.scalars(db.select(RevisionComment).order_by(RevisionComment.comment_id))
    return [(row.revision_id, row.comment_id) for row in rows]


def letters() -> list[OutgoingMail]:
    question = db.select(OutgoingMail).filter_by(kind="change").order_by(OutgoingMail.id)
    return list(db.session.scalars(question))


def test_naming_says_it_once_and_writes_it_down(principle, revision):
    editor, comment = make_moderator(), by(make_person(), principle)
    version = principle.dialogue.stamp.version

    assert actions.name_comments(revision, [comment, comment], by=editor) == [comment]
    assert actions.name_comments(revision, [comment], by=editor) == []
    db.session.commit()

    assert named() == [(revision.id, comment.id)]
    assert principle.dialogue.stamp.version == version + 1
    deed = db.select(AuditEntry).filter_by(deed="revision.comments_named")
    entry = db.session.scalars(deed).one()
    assert (entry.subject, entry.by_id) == (f"revision:{revision.id}", editor.id)
    assert entry.details == {"comments": [comment.id]}


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"status": Status.PENDING}, "nicht öffentlich"),
        ({"status": Status.AWAITING_CONFIRMATION}, "nicht öffentlich"),
        ({"status": Status.HIDDEN}, "nicht öffentlich"),
        ({"status": Status.PUBLISHED, "principle": None}, "anderen Dialog"),
    ],
)
def test_only_what_has_a_public_place_in_this_dialogue_is_named(
    principle, revision, given, refusal
):
    good = by(make_person(), principle)
    bad = make_comment(**{"principle": principle} | given)

    with pytest.raises(RuleViolation, match=refusal):
        actions.name_comments(revision, [good, bad], by=None)

    assert (named(), letters()) == ([], [])


def test_what_was_public_and_is_hidden_may_be_named_but_its_author_is_not_told(principle, revision):
    comment = publish(principle)
    comment.author = make_person()
    hide(comment)

    actions.name_comments(revision, [comment], by=None)

    assert named() == [(revision.id, comment.id)]
    assert letters() == []


def test_each_author_gets_one_letter_for_a_revision_in_their_language(principle, revision):
    german, english = make_person(), make_person(locale="en")
    comments = [by(german, principle), by(german, principle), by(english, principle)]
    comments.append(make_comment(principle=principle, status=Status.PUBLISHED))

    actions.name_comments(revision, comments, by=None)
    actions.name_comments(revision, [by(german, principle)], by=None)
    db.session.commit()

    first, second = letters()
    assert [first.person_id, second.person_id] == [german.id, english.id]
    assert first.subject == "Ihr Kommentar hat etwas bewirkt"
    assert first.headers == {"Reply-To": "dialog@musterland.example"}
    assert "Jetzt steht da, wann." in first.text
    place = f"http://localhost/dialoge/{principle.dialogue.slug}/leitsaetze/4/"
    assert f"\n{place}vergleich?von=1&bis=2\n" in first.text
    assert f"\nhttp://localhost/kommentare/{comments[0].id}\n" in first.text
    assert f"/en/kommentare/{comments[2].id}\n" in second.text


def test_a_comment_behind_a_new_principle_leads_to_it(principle):
    comment = by(make_person(), principle)

    actions.name_comments(principle.revision, [comment], by=None)

    (letter,) = letters()
    assert "gibt es einen neuen Leitsatz mit der Nummer 4" in letter.text
    assert "vergleich" not in letter.text


@pytest.mark.parametrize("verdict", [Verdict.HIDE, Verdict.ERASE, Verdict.WITHDRAW])
def test_the_letter_does_not_leave_when_the_comment_goes_before(principle, revision, verdict):
    comment = by(make_person(), principle)
    actions.name_comments(revision, [comment], by=None)
    db.session.commit()
    sent = []

    if verdict is Verdict.HIDE:
        hide(comment)
    else:
        actions.decide(comment, verdict, by=None)
        db.session.commit()
    deliver_waiting(sent.append)

    assert sent == []
    assert letters()[0].cancelled_at is not None


def test_of_a_withdrawn_principle_no_letter_tells_a_change(principle, revision):
    comment = by(make_person(), principle)
    wording.withdraw(principle, note="Veraltet.", by=None)

    assert actions.name_comments(revision, [comment], by=None) == [comment]

    assert letters() == []
