"""Answering similar comments together, in the browser: chosen, suggested, added by number."""

import re

import pytest

from leitsaetze.comments import marking
from leitsaetze.comments.models import Comment
from leitsaetze.comments.rules import Status
from leitsaetze.extensions import db
from leitsaetze.moderation import blocks, claims
from leitsaetze.moderation.actions import reply_under
from leitsaetze.moderation.group_rules import MOST_TOGETHER
from tests.factories import make_moderator
from tests.moderation.test_views import (
    decide,
    desk,
    form_of,
    moderator,
    page_of,
    path_of,
    principle,
    submitted,
)

__all__ = ["desk", "moderator", "principle"]
LIGHT = "Der Radweg zur Schule ist nachts nicht beleuchtet."
LIKE_IT = "Bitte beleuchten Sie die Radwege zu den Schulen."


@pytest.fixture
def pair(desk, principle) -> list[Comment]:
    """Two comments that say nearly the same, and one that does not."""
    found = [submitted(principle, words) for words in (LIGHT, LIKE_IT, "Mehr Gemüse am Markt.")]
    marking.look_through()
    return found


def box(comment: Comment) -> str:
    return f"{comment.id}:{comment.version}"


def boxes(page: str) -> dict[str, bool]:
    """The comments that can be chosen, and whether they are."""
    found = re.findall(r'name="companions" value="([^"]+)"( checked)?', page)
    return {value: bool(checked) for value, checked in found}


def test_similar_comments_are_suggested_with_words_text_and_what_choosing_does(desk, pair):
    page = page_of(desk, path_of(pair[0]))

    assert boxes(page) == {box(pair[1]): False}
    assert "ein ähnlicher Kommentar" in page
    assert "wird dabei veröffentlicht" in page
    assert "gemeinsame Wörter:" in page
    assert LIKE_IT in page.partition('id="companions"')[2]


def test_one_form_answers_those_chosen(desk, pair):
    first, second, other = pair

    answer = decide(desk, first, verdict="publish", reply="Wir prüfen das.", companions=box(second))

    assert answer.status_code == 303
    assert reply_under(first).id == reply_under(second).id
    assert second.status is Status.PUBLISHED
    assert other.status is Status.PENDING
    page = page_of(desk, path_of(second))
    assert "Sie steht unter 2 Kommentaren." in page
    assert "Die gemeinsame Antwort nur hier wegnehmen" in page
    decide(desk, second, leave_group="y")
    assert reply_under(second) is None
    assert reply_under(first) is not None


def test_what_changed_meanwhile_is_named_and_everything_typed_and_chosen_stays(desk, pair):
    first, second, _ = pair
    hidden, seen = form_of(desk, first), box(second)
    second.version += 1
    db.session.commit()

    typed = {"verdict": "publish", "reply": "Lange getippt.", "companions": seen}
    answer = decide(desk, first, hidden, **typed)

    assert answer.status_code == 409
    assert f"bei Kommentar {second.id}" in answer.text
    assert "Lange getippt." in answer.text
    assert boxes(answer.text) == {box(second): True}
    assert "Beides nebeneinander" not in answer.text
    assert first.status is Status.PENDING
    again = decide(desk, first, hidden, **typed | {"companions": box(second)})
    assert again.status_code == 303


def test_a_colleagues_claim_is_respected(app, desk, pair):
    first, second, _ = pair
    hidden, seen = form_of(desk, first), box(second)
    claims.claim(second.id, by=make_moderator(name="Ömer"))
    db.session.commit()

    suggested = page_of(desk, path_of(first))
    typed = {"verdict": "publish", "reply": "Ja.", "companions": seen}
    answer = decide(desk, first, hidden, **typed)

    assert boxes(suggested) == {}
    assert "arbeitet gerade daran." in suggested
    assert answer.status_code == 409
    assert "Ömer" in answer.text
    assert first.status is Status.PENDING


def test_others_are_added_by_number_or_receipt_and_nothing_typed_is_lost(desk, pair, principle):
    first, second, other = pair
    numbers = f"{other.id}, {second.receipt_number}, 999999, {first.id}"

    answer = decide(desk, first, reply="Schon getippt.", numbers=numbers, tat="dazu")

    assert boxes(answer.text) == {box(other): True, box(second): True}
    assert "Schon getippt." in answer.text
    assert "999999 kennen wir nicht." in answer.text
    assert "den Sie gerade beantworten" in answer.text
    assert first.status is Status.PENDING
    unseen = decide(desk, first, verdict="publish", reply="Ja.", numbers=str(other.id))
    assert unseen.status_code == 422
    assert "damit Sie sehen, worauf Sie antworten" in unseen.text


