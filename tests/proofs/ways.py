"""The ways into a small county: the address of every route, the fields of every form, browsers."""

from datetime import date, timedelta

import pytest
import time_machine

from leitsaetze.accounts.credentials import password_link
from leitsaetze.accounts.models import Person
from leitsaetze.accounts.rules import LinkPurpose, Role
from leitsaetze.accounts.staff import state_of as account_of
from leitsaetze.clock import now
from leitsaetze.comments.closing import close_address
from leitsaetze.comments.fair_play import ClosedAddress
from leitsaetze.comments.models import Comment
from leitsaetze.drafts.actions import keep
from leitsaetze.events.rules import EventStatus
from leitsaetze.events.series_models import Municipality
from leitsaetze.extensions import db
from leitsaetze.feedback.models import Feedback
from leitsaetze.following.actions import Subject, Wish, ask_to_follow
from leitsaetze.following.letters import END_PURPOSE, FOLLOW_PURPOSE
from leitsaetze.following.models import NewsLetter
from leitsaetze.following.rules import Rhythm
from leitsaetze.language import NAMES
from leitsaetze.moderation.actions import state_of
from leitsaetze.moderation.batch_rules import BatchDeed
from leitsaetze.moderation.batches import begin
from leitsaetze.moderation.deed_queries import last_deed
from leitsaetze.principles.easy import write_easy_text
from leitsaetze.principles.easy_queries import has_easy_text
from leitsaetze.principles.models import Dialogue
from leitsaetze.site.actions import make_link, publish_text, secret_of
from leitsaetze.site.colours import Accent
from leitsaetze.site.models import AccessLink
from leitsaetze.site.processings import PROCESSINGS
from leitsaetze.site.queries import house_rules
from leitsaetze.site.rules import EASY
from tests.accounts.makers import PASSWORD, make_staff
from tests.conftest import Client
from tests.factories import make_absence, make_event, make_person, saved
from tests.following.makers import follow
from tests.proofs import desk, enrolled, handovers, own, reviews, voices
from tests.proofs.routes import sender
from tests.proofs.world import SECRET, World

# A text taken apart, as its form sends it.
PASTED = {
    "t0-art": "field",
    "t0-kopf": "Mobilität",
    "t1-art": "principle",
    "t1-nummer": "9",
    "t1-kopf": "Wir fahren.",
    "t1-text": "Gut.",
}
FOLLOWED = [f"following.{it}" for it in ("comment", "dialogue", "own_comment", "principle")]
# For what does not depend on the database.
on_sqlite = pytest.mark.parametrize("app", ["sqlite"], indirect=True)

MINUTES = "minutes.minutes minutes.paper minutes_desk.minutes_of minutes_desk.edit".split()
RESULTS = "minutes_desk.comment minutes_desk.task desk_results.draft".split()


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


def closed_address(world: World) -> ClosedAddress:
    """An address of somebody else that is closed for a week."""
    comment = world.say("Nur einmal.", author=make_person())
    return close_address(comment, days=7, reason=SECRET, by=world.moderator)


def asked_to_follow(world: World) -> str:
    """The secret of the letter that asks an address whether it wants to follow."""
    wish = Wish(Rhythm.DAILY, "de", 1)
    ask_to_follow(Subject(world.dialogue), "wartet@musterland.example", wish)
    link = db.select(AccessLink).filter_by(purpose=FOLLOW_PURPOSE).order_by(AccessLink.id.desc())
    return secret_of(db.session.scalars(link.limit(1)).one())


def in_easy_language(dialogue: Dialogue) -> None:
    """A dialogue and the site as a whole have texts in Leichte Sprache."""
    checked = {"checked_by": "Prüfgruppe Mitte", "checked_on": date(2026, 1, 31)}
    if not db.session.scalar(has_easy_text(), {"dialogue_id": dialogue.id}):
        write_easy_text(dialogue, "Sie können mitreden.", seen=0, by=None, **checked)
    publish_text(EASY, "Leichte Sprache", "Das ist leicht.", **checked)
    db.session.commit()


