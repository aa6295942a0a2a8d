"""Search follows what is public at once: nothing is found, counted, suggested that is not."""

from datetime import timedelta

import pytest

from leitsaetze.clock import now
from leitsaetze.comments import actions, replies
from leitsaetze.comments.models import Comment
from leitsaetze.comments.passages import hide_passages
from leitsaetze.comments.rules import Verdict
from leitsaetze.events import actions as events
from leitsaetze.events import life, minutes
from leitsaetze.events.minutes_rules import Said
from leitsaetze.extensions import db
from leitsaetze.principles import publication, wording
from leitsaetze.principles.plain_writing import write_plain
from leitsaetze.search.models import SearchEnding, SearchPlaces, SearchWord
from leitsaetze.text import markdown
from tests.events.makers import details
from tests.factories import (
    make_dialogue,
    make_event,
    make_field,
    make_moderator,
    make_principle,
)
from tests.pages.makers import answer, hide, publish, rule, submit, withdraw
from tests.search.makers import found, meant, numbers, page, read_all

WORD = "Wasserspielplatz"


@pytest.fixture
def principle(app):
    return make_principle(number=4, statement="Wir laden Regenwasser ein.")


@pytest.fixture
def comment(principle):
    made = publish(principle, f"Bitte baut einen {WORD} am Markt, und zwar bald.")
    read_all()
    return made


def decide(comment, verdict, **more):
    actions.decide(comment, verdict, by=make_moderator(), **more)
    db.session.commit()


def traces() -> int:
    """How many words of the index begin as that one does."""
    known = db.session.scalars(db.select(SearchWord.word))
    return sum(word.startswith(b"wasserspiel") for word in known)


def test_what_waits_is_not_found(client, principle):
    submit(principle, f"Noch ein {WORD}.")
    read_all()

    assert numbers(client, WORD) == []
    assert meant(client, "Wasserspielplats") is None


def test_a_comment_is_found_once_the_worker_has_read_it(client, principle):
    one = publish(principle, f"Bitte einen {WORD}.")
    before = numbers(client, WORD)
    read_all()

    assert (before, numbers(client, WORD)) == ([], [one.id])


@pytest.mark.parametrize(
    "deed",
    [
        hide,
        withdraw,
        lambda it: withdraw(it, Verdict.ERASE),
        lambda it: decide(it, Verdict.HOLD_BACK),
    ],
)
def test_what_is_public_no_more_is_not_found_from_that_moment_on(client, comment, deed):
    other = publish(comment.principle, "Der Markt ist schön.")
    read_all()
    assert meant(client, "Wasserspielplats") == WORD
    deed(comment)

    for _ in range(2):  # before and after the worker has read it
        assert numbers(client, WORD) == []
        assert "Keine Treffer" in page(client, WORD)
        assert numbers(client, "Markt") == [other.id]
        assert "1 Treffer" in page(client, "Markt")
        assert meant(client, "Wasserspielplats") is None
        read_all()
    assert traces() == 0


def test_what_is_shown_again_is_found_at_its_old_place(client, comment):
    later = publish(comment.principle, f"Ein {WORD} wäre gut.")
    hide(comment)
    read_all()
    assert numbers(client, WORD) == [later.id]

    decide(comment, Verdict.RESTORE)
    read_all()

    assert numbers(client, WORD) == [later.id, comment.id]


def test_what_is_undone_before_the_worker_came_is_found_at_once(client, comment):
    hide(comment)
    decide(comment, Verdict.RESTORE)

    assert numbers(client, WORD) == [comment.id]


def test_a_hidden_passage_is_never_found_and_the_rest_still_is(client, comment):
    comment = db.session.get_one(Comment, comment.id)
    begin = comment.words.text.index(WORD)
    span = (begin, begin + len(WORD))
    hide_passages(comment, [span], by=make_moderator(), rule=rule(), words="Grund")
    db.session.commit()

    assert numbers(client, WORD) == []
    read_all()

    assert numbers(client, WORD) == []
    assert numbers(client, "Markt") == [comment.id]
    assert "entfernt" not in page(client, "Markt")
    assert numbers(client, "entfernt") == []
    assert traces() == 0


def test_a_moved_comment_is_found_where_it_stands_now(client, comment):
    dialogue = comment.dialogue
    elsewhere = make_field(dialogue=dialogue, title="Anderswo")
    other = make_principle(field=elsewhere, number=9)
    here = comment.principle.field_id
    actions.reassign(comment, other, by=make_moderator())
    db.session.commit()

    assert numbers(client, WORD, feld=here) == []
    read_all()
    assert numbers(client, WORD, feld=here) == []
    assert numbers(client, WORD, feld=elsewhere.id) == [comment.id]


def test_answers_are_found_while_they_stand(client, comment):
    reply = answer(comment, "Der **Bauhof** prüft das.")
    read_all()
    assert found(client, "Bauhof") == [f"/kommentare/{comment.id}"]

    moderator = make_moderator()
    replies.correct_reply(reply, comment, markdown("Das Amt prüft das.", reply=True), by=moderator)
    db.session.commit()
    assert found(client, "Bauhof") == []
    read_all()
    assert (found(client, "Bauhof"), found(client, "prüft")) == ([], [f"/kommentare/{comment.id}"])

    replies.withdraw_reply(reply, comment, by=moderator)
    db.session.commit()
    assert found(client, "prüft") == []


