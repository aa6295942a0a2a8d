"""The ways into a small county: the address of every route, the fields of every form, browsers."""

from datetime import timedelta

import pytest
import time_machine

from leitsaetze.accounts.credentials import password_link
from leitsaetze.accounts.models import Person
from leitsaetze.accounts.rules import LinkPurpose, Role
from leitsaetze.accounts.staff import state_of as seen_of
from leitsaetze.clock import now
from leitsaetze.extensions import db
from leitsaetze.moderation.actions import state_of
from leitsaetze.site.actions import make_link, secret_of
from leitsaetze.site.models import AccessLink
from tests.accounts.makers import PASSWORD, make_staff
from tests.conftest import Client
from tests.proofs.world import World

# For what does not depend on the database.
on_sqlite = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


def secret_behind(about: str, purpose: str) -> str:
    """The secret of the newest link about a thing."""
    links = db.select(AccessLink).where(AccessLink.about == about, AccessLink.purpose == purpose)
    return secret_of(db.session.scalars(links.order_by(AccessLink.id.desc()).limit(1)).one())


def new_secret(about: str, purpose: str, person: Person | None = None) -> str:
    number = person.id if person else None
    link = make_link(purpose, about, lifetime=timedelta(hours=1), person_id=number)
    secret = secret_of(link)
    db.session.commit()
    return secret


def arguments(world: World) -> dict[str, dict[str, object]]:
    """What stands in the address of each route that is about something, by endpoint."""
    slug = {"slug": world.dialogue.slug}
    principle = slug | {"number": 1}
    person = world.citizen
    block = db.session.scalars(db.select(AccessLink).where(AccessLink.purpose == "block")).first()
    asked = [f"comment:{comment.id}" for comment in world.unconfirmed]
    return {
        "assets.file": {"path": "mark.svg"},
        "accounts.choose_password": {
            "token": secret_of(password_link(make_staff(Role.EDITOR), timedelta(hours=1)))
        },
        "accounts.enter": {"token": new_secret(f"person:{person.id}", LinkPurpose.SIGN_IN, person)},
        "comments.write_general": slug,
        "comments.write": principle,
        "comments.receipt": {"token": new_secret(asked[0], "receipt")},
        "comments.confirm": {"token": secret_behind(asked[1], "confirm")},
        "events.event": {"event_id": world.event.id},
        "events.entry": {"event_id": world.event.id},
        "events.invitation": {
            "token": secret_behind(f"invitation:{world.invitation.id}", "invitation")
        },
        "moderation.open_entry": {"comment_id": world.pending.id},
        "moderation.release": {"comment_id": world.pending.id},
        "moderation.entry": {"comment_id": world.pending.id},
        "moderation.confirm_after_call": {"comment_id": world.unconfirmed[2].id},
        "people.colleague": {"person_id": world.people["editor"].id},
        "people.end_sessions": {"person_id": world.people["editor"].id},
        "people.invitation": {"person_id": world.invited.id},
        "people.switch_off": {"person_id": world.invited.id},
        "people.switch_on": {"person_id": world.left.id},
        "pages.dialogue": slug,
        "pages.general_comments": slug,
        "pages.principle": principle,
        "pages.revision": principle | {"n": 1},
        "pages.comment": {"comment_id": world.published.id},
        "personal.withdraw": {"comment_id": world.published.id},
        "site.text": {"slug": "impressum"},
        "mail.unsubscribe": {"token": secret_of(block)},
    }


def addresses(app, world: World) -> dict[str, str]:
    """The address of every route, by endpoint; each leads to something that exists."""
    known = arguments(world)
    db.session.commit()
    adapter = app.url_map.bind("localhost")
    return {
        rule.endpoint: adapter.build(rule.endpoint, known.get(rule.endpoint, {}))
        for rule in app.url_map.iter_rules()
        if not rule.endpoint.startswith("demo.")
    }


def started(client, path: str) -> str:
    """When a comment form was opened, in the form's own words; a minute ago."""
    with time_machine.travel(now() - timedelta(minutes=1)):
        page = client.get(path).text
    return page.partition('name="started"')[2].partition('value="')[2].partition('"')[0]


def browser(app, world, reader: str) -> Client:
    client = app.test_client()
    return client if reader == "visitor" else client.sign_in(world.people[reader])


def fields(app, world, paths) -> dict[str, dict[str, str]]:
    """What somebody would send of each form, so that it is carried out."""
    wrote = {"text": "Mehr Busse.", "name": "Eine Stimme"}
    wrote["started"] = started(app.test_client(), paths["comments.write"])
    new = "drei Dinge, die niemand rät"
    return {
        "account.end_sessions": {"sitzung": "999999999"},  # others use the sessions there are
        "account.own": {"locale": "en"},
        "account.password": {"present": PASSWORD, "password": new, "password_again": new},
        "accounts.choose_password": {"password": new, "password_again": new},
        "accounts.enter": {},
        "accounts.forgotten": {"address": world.moderator.address},
        "accounts.send_link": {"link-address": world.citizen.address},
        "accounts.sign_in": {"address": world.moderator.address, "password": PASSWORD},
        "accounts.sign_out": {},
        "comments.confirm": {},
        "comments.receipt": {"email": "andere@musterland.example"},
        "comments.write": wrote,
        "comments.write_general": wrote,
        "events.invitation": {"answer": "yes", "persons": "2", "brings": "Kuchen"},
        "log.verify": {},
        "mail.letters": {"choice": f"resend:{world.failed.id}"},
        "mail.unsubscribe": {"wish": "block"},
        "moderation.confirm_after_call": {"words": "Angerufen"},
        "moderation.entry": {"verdict": "publish", "seen": state_of(world.pending)},
        "moderation.open_entry": {},
        "moderation.release": {},
        "moderation.unconfirmed": {"number": world.pending.receipt_number},
        "people.colleague": {
            "name": "Frau Neu",
            "roles": "editor",
            "seen": seen_of(world.people["editor"]),
        },
        "people.end_sessions": {"sitzung": "999999999"},
        "people.invitation": {"tat": "erneut", "seen": seen_of(world.invited)},
        "people.invite": {
            "address": "neu@musterland.example",
            "name": "Nele Neu",
            "roles": "moderator",
            "locale": "de",
        },
        "people.switch_off": {"seen": seen_of(world.invited)},
        "people.switch_on": {"roles": "editor", "seen": seen_of(world.left)},
        "personal.receipt": {"number": world.published.receipt_number},
        "personal.revoke": {},
        "personal.withdraw": {},
    }
