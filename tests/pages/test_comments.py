"""Lists of comments page by page, and the permanent page of one comment."""

import re
from itertools import chain

import pytest

from leitsaetze.comments.rules import Status, Verdict
from leitsaetze.extensions import db
from tests.factories import make_comment, make_principle
from tests.pages.makers import address_of, hide, many, publish, submit, withdraw


def ids_in(page) -> list[int]:
    return [int(found) for found in re.findall(r'id="kommentar-(\d+)"', page)]


def pages(client, address) -> list[list[int]]:
    """Follow the link to further comments to the end."""
    found = []
    while address:
        page = client.get(address).text
        found.append(ids_in(page))
        onward = re.search(r'href="([^"]+)">Weitere Kommentare', page)
        address = onward and onward[1].replace("&amp;", "&").partition("#")[0]
    return found


def joined(lists) -> list[int]:
    return list(chain.from_iterable(lists))


def test_oldest_first_reaches_every_comment_once(client):
    principle = make_principle()
    ids = many(principle, 120)

    found = pages(client, address_of(principle))

    assert [len(page) for page in found] == [50, 50, 20]
    assert joined(found) == ids


def test_newest_first_reaches_every_comment_once(client):
    principle = make_principle()
    ids = many(principle, 120)

    found = pages(client, address_of(principle) + "?sortierung=neueste")

    assert [len(page) for page in found] == [50, 50, 20]
    assert joined(found) == ids[::-1]


def test_a_full_page_has_no_empty_one_after_it(client):
    principle = make_principle()
    ids = many(principle, 50)

    assert pages(client, address_of(principle)) == [ids]


def test_general_comments_page_too(client):
    dialogue = make_principle().dialogue
    ids = many(None, 60, dialogue=dialogue)

    assert joined(pages(client, f"/dialoge/{dialogue.slug}/kommentare/")) == ids


def test_later_pages_lead_back_to_the_beginning(client):
    principle = make_principle()
    ids = many(principle, 60)

    page = client.get(f"{address_of(principle)}?nach={ids[49]}").text

    assert ids_in(page) == ids[50:]
    assert f'href="{address_of(principle)}#kommentare">← Zum Anfang' in page


def test_the_number_above_the_list_counts_what_is_published(client):
    principle = make_principle()
    many(principle, 20)

    assert "18 Kommentare</h2>" in client.get(address_of(principle)).text


def test_the_page_of_a_comment_shows_it_in_its_context(client):
    principle = make_principle(statement="Wir teilen.")
    comment = publish(principle, "Gut so.", name="Radlerin")

    page = client.get(f"/kommentare/{comment.id}").text

    assert f"Kommentar zu Leitsatz {principle.number}</h1>" in page
    assert "„Wir teilen.“" in page
    assert "Gut so." in page
    assert "Radlerin" in page
    onward = re.search(r'href="([^"#]+)#kommentar-', page)[1]
    assert ids_in(client.get(onward).text)[0] == comment.id


@pytest.mark.parametrize(
    ("leave", "words"),
    [
        (hide, "von der Moderation ausgeblendet: Keine Angriffe auf Personen (Regel 3)."),
        (withdraw, "von der Verfasserin oder dem Verfasser zurückgezogen."),
        (lambda c: withdraw(c, Verdict.ERASE), "Sein Inhalt wurde gelöscht."),
    ],
)
def test_what_was_public_leaves_a_trace_at_its_address(client, leave, words):
    comment = publish(make_principle(), "Kanarienvogel", name="Kanarienname")
    leave(comment)

    answer = client.get(f"/kommentare/{comment.id}")

    assert answer.status_code == 200
    assert words in answer.text
    assert "Kanarien" not in answer.text


@pytest.mark.parametrize(
    "never_public",
    [
        submit,
        lambda principle: submit(principle, address="neu@musterland.example"),
        lambda principle: hide(submit(principle)),
        lambda principle: withdraw(submit(principle)),
    ],
)
def test_what_was_never_public_has_no_page(client, never_public):
    principle = make_principle()
    comment = never_public(principle)

    assert client.get(f"/kommentare/{comment.id}").status_code == 404
    assert f"kommentar-{comment.id}" not in client.get(address_of(principle)).text


def test_a_comment_sent_back_to_the_queue_shows_no_words(client):
    comment = make_comment(text="Kanarienvogel", status=Status.PUBLISHED)
    comment.status = Status.PENDING
    db.session.commit()

    page = client.get(f"/kommentare/{comment.id}").text

    assert "noch einmal an" in page
    assert "Kanarienvogel" not in page