def test_entries_picked_in_the_list_open_the_first_with_the_rest_chosen(desk, pair):
    first, second, other = pair
    address = f"/moderation/sammeln/?was=gemeinsam&eintrag={first.id}&eintrag={other.id}"

    opened = desk.get(address).location
    page = page_of(desk, opened)

    assert opened.startswith(path_of(first))
    assert boxes(page) == {box(other): True, box(second): False}
    claimed = re.search(r' action="([^"]+oeffnen[^"]+)"', page)[1].replace("&amp;", "&")
    assert boxes(page_of(desk, desk.post(claimed).location))[box(other)]
    nothing = desk.get("/moderation/sammeln/?was=gemeinsam").location
    assert nothing.startswith("/moderation/")


def test_what_is_typed_is_kept_with_what_is_chosen(desk, pair):
    first, second, _ = pair
    fields = form_of(desk, first) | {"reply": "Halb.", "companions": box(second)}

    desk.post(path_of(first), data=fields | {"tat": "zwischenstand"})

    page = page_of(desk, path_of(first))
    assert "Halb." in page
    assert boxes(page) == {box(second): True}


def test_a_text_block_for_several_names_nobody(desk, pair, moderator):
    first, second, _ = pair
    block = blocks.add_block("Gruß", "Guten Tag, {{name}}.", None, by=moderator)
    db.session.commit()
    insert = {"block": str(block.id), "tat": "baustein"}

    alone = decide(desk, first, **insert).text
    shared = decide(desk, first, **insert, companions=box(second)).text

    assert "Guten Tag, Radlerin." in alone
    assert "Guten Tag, {{name}}." in shared


def test_one_answer_is_not_for_more_than_can_be_read(desk, pair):
    many = [f"{number}:1" for number in range(1000, 1000 + MOST_TOGETHER)]
    fields = form_of(desk, pair[0]) | {"verdict": "publish", "reply": "Ja.", "companions": many}

    answer = desk.post(path_of(pair[0]), data=fields | {"tat": "vorschau"})

    assert f"höchstens {MOST_TOGETHER} Kommentare" in answer.text


@pytest.mark.parametrize("odd", ["x", "1:2:3", ":", "9" * 40, "999999:1", "9" * 18 + ":1", "0:1"])
def test_what_no_form_of_ours_carries_answers_nothing(desk, pair, odd):
    answer = decide(desk, pair[0], verdict="publish", reply="Ja.", companions=odd)

    assert answer.status_code == 303
    assert len(reply_under(pair[0]).comments) == 1
    assert desk.get(f"{path_of(pair[0])}?mit={odd}").status_code == 200


def test_a_changed_proposal_stays_one_for_all_and_is_published_for_all(app, desk, pair):
    first, second, _ = pair
    first.dialogue.replies_need_two = True
    colleague = app.test_client().sign_in(make_moderator(name="Ömer"))
    decide(desk, first, verdict="publish", reply="Halb.", companions=box(second))
    assert "Für diesen Kommentar liegt eine gemeinsame Antwort" in page_of(desk, path_of(second))

    decide(colleague, first, reply="Besser.", companions=box(second))
    assert "Sie gilt auch für einen weiteren Kommentar" in page_of(desk, path_of(first))
    answer = decide(desk, first, reading="veroeffentlichen", companions=box(second))

    assert answer.status_code == 303
    assert reply_under(second).words.text == "Besser."
    assert reply_under(first).id == reply_under(second).id


def test_a_note_beside_a_proposal_for_several_changes_nothing_of_it(app, desk, pair):
    first, second, _ = pair
    first.dialogue.replies_need_two = True
    decide(desk, first, verdict="publish", reply="Halb.", companions=box(second))
    version = second.version

    assert decide(desk, first, note="Rückfrage.", companions=box(second)).status_code == 303

    assert second.version == version
    assert boxes(page_of(desk, path_of(first))) == {box(second): True}


def test_when_the_comment_itself_changed_what_was_chosen_stands_beside_it(desk, pair):
    first, second, _ = pair
    hidden = form_of(desk, first)
    first.version += 1
    db.session.commit()

    answer = decide(desk, first, hidden, reply="Getippt.", companions=box(second))

    assert answer.status_code == 409
    wanted = answer.text.partition("Das wollten Sie")[2]
    assert "Gleiche Antwort auch für" in wanted
    assert f"Kommentar {second.id}" in wanted
    assert boxes(answer.text) == {box(second): True}
