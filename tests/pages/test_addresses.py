"""Addresses that lead nowhere, and odd ones that lead somewhere, never to an error of ours."""

import pytest

from tests.factories import make_principle
from tests.pages.makers import address_of, publish

HUGE = "9" * 40


@pytest.mark.parametrize(
    "path",
    [
        "/dialoge/gibt-es-nicht/",
        "/dialoge/gibt-es-nicht/kommentare/",
        "/dialoge/gibt-es-nicht/leitsaetze/1/",
        "/dialoge/%FF%FE/",
        "/dialoge/%00/",
        "/dialoge/' OR 1=1 --/",
        "{dialogue}leitsaetze/0/",
        "{dialogue}leitsaetze/-1/",
        "{dialogue}leitsaetze/2147483648/",
        "{dialogue}leitsaetze/" + HUGE + "/",
        "{dialogue}leitsaetze/eins/",
        "{principle}fassungen/0",
        "{principle}fassungen/2",
        "{principle}fassungen/" + HUGE,
        "/kommentare/0",
        "/kommentare/2147483647",
        "/kommentare/" + HUGE,
        "/kommentare/neu",
    ],
)
def test_what_does_not_exist_answers_404(client, path):
    principle = make_principle()
    dialogue = f"/dialoge/{principle.dialogue.slug}/"

    answer = client.get(path.format(dialogue=dialogue, principle=address_of(principle)))

    assert answer.status_code == 404
    assert "Diese Seite gibt es nicht" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "query",
    [
        "nach=",
        "nach=abc",
        "nach=-5",
        "nach=" + HUGE,
        "nach=1&nach=x",
        "sortierung=",
        "sortierung=zufall",
        "sortierung=neueste&nach=" + HUGE,
        "sortierung[]=neueste",
        "nach=%FF&sortierung=%F0%9F%98%80",
        "fremd=1",
    ],
)
def test_odd_wishes_are_answered_with_the_page(client, query):
    principle = make_principle()
    publish(principle)

    for path in (address_of(principle), f"/dialoge/{principle.dialogue.slug}/kommentare/"):
        answer = client.get(f"{path}?{query}")
        assert answer.status_code == 200
        assert "Kommentar" in answer.text


def test_an_address_without_its_slash_leads_on(client):
    principle = make_principle()

    answer = client.get(address_of(principle).rstrip("/"))

    assert answer.status_code == 308
    assert answer.location.endswith(address_of(principle))
