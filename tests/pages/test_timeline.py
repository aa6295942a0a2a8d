"""The way of a comment as its author reads it, on the receipt, and in public."""

import re

from sqlalchemy import event as sql_event

from leitsaetze.comments import actions, replies
from leitsaetze.comments.models import Comment
from leitsaetze.comments.rules import Verdict
from leitsaetze.extensions import db
from leitsaetze.principles import wording
from leitsaetze.text import markdown
from tests.comments.test_rewriting import at_once, change, publish, rule, written
from tests.factories import make_moderator

GONE = '[− <span class="words">gemeinsam</span>]'
NEW = '[+ <span class="words">entschlossen</span>]'


def led_on(comment: Comment, statement: str = "Wir handeln entschlossen.") -> None:
    """A new revision that names the comment."""
    moderator = make_moderator()
    wording.revise(
        comment.principle,
        statement=statement,
        explanation=comment.principle.revision.explanation,
        change_note="Klarer gesagt.",
        by=moderator,
    )
    db.session.expire_all()
    actions.name_comments(comment.principle.revision, [comment], by=moderator)
    db.session.commit()


def answered(comment: Comment) -> None:
    replies.reply(comment, markdown("Danke."), by=make_moderator())
    db.session.commit()


def steps_of(page: str) -> list[str]:
    """The steps of the first way on a page, in words, without their moments."""
    (_, _, rest) = page.partition('<ol class="history">')
    way = rest.partition("</ol>")[0]
    found = re.findall(r"<li>(.*?)</li>", way, re.DOTALL)
    aside = r"<time.*?</time>|<div class=\"changed-words\">.*|<[^>]+>"
    plain = [re.sub(aside, "", it, flags=re.DOTALL) for it in found]
    return [" ".join(it.split()) for it in plain]


def mine(app, comment: Comment) -> str:
    return app.test_client().sign_in(comment.author).get("/mein/").text


def test_the_whole_way_stands_in_its_order(app):
    comment = written()
    publish(comment)
    answered(comment)
    led_on(comment)

    assert steps_of(mine(app, comment)) == [
        "eingegangen",
        "bestätigt",
        "veröffentlicht",
        "beantwortet",
        f"führte zu Fassung 2 von Leitsatz {comment.principle.number}: was sich geändert hat",
    ]


def test_the_words_that_changed_stand_there(app, client):
    comment = written()
    publish(comment)
    led_on(comment)

    receipt = client.post("/beleg/", data={"number": comment.receipt_number}).text
    for page in (mine(app, comment), receipt, client.get(f"/kommentare/{comment.id}").text):
        assert GONE in page
        assert NEW in page
        assert "Klarer gesagt." in page


def test_words_of_a_withdrawn_principle_stand_nowhere(app, client):
    comment = written()
    publish(comment)
    led_on(comment)
    wording.withdraw(comment.principle, by=None)
    db.session.commit()

    receipt = client.post("/beleg/", data={"number": comment.receipt_number}).text
    for page in (mine(app, comment), receipt, client.get(f"/kommentare/{comment.id}").text):
        assert "entschlossen" not in page
        assert "Klarer gesagt." not in page


def test_hidden_with_its_reason_and_shown_again(app):
    comment = written()
    by = publish(comment)
    actions.decide(comment, Verdict.HIDE, by=by, rule=rule(), words="Zu persönlich")
    db.session.commit()
    page = mine(app, comment)
    assert "ausgeblendet: Regel 1" in steps_of(page)[-1]
    assert "Zu persönlich" in page

    actions.decide(comment, Verdict.RESTORE, by=by)
    db.session.commit()

    steps = steps_of(mine(app, comment))
    assert "ausgeblendet: Regel 1" in steps[-3]
    assert steps[-2:] == ["wieder zu sehen", "Antwort steht noch aus"]


def test_changed_withdrawn_and_what_is_still_to_come(app):
    comment = written()
    change(comment)
    assert steps_of(mine(app, comment))[2:] == [
        "von Ihnen geändert",
        "Die Moderation hat ihn noch nicht gelesen.",
    ]

    actions.withdraw(comment, by=comment.author)
    db.session.commit()

    assert steps_of(mine(app, comment))[-1] == "von Ihnen zurückgezogen"


def test_everybody_reads_the_public_steps_only(client):
    comment = at_once()
    change(comment)
    answered(comment)
    actions.note(comment, "Interner Vermerk", by=make_moderator())
    db.session.commit()

    steps = steps_of(client.get(f"/kommentare/{comment.id}").text)

    assert steps == [
        "eingegangen",
        "veröffentlicht",
        "von der Verfasserin oder dem Verfasser geändert",
        "beantwortet",
    ]


def test_the_public_way_of_a_hidden_comment_tells_the_rule_and_no_words(client):
    comment = written("kanarienwort")
    by = publish(comment)
    actions.decide(comment, Verdict.HIDE, by=by, rule=rule(), words="kanariengrund")
    db.session.commit()

    page = client.get(f"/kommentare/{comment.id}").text

    assert "ausgeblendet: Regel 1" in steps_of(page)[-1]
    assert "kanarien" not in page


def test_more_comments_ask_no_more_questions(app):
    first = full_of_news()
    browser = app.test_client().sign_in(first.author)

    few = questions(browser)
    for _ in range(3):
        full_of_news()

    assert questions(browser) == few


def full_of_news() -> Comment:
    comment = written()
    publish(comment)
    answered(comment)
    led_on(comment)
    return comment


def questions(browser) -> int:
    browser.get("/mein/")
    asked = []

    def count(*_args) -> None:
        asked.append(1)

    sql_event.listen(db.engine, "before_cursor_execute", count)
    try:
        browser.get("/mein/")
    finally:
        sql_event.remove(db.engine, "before_cursor_execute", count)
    return len(asked)
