"""The page of a principle and its revisions."""

from datetime import timedelta

from leitsaetze.clock import now
from leitsaetze.comments import actions
from leitsaetze.comments.rules import Source, Verdict
from leitsaetze.events.actions import set_mention
from leitsaetze.extensions import db
from leitsaetze.principles import wording
from leitsaetze.text import markdown
from tests.factories import (
    make_dialogue,
    make_event,
    make_field,
    make_moderator,
    make_principle,
    make_revision,
)
from tests.pages.makers import address_of, answer, hide, publish, withdraw


def test_number_statement_explanation_and_neighbours(client):
    dialogue = make_dialogue(title="Digitale Leitsätze")
    field = make_field(dialogue=dialogue)
    first, second, third = (
        make_principle(field=field, number=n, statement=f"Satz {n}.") for n in (2, 4, 7)
    )

    page = client.get(address_of(second)).text

    assert "„Satz 4.“" in page
    assert "Eine Erläuterung." in page
    assert "Leitsatz 4 · Fassung 1 vom" in page
    assert f'rel="prev" href="{address_of(first)}"' in page
    assert f'rel="next" href="{address_of(third)}"' in page
    assert "erster Leitsatz" in client.get(address_of(first)).text
    assert "letzter Leitsatz" in client.get(address_of(third)).text


def test_a_principle_without_comments_invites_to_begin(client):
    page = client.get(address_of(make_principle())).text

    assert "Noch hat niemand kommentiert. Machen Sie den Anfang!" in page
    assert page.count("/kommentieren") == 1


def test_the_way_to_the_form_stands_above_and_below_the_comments(client):
    principle = make_principle()
    publish(principle, "Mitten drin.")

    above, below = client.get(address_of(principle)).text.split("Mitten drin.")

    assert f'href="{address_of(principle)}kommentieren"' in above
    assert f'href="{address_of(principle)}kommentieren"' in below


def test_comments_show_everything_about_them(client):
    principle = make_principle()
    comment = publish(principle, name="<b>Eva</b>", organisation="Dorfwerk", source=Source.CARD)

    page = client.get(address_of(principle)).text

    assert f'id="kommentar-{comment.id}"' in page
    assert "<bdi>&lt;b&gt;Eva&lt;/b&gt;</bdi>" in page
    assert "<bdi>Dorfwerk</bdi>" in page
    assert "vor Ort eingebracht" in page
    assert "Antwort steht aus" in page
    assert f'href="/kommentare/{comment.id}"' in page
    assert "1 Kommentar</h2>" in page


def test_text_appears_as_typed(client):
    principle = make_principle()
    publish(principle, "20. Mai um 17 Uhr\n#Bus\n\n<i>nicht</i> kursiv & مرحبا 👩")

    page = client.get(address_of(principle)).text

    assert "<p>20. Mai um 17 Uhr<br>#Bus</p>" in page
    assert "<p>&lt;i&gt;nicht&lt;/i&gt; kursiv &amp; مرحبا 👩</p>" in page


def test_an_answer_is_set_apart_and_shows_its_event(client):
    principle = make_principle()
    reply = answer(publish(principle), "Kommen Sie **gern** vorbei:")
    set_mention(reply, make_event(title="Vernetzungstreffen"), by=make_moderator())

    page = client.get(address_of(principle)).text

    assert "Antwort der Moderation" in page
    assert "Kommen Sie <strong>gern</strong> vorbei:" in page
    assert "Vernetzungstreffen" in page
    assert "beantwortet am" in page
    assert "Antwort steht aus" not in page
    assert "korrigiert am" not in page


def test_a_corrected_answer_says_so_and_shows_only_the_new_words(client):
    principle = make_principle()
    comment = publish(principle)
    reply = answer(comment, "Das Parkdeck nimmt Münzen.")
    corrected = markdown("Das Parkdeck nimmt nur Karten.", reply=True)
    actions.correct_reply(reply, comment, corrected, by=make_moderator())

    page = client.get(address_of(principle)).text

    assert "Das Parkdeck nimmt nur Karten." in page
    assert "korrigiert am" in page
    assert "Münzen" not in page


def test_a_withdrawn_answer_is_gone_and_the_comment_waits_again(client):
    principle = make_principle()
    comment = publish(principle)
    actions.withdraw_reply(answer(comment, "Voreilig."), comment, by=make_moderator())

    page = client.get(address_of(principle)).text

    assert "Voreilig." not in page
    assert "Antwort steht aus" in page