def test_an_answer_below_a_hidden_comment_is_not_found(client, comment):
    answer(comment, "Der Bauhof prüft das.")
    read_all()
    hide(comment)

    assert found(client, "Bauhof") == []


def test_only_the_present_revision_of_a_principle_is_found(client, principle):
    wording.revise(
        principle,
        statement="Wir sammeln Niederschlag.",
        explanation="Für Bäume.",
        change_note="Anders gesagt.",
        by=None,
    )
    read_all()

    assert found(client, "Regenwasser") == []
    assert found(client, "Niederschlag Bäume") == [
        f"/dialoge/{principle.dialogue.slug}/leitsaetze/4/"
    ]

    wording.withdraw(principle, by=None)
    db.session.commit()
    assert found(client, "Niederschlag") == []


def test_plain_words_are_found_as_they_are_now_and_never_of_a_withdrawn_principle(
    client, principle
):
    place = f"/dialoge/{principle.dialogue.slug}/leitsaetze/4/"
    write_plain(principle, "Das Wasser vom Dach bleibt hier.", by=None)
    read_all()
    first = found(client, "Dach")

    write_plain(principle, "Das Wasser bleibt im Garten.", by=None)
    db.session.commit()
    at_once = found(client, "Dach")
    read_all()

    assert (first, at_once) == ([place], [])
    assert (found(client, "Dach"), found(client, "Garten")) == ([], [place])
    wording.withdraw(principle, by=None)
    db.session.commit()
    assert found(client, "Garten") == []


def test_a_withdrawn_dialogue_hides_everything_in_it_and_nothing_else(client, comment):
    answer(comment, "Der Bauhof prüft das.")
    elsewhere = publish(make_principle(), f"Auch hier ein {WORD}.")
    read_all()
    publication.withdraw(comment.dialogue, note="Neu gedacht.", by=None)
    db.session.commit()

    assert numbers(client, WORD) == [elsewhere.id]
    assert numbers(client, "Bauhof") == []
    read_all()
    assert numbers(client, WORD) == [elsewhere.id]


def test_events_are_found_once_they_are_public(client, app):
    moderator = make_moderator()
    event = events.draft_event(details(title="Fahrradbasar", text="Mit Kuchen."), by=None)
    read_all()
    assert found(client, "Basar") == []

    life.publish_event(event, by=moderator, seen=str(event.sequence))
    read_all()
    assert found(client, "Kuchen Basar") == [f"/veranstaltungen/{event.id}/"]

    events.change_event(event, details(title="Tauschtag"), by=moderator)
    db.session.commit()
    assert found(client, "Basar") == []
    read_all()
    assert (found(client, "Basar"), len(found(client, "Tauschtag"))) == ([], 1)


def test_minutes_are_found_as_they_were_published_last(client, principle):
    editor, field = make_moderator(), principle.field
    event = make_event(
        title="Werkstatt Oberau",
        starts_at=now() - timedelta(days=1),
        dialogues=[principle.dialogue],
    )
    discussed = Said(text="Es ging um Streuobst.", results=["Kopfweiden."], fields=[field.id])
    minutes.save_minutes(event, discussed, by=editor, seen=0)
    read_all()
    assert found(client, "Streuobst") == []

    minutes.publish_minutes(event, by=editor, seen=1)
    read_all()
    place = [f"/veranstaltungen/{event.id}/protokoll/"]
    assert found(client, "Streuobst") == found(client, "Protokoll Oberau") == place
    assert found(client, "Kopfweide", art="protokolle", feld=field.id) == place
    assert found(client, "Kopfweide", dialog=principle.dialogue_id) == place
    elsewhere = make_field(dialogue=make_dialogue())
    assert found(client, "Kopfweide", feld=elsewhere.id) == []
    assert found(client, "Kopfweide", dialog=elsewhere.dialogue_id) == []
    assert meant(client, "Streuopst") == "Streuobst"

    minutes.save_minutes(event, Said(text="Es ging um Hecken."), by=editor, seen=1)
    minutes.publish_minutes(event, by=editor, seen=2, note="Verwechselt.")
    db.session.commit()
    for _ in range(2):  # before and after the worker has read it
        assert found(client, "Streuobst") == found(client, "Kopfweide") == []
        read_all()
    assert found(client, "Hecke") == place


def test_drafts_are_not_found(client, app):
    dialogue = make_dialogue(published_at=None)
    make_principle(field=make_field(dialogue=dialogue), statement="Wir üben Geheimnisse.")
    publication.publish(make_field(dialogue=dialogue, published_at=None), by=None)
    read_all()
    assert found(client, "Geheimnisse") == []

    publication.publish(dialogue, by=None)
    read_all()
    assert len(found(client, "Geheimnisse")) == 1


def test_what_belongs_to_nothing_any_more_leaves_the_tables(client, comment):
    withdraw(comment, Verdict.ERASE)
    read_all()

    left = {word.decode() for (word,) in db.session.execute(db.select(SearchWord.word))}
    assert not any("spielplatz" in word or word == "baut" for word in left), left
    known = db.session.scalars(db.select(SearchWord.id)).all()
    for table in (SearchPlaces, SearchEnding):
        assert set(db.session.scalars(db.select(table.word_id))) <= set(known)
