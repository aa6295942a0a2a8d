"""Words that are not public stand on no public page, in no part of it."""

from leitsaetze.accounts.actions import agree
from leitsaetze.accounts.rules import ConsentKind
from leitsaetze.comments import actions
from leitsaetze.comments.rules import Verdict
from leitsaetze.events.invitations import invite
from leitsaetze.extensions import db
from tests.factories import make_event, make_moderator, make_person, make_principle
from tests.pages.makers import address_of, hide, publish, submit, withdraw

CANARY = "Zwitscherschnabel"


def public_pages(principle, ids) -> list[str]:
    dialogue = f"/dialoge/{principle.dialogue.slug}/"
    own = [f"{address_of(principle)}{rest}" for rest in ("", "?sortierung=neueste", "fassungen/1")]
    return ["/", "/dialoge/", dialogue, f"{dialogue}kommentare/", *own] + [
        f"/kommentare/{i}" for i in ids
    ]


def test_no_page_shows_words_or_names_that_are_not_public(client):
    principle = make_principle()
    said = {"text": f"Text {CANARY}", "name": f"Name {CANARY}", "organisation": CANARY}
    seen = publish(principle, "Sichtbar.", address="")
    erased = publish(principle, **said)
    comments = [
        submit(principle, **said),
        submit(principle, **said, address=f"{CANARY.lower()}@musterland.example"),
        hide(submit(principle, **said)),
        hide(publish(principle, **said)),
        withdraw(publish(principle, **said)),
        withdraw(erased, Verdict.ERASE),
        seen,
    ]
    actions.note(seen, f"Notiz {CANARY}", by=make_moderator())
    db.session.commit()

    for path in public_pages(principle, [comment.id for comment in comments]):
        assert CANARY.lower() not in client.get(path).text.lower(), path
    assert "Sichtbar." in client.get(address_of(principle)).text


def test_nobody_reads_who_was_invited_or_what_they_answered(client):
    principle = make_principle()
    guest = make_person(address=f"{CANARY.lower()}@musterland.example")
    comment = publish(principle, "Ich komme gern.")
    comment.author_id = guest.id
    agree(guest, ConsentKind.INVITATIONS, wording="Ja", version=1, given_with="comment:1")
    event = make_event()
    before = [client.get(path).text for path in public_pages(principle, [comment.id])]

    invite(guest, event, by=make_moderator(), comment=comment, words=CANARY)

    after = [client.get(path).text for path in public_pages(principle, [comment.id])]
    assert after == before