def test_no_answer_needed_is_shown_as_published(client):
    principle = make_principle()
    actions.settle(publish(principle), by=make_moderator())

    page = client.get(address_of(principle)).text

    assert "veröffentlicht am" in page
    assert "Antwort steht aus" not in page
    assert "beantwortet" not in page


def test_a_hidden_comment_leaves_date_and_rule(client):
    principle = make_principle()
    comment = hide(publish(principle, "Schimpfwort", name="Schimpfer"), number=3)
    actions.decide(comment, Verdict.RESTORE, by=make_moderator())
    hide(comment, number=5)

    page = client.get(address_of(principle)).text

    assert "am selben Tag von der Moderation ausgeblendet: Keine Werbung (Regel 5)." in page
    assert 'href="/regeln"' in page
    assert "Schimpf" not in page


def test_an_answer_below_a_hidden_comment_is_hidden_with_it(client):
    principle = make_principle()
    comment = publish(principle)
    answer(comment, "Sie schreiben: Schimpfwort.")
    hide(comment)

    assert "Schimpfwort" not in client.get(address_of(principle)).text


def test_a_withdrawn_comment_leaves_its_place_and_the_answer(client):
    principle = make_principle()
    comment = publish(principle, "Zurück damit", name="Zurückzieher")
    answer(comment, "Danke trotzdem.")
    withdraw(comment)

    page = client.get(address_of(principle)).text

    assert "von der Verfasserin oder dem Verfasser zurückgezogen." in page
    assert "Danke trotzdem." in page
    assert "Zurück damit" not in page
    assert "Zurückzieher" not in page


def test_comments_on_an_earlier_revision_say_so(client):
    principle = make_principle()
    publish(principle, "Zur ersten.")
    wording.revise(
        principle,
        statement="Wir handeln gemeinsam und offen.",
        explanation="Neu.",
        change_note="„und offen“ ergänzt.",
        by=None,
    )
    publish(principle, "Zur zweiten.")

    page = client.get(address_of(principle)).text
    first, second = page[: page.index("Zur zweiten.")], page[page.index("Zur zweiten.") :]

    link = f'href="{address_of(principle)}fassungen/1"'
    assert "Fassung 2 vom" in page
    assert "„und offen“ ergänzt." in page
    assert first.count(link) == 2  # among the earlier revisions, and at the comment
    assert link not in second


def test_a_revision_says_whether_it_holds(client):
    principle = make_principle(statement="Alt.")
    make_revision(principle, 2, statement="Neu.", change_note="Kürzer.")

    old = client.get(address_of(principle) + "fassungen/1").text
    new = client.get(address_of(principle) + "fassungen/2").text

    assert "„Alt.“" in old
    assert "Das ist eine frühere Fassung." in old
    assert "„Neu.“" in new
    assert "Das ist die gültige Fassung." in new
    assert "Kürzer." in new


def test_a_withdrawn_principle_stays_readable_but_takes_no_comments(client):
    principle = make_principle(withdrawn_at=now())

    page = client.get(address_of(principle)).text

    assert "zurückgezogen. Sein Wortlaut und die Kommentare bleiben lesbar" in page
    assert "„Wir handeln gemeinsam.“" in page
    assert "/kommentieren" not in page


def test_a_closed_dialogue_says_so_and_one_to_come_from_when(client):
    principle = make_principle()
    publish(principle, "Bleibt lesbar.")
    dialogue = principle.dialogue
    dialogue.closes_at = now() - timedelta(days=1)
    db.session.commit()
    closed = client.get(address_of(principle)).text
    dialogue.opens_at, dialogue.closes_at = (now() + timedelta(days=n) for n in (3, 9))
    upcoming = client.get(address_of(principle)).text

    assert "nimmt keine Kommentare mehr an" in closed
    assert "Bleibt lesbar." in closed
    assert "Kommentieren können Sie ab" in upcoming
    assert "/kommentieren" not in closed + upcoming


def test_plain_language_stands_beside_the_official_words(client):
    principle = make_principle()
    make_revision(principle, 2, plain_html="<p>Wir arbeiten zusammen.</p>")

    page = client.get(address_of(principle)).text

    assert "In Einfacher Sprache" in page
    assert "Wir arbeiten zusammen." in page