def told_of_news(world: World) -> str:
    """The secret of a letter that told somebody of news."""
    followed = follow(Subject(world.dialogue))
    made = {str(followed.id): [0, 0]}
    letter = saved(NewsLetter(follower_id=followed.follower_id, made_of=made))
    return new_secret(f"news_letter:{letter.id}", END_PURPOSE)


def arguments(world: World) -> dict[str, dict[str, object]]:
    """What stands in the address of each route that is about something, by endpoint."""
    slug = {"slug": world.dialogue.slug}
    principle = slug | {"number": 1}
    person = world.citizen
    block = db.session.scalars(db.select(AccessLink).where(AccessLink.purpose == "block")).first()
    told = db.session.scalars(db.select(Feedback).order_by(Feedback.id)).first()
    general = db.session.scalars(db.select(Comment).filter_by(principle_id=None)).one()
    asked = [f"comment:{comment.id}" for comment in world.unconfirmed]
    liked = voices.shared(world)
    batch = begin(BatchDeed.SETTLE, {world.published.id: 0}, by=world.moderator)
    keep(f"pasted:{world.dialogue.id}", PASTED.items(), by=world.people["editor"])
    in_easy_language(world.dialogue)
    return {
        "absences.end": {"absence_id": make_absence(by=world.moderator).id},
        "assets.file": {"path": "mark.svg"},
        "accounts.choose_password": {
            "token": secret_of(password_link(make_staff(Role.EDITOR), timedelta(hours=1)))
        },
        "accounts.enter": {"token": new_secret(f"person:{person.id}", LinkPurpose.SIGN_IN, person)},
        "blocks.block": {"block_id": world.block.id},
        "blocks.offer": {"block_id": world.block.id},
        "blocks.offer_name": {"department_id": world.department.id},
        "comments.write_general": slug,
        "comments.write": principle,
        "comments.write_reply": {"comment_id": liked.id},
        "support.confirm": {
            "token": secret_behind(f"support:{voices.wish_for(liked).id}", "support")
        },
        "support.join": {"comment_id": liked.id},
        "comments.receipt": {"token": new_secret(asked[0], "receipt")},
        "comments.confirm": {"token": secret_behind(asked[1], "confirm")},
        "data_wordings.edit": {"processing": "staff"},
        "feedback.receipt": {"token": secret_behind(f"feedback:{told.id}", "feedback")},
        "feedback_desk.entry": {"feedback_id": told.id},
        "event_desk.cancel": {"event_id": make_event(title="Fällt bald aus").id},
        "event_desk.delete": {"event_id": make_event(status=EventStatus.DRAFT).id},
        "event_desk.edit": {"event_id": world.event.id},
        "event_desk.event": {"event_id": world.draft_event.id},
        "event_desk.preview": {"event_id": world.draft_event.id},
        "event_desk.reinstate": {"event_id": world.cancelled_event.id},
        "meeting_places.place": {"place_id": world.listed.id},
        "meeting_places.turn": {"place_id": world.listed.id},
        "municipalities.move": {"municipality_id": world.municipalities[0].id},
        "municipalities.municipality": {"municipality_id": world.municipalities[0].id},
        "municipalities.remove": {
            "municipality_id": saved(Municipality(name="Unbenutzt", position=9)).id
        },
        "series.calendar": {"slug": world.series.slug},
        "series.calendar_of_dialogue": slug,
        "series.series": {"slug": world.series.slug},
        "series_desk.series": {"series_id": world.series.id},
        "desk_easy.text": slug,
        "desk_editions.index": slug,
        "desk_pasting.paste": slug,
        "desk_pasting.preview": slug,
        "events.event": {"event_id": world.event.id},
        "events.entry": {"event_id": world.event.id},
        "events.invitation": {
            "token": secret_behind(f"invitation:{world.invitation.id}", "invitation")
        },
        "minutes.edition": {"event_id": world.held_event.id, "n": 1},
        **{it: {"event_id": world.held_event.id} for it in MINUTES},
        **{it: {"event_id": world.held_event.id, "number": 1} for it in RESULTS},
        "feeds.comment": {"comment_id": world.published.id},
        "feeds.dialogue": slug,
        "feeds.principle": principle,
        "following.comment": {"comment_id": world.published.id},
        "following.confirm": {"token": asked_to_follow(world)},
        "following.dialogue": slug,
        "following.own_comment": {"token": new_secret(asked[0], "receipt")},
        "following.principle": principle,
        "following.unsubscribe": {"token": told_of_news(world)},
        "fair_play.close": {"comment_id": world.published.id},
        "fair_play.reopen": {"closure_id": closed_address(world).id},
        "help.contents": {"book": "moderation"},
        "help.page": {"book": "moderation", "slug": "erste-schritte"},
        "batches.result": {"batch_id": batch.id},
        "undoing.undo_one": {"deed_id": db.session.scalars(last_deed(world.moderator.id)).one().id},
        "moderation.open_entry": {"comment_id": world.pending.id},
        "moderation.release": {"comment_id": world.pending.id},
        "moderation.entry": {"comment_id": world.pending.id},
        "moderation.confirm_after_call": {"comment_id": world.unconfirmed[2].id},
        "people.colleague": {"person_id": world.people["editor"].id},
        "people.end_sessions": {"person_id": world.people["editor"].id},
        "people.invitation": {"person_id": world.invited.id},
        "people.switch_off": {"person_id": world.invited.id},
        "people.switch_on": {"person_id": world.left.id},
        "exchange.report": slug,
        "easy.dialogue": slug,
        "exchange.report_file": slug,
        "pages.changes": slug,
        "pages.comparison": principle,
        "pages.dialogue": slug,
        "paper.leaflet": slug,
        "paper.picture_of_dialogue": slug,
        "paper.picture_of_event": {"event_id": world.event.id},
        "paper.picture_of_principle": principle,
        "pages.edition": slug | {"n": 1},
        "pages.edition_code": slug | {"n": 1},
        "pages.general_comments": slug,
        "pages.principle": principle,
        "pages.principle_code": principle,
        "pages.revision": principle | {"n": 1},
        "pages.revision_code": principle | {"n": 1},
        "pages.whole_text": slug,
        "pages.comment": {"comment_id": world.published.id},
        "personal.withdraw": {"comment_id": world.published.id},
        "reports.receipt": {
            "comment_id": world.published.id,
            "token": secret_behind(f"report:{world.report.id}", "report"),
        },
        "reports.write": {"comment_id": general.id},  # another route takes the other one back
        "settings_desk.change": {"group": "landkreis"},
        "site.colour": {"name": Accent("#204597", "#8fa8e8").name},
        "site.logo": {"digest": world.logo.digest, "kind": world.logo.kind},
        "site.rules_then": {"n": 1},
        "site.text": {"slug": "impressum"},
        "texts.take_down": {"slug": "start"},
        "texts.text": {"slug": "impressum"},
        "texts.version": {"slug": "impressum", "n": 1},
        "mail.unsubscribe": {"token": secret_of(block)},
        **desk.arguments(world),
        **reviews.arguments(world),
        **own.arguments(world),
        **enrolled.arguments(world),
        **handovers.arguments(world),  # last: its forms take the newest comment
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


def carried(client, path: str, *names: str) -> dict[str, str]:
    """What a form opened a minute ago carries in these hidden fields."""
    with time_machine.travel(now() - timedelta(minutes=1)):
        return unseen_in(client.get(path).text, *names)


def unseen_in(page: str, *names: str) -> dict[str, str]:
    """What a page carries in these hidden fields."""
    return {
        name: page.partition(f'name="{name}"')[2].partition('value="')[2].partition('"')[0]
        for name in names
    }


def browser(app, world, reader: str) -> Client:
    client = app.test_client()
    return client if reader == "visitor" else client.sign_in(world.people[reader])


def rules_typed() -> dict[str, str]:
    """The form of all rules with its first one changed."""
    rules = db.session.scalars(house_rules()).all()
    typed = {"introduction": "So reden wir.", "note": "Klarer."}
    for rule in rules:
        typed |= {f"title_{rule.number}": rule.title, f"text_{rule.number}": rule.text}
        typed[f"holds_{rule.number}"] = "y"
    return typed | {"title_1": "Beim Thema"}


def passage_typed(path: str) -> dict[str, str]:
    """The form with which a passage of the comment at this address is hidden."""
    comment = db.session.get_one(Comment, int(path.split("/")[3]))
    rule = db.session.scalars(house_rules()).first()
    why = {"rule": str(rule.id), "reason": "Nennt, was niemand wissen soll."}
    return {"words": reviews.TYPED, "seen": state_of(comment)} | why


def fields(app, world, paths) -> dict[str, dict[str, str]]:
    """What somebody would send of each form, so that it is carried out."""
    guest, shown = app.test_client(), ("started", "notice_seen")
    wrote = {"text": "Mehr Busse.", "name": "Eine Stimme"}
    wrote |= carried(guest, paths["comments.write"], *shown)
    told = {"words": "Der Knopf ist stumm."} | carried(guest, paths["feedback.write"], *shown)
    reported = {"reason": "rechtswidrig", "ground": "Beleidigung", "good_faith": "y"}
    reported |= {"words": "Im ersten Satz.", "name": "Mia", "email": "mia@musterland.example"}
    reported |= carried(guest, paths["reports.write"], *shown)
    followed = carried(guest, paths["following.dialogue"], *shown)
    invited = carried(guest, paths["events.invitation"], "notice_seen")
    worded = {
        f"{part}_{locale}": "Neue Worte." for part in PROCESSINGS["staff"].parts for locale in NAMES
    }
    # Day and times in full: the event at hand may end after midnight, by the hour of the test.
    times = {"starts_time": "18:00", "ends_day": "2099-05-20", "ends_time": "20:00"}
    event = {"kind": "workshop", "title": "Werkstatt", "starts_day": "2099-05-20", "tell": "nein"}
    event |= times
    new = "drei Dinge, die niemand rät"
    verdict = {"outcome": "upheld", "reasons": "Es bleibt dabei."}
    return {
        "absences.end": {},
        "absences.index": {
            "first_day": str(now().date() + timedelta(days=99)),
            "words": "Weihnachten",
        },
        "account.digest": {"weekdays": "0", "hour": "7"},
        "account.end_sessions": {"sitzung": "999999999"},  # others use the sessions there are
        "account.own": {"locale": "en"},
        "account.password": {"present": PASSWORD, "password": new, "password_again": new},
        "accounts.choose_password": {"password": new, "password_again": new},
        "accounts.enter": {},
        "accounts.forgotten": {"address": world.moderator.address},
        "accounts.send_link": {"link-address": world.citizen.address},
        "accounts.sign_in": {"address": world.moderator.address, "password": PASSWORD},
        "accounts.sign_out": {},
        "desk_easy.text": {"source": "Leicht.", "checked_by": "", "checked_on": "", "seen": "1"},
        "desk_editions.index": {"occasion": "Beschluss"},
        "blocks.block": {"title": "Dank", "text": "Danke, {{name}}.", "seen": "1"},
        "blocks.index": {"heading": "Antwort der Stabsstelle Digitales"},
        "blocks.new": {"title": "Gruß", "text": "Guten Tag, {{name}}."},
        "blocks.offer": {"tat": "zuruecklegen"},
        "blocks.offer_name": {"tat": "zuruecklegen"},
        "comments.confirm": {},
        "comments.receipt": {"email": "andere@musterland.example"},
        "comments.write": wrote,
        "comments.write_general": wrote,
        "comments.write_reply": wrote,
        "support.confirm": {},
        "support.join": {"email": "mit@musterland.example"}
        | carried(guest, paths["support.join"], "started"),
        "data_wordings.edit": worded | {"seen": "1"},
        "desk_pasting.paste": {"text": "Mobilität\nLeitsatz 9\nWir fahren.\nGut."},
        "desk_pasting.preview": PASTED,
        "event_desk.cancel": {"reason": "Krank", "seen": "0"},
        "event_desk.delete": {"seen": "0"},
        "event_desk.edit": {**event, "seen": "0"},
        "event_desk.event": {"tat": "publish", "seen": "0"},
        "event_desk.new": event,
        "event_desk.reinstate": {"seen": "0"},
        "meeting_places.new": {"name": "Neues Haus"},
        "meeting_places.place": {"name": "Anderes Haus", "seen": "1"},
        "meeting_places.turn": {"tat": "weglegen"},
        "municipalities.index": {"name": "Neudorf"},
        "municipalities.move": {"tat": "runter"},
        "municipalities.municipality": {"name": "Oberau am See", "seen": "Oberau"},
        "municipalities.remove": {},
        "series_desk.new": {"title": "Rundgang", "slug": "rundgang", "text": "Zu Fuß."},
        "series_desk.series": {"title": "Anders", "text": "Neu.", "seen": "1"},
        "desk_results.draft": {"target": f"Principle {world.principles[0].id}"},
        "minutes_desk.comment": {"place": f"dialog {world.dialogue.id}", "words": "Busse."},
        "minutes_desk.edit": {"text": "Neu.", "result_1": "Busse.", "seen": "2"},
        "minutes_desk.minutes_of": {"note": "Berichtigt.", "seen": "3"},
        "minutes_desk.task": {
            "words": "Prüfen.",
            "responsible": "Amt für Verkehr",
            "due_day": "2099-05-20",
            "seen": "0",
        },
        "events.invitation": invited | {"answer": "yes", "persons": "2", "brings": "Kuchen"},
        "fair_play.close": {"days": "7", "reason": "Vierzig gleiche Kommentare."},
        "fair_play.reopen": {},
        "fair_play.unwatch": {"choice": "1"},
        "fair_play.words": {"word": "Kasino"},
        "feedback.write": told,
        "feedback_desk.entry": {"deed": "answer", "words": "Behoben.", "seen": "1"},
        **dict.fromkeys(
            FOLLOWED, {"rhythm": "weekly", "email": "folgt@musterland.example"} | followed
        ),
        "following.confirm": {},
        "following.mine": {"tat": "alle-beenden"},
        "following.unsubscribe": {"tat": "diese"},
        **handovers.fields(world),
        "log.verify": {},
        "mail.letters": {"choice": f"resend:{world.failed.id}"},
        "mail.unsubscribe": {"wish": "block"},
        "account.shortcuts": {"tasten": "aus"},
        "batches.preview": {"entries": f"{world.published.id}:0"},
        "batches.result": {"tat": "weiter"},
        "undoing.undo_one": {},
        "moderation.confirm_after_call": {"words": "Angerufen"},
        "moderation.entry": {"verdict": "publish", "seen": state_of(world.pending)},
        "moderation.open_entry": {},
        "moderation.release": {},
        "moderation.unconfirmed": {"number": world.pending.receipt_number},
        "passages.hide": passage_typed(paths["passages.hide"]),
        "passages.show": {},
        "people.colleague": {
            "name": "Frau Neu",
            "roles": "editor",
            "seen": account_of(world.people["editor"]),
        },
        "people.end_sessions": {"sitzung": "alle"},
        "people.invitation": {"tat": "erneut", "seen": account_of(world.invited)},
        "people.invite": {
            "address": "neu@musterland.example",
            "name": "Nele Neu",
            "roles": "moderator",
            "locale": "de",
        },
        "people.switch_off": {"seen": account_of(world.invited)},
        "people.switch_on": {"roles": "editor", "seen": account_of(world.left)},
        "personal.ask_review": {},
        "personal.ask_review_by_number": {"number": world.hidden.receipt_number},
        "personal.receipt": {"number": world.published.receipt_number},
        "personal.revoke": {},
        "personal.withdraw": {},
        **desk.fields(world),
        **own.fields(
            lambda name, *unseen: unseen_in(
                browser(app, world, sender(name)).get(paths[name]).text, *unseen
            )
        ),
        **enrolled.fields(lambda name, *unseen: carried(guest, paths[name], *unseen), world),
        "reports.write": reported,
        "reviews.ask": carried(guest, paths["reviews.ask"], "notice_seen") | {"words": "Bitte."},
        "reviews.decide": verdict,
        "reviews.hand_over": {},
        "reviews.look": verdict,
        "rules_desk.rules": rules_typed(),
        "settings_desk.change": {
            "county": "Landkreis Neuland",
            "site_name": "Leitsätze",
            "municipality": "Amt",
        },
        "settings_desk.looks": {"accent": "#204597"},
        "texts.take_down": {"seen": "1"},
        "texts.text": {"source": "Neue Angaben.", "note": "Neue Anschrift."},
    }
