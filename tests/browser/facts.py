"""What the demonstration holds, and what is arranged in it so that every kind of page is there."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from leitsaetze import clock
from leitsaetze.accounts import staff as staff_deeds
from leitsaetze.accounts.actions import person_for, start_session, switch_off
from leitsaetze.accounts.credentials import password_link
from leitsaetze.accounts.digest_rules import USUAL_HOUR, slot_on
from leitsaetze.accounts.models import Credential, Person
from leitsaetze.accounts.passwords import hashed
from leitsaetze.accounts.queries import person_with
from leitsaetze.accounts.rules import LinkPurpose, Role
from leitsaetze.comments.actions import decide, withdraw
from leitsaetze.comments.closing import close_address
from leitsaetze.comments.confirming import confirm
from leitsaetze.comments.four_eyes import propose_hiding
from leitsaetze.comments.intake import Contribution, submit
from leitsaetze.comments.marking import look_through, watch
from leitsaetze.comments.models import Comment, Decision, RevisionComment
from leitsaetze.comments.passage_texts import hidden_passages
from leitsaetze.comments.passages import hide_passages, show_passage
from leitsaetze.comments.replies import reply
from leitsaetze.comments.review_models import ReviewRequest
from leitsaetze.comments.review_rules import Outcome
from leitsaetze.comments.rewriting import rewrite, seen_of
from leitsaetze.comments.rules import MAX_NAME, MAX_ORGANISATION, Status, Verdict
from leitsaetze.demo.after_events import EVENT as HELD
from leitsaetze.demo.gatherings import MEETING
from leitsaetze.editing.actions import begin_draft, begin_revision, save_draft
from leitsaetze.editing.queries import drafts_of
from leitsaetze.events import door, needs, registered, registering
from leitsaetze.events.actions import change_event, draft_event, hold_event
from leitsaetze.events.guest_models import Invitation, Registration
from leitsaetze.events.invitations import invite
from leitsaetze.events.life import cancel_event, reinstate_event
from leitsaetze.events.models import Event
from leitsaetze.events.need_rules import Need, Stated
from leitsaetze.events.queries import event_with_key, past, upcoming
from leitsaetze.events.rules import Details, EventKind, Joining
from leitsaetze.events.seat_letters import way_to_own
from leitsaetze.extensions import begin_writing, db
from leitsaetze.feedback.models import Feedback
from leitsaetze.feedback.rules import State
from leitsaetze.following.actions import Subject, ask_to_follow, follow
from leitsaetze.following.actions import Wish as FollowWish
from leitsaetze.following.models import NewsLetter
from leitsaetze.following.rules import Rhythm
from leitsaetze.mail.actions import block_link
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.mail.rules import MailState
from leitsaetze.moderation.claims import claim
from leitsaetze.moderation.digests import send_digests
from leitsaetze.moderation.escalations import escalate
from leitsaetze.moderation.figures import take
from leitsaetze.moderation.review_letters import asking_link, remind_second_person
from leitsaetze.moderation.reviewing import ask, decide_review, hand_over, latest_hiding
from leitsaetze.principles import wording
from leitsaetze.principles.actions import found_dialogue, prepare_field
from leitsaetze.principles.easy import write_easy_text
from leitsaetze.principles.plain_writing import write_plain
from leitsaetze.principles.publication import withdraw as withdraw_thing
from leitsaetze.principles.queries import principles_of, public_dialogue, public_principle
from leitsaetze.principles.wording import withdraw as withdraw_principle
from leitsaetze.reports.actions import Complaint, dismiss, take_in
from leitsaetze.site.actions import change_setting, end_links, make_link, publish_text, secret_of
from leitsaetze.site.models import Absence, AccessLink
from leitsaetze.site.office import present_office
from leitsaetze.site.queries import house_rules
from leitsaetze.site.rulebook import Wish, publish_rules
from leitsaetze.site.rules import EASY, SIGNED, START, ZONE
from leitsaetze.text import markdown, plain
from tests.browser import questions
from tests.browser.people import PASSWORD
from tests.browser.product import Product

REASON = {"reason": "Der Saal ist gesperrt."}
A_DAY = timedelta(days=1)
MOVING = "Dieser Absatz wandert ganz nach oben, ohne dass sich ein Wort an ihm ändert."
BEFORE = (f"## Ziel\n\nBleibt.\n\n- eins\n    - tiefer\n- zwei\n\n{MOVING}\n\nGeht ganz.", "")
AFTER = (
    f"{MOVING}\n\n## Ziel\n\nBleibt.\n\n- eins\n    - noch tiefer\n"
    "- [neu](https://a.example/x)\n- zwei",
    "Wir fahren zusammen.",
)
PERIODS = {"beendet": (-30, -9), "demnaechst": (9, 30)}


def gather(product: Product) -> dict[str, str]:
    """Arrange what the demonstration lacks and return the facts the places name."""
    for slug, (opens, closes) in PERIODS.items():
        product.import_dialogue(slug, opens=opens, closes=closes)
    with product.behind_the_scenes():
        db.session.merge(Credential(person_id=staff().id, password_hash=hashed(PASSWORD)))
        break_two_letters()
        change_the_closed_dialogue()
        publish_texts()
        facts = comments() | links() | events() | endless_comments() | answered_together()
        facts |= second_looks() | told() | reports() | editing() | colleagues() | standing_out()
        dialogue = db.session.scalars(public_dialogue(), {"slug": "digitale-leitsaetze"}).one()
        facts |= leave_work_undone() | shortened() | doubted() | changed()
        facts |= questions.gather(dialogue, staff())
        claim(int(facts["claimed"]), by=staff())
    return {name: str(value) for name, value in facts.items()}


def comments() -> dict[str, object]:
    """Numbers of comments in every state."""
    new = numbers(Comment.status == Status.PENDING)
    answered = db.session.get_one(Comment, decided(Verdict.REPLY)[0])
    hidden = hide_one()
    return {
        "new": new[0],
        "claimed": new[1],
        "answered": answered.id,
        "answered_number": answered.receipt_number,
        "hidden": hidden.id,
        "hidden_number": hidden.receipt_number,
        "withdrawn": take_back_one(),
        "invited": decided(Verdict.INVITE)[0],
        "named": db.session.scalars(select(RevisionComment.comment_id)).first(),
    }


def following(citizen: Person) -> dict[str, object]:
    """Links of letters to followers; the citizen follows a dialogue and a principle."""
    place = {"slug": "digitale-leitsaetze", "number": 1}
    principle = db.session.scalars(public_principle(), place).one()
    wish = FollowWish(Rhythm.WEEKLY, "de", 1)
    subjects = [Subject(principle.dialogue), Subject(principle.dialogue, principle.id)]
    for subject in subjects:
        follow(subject, citizen, wish)
    made = {}
    for name in ("unfollow", "unfollow_again"):
        other = person_for(f"{name}@post.example")
        followed = follow(subjects[0], other, wish)
        letter = NewsLetter(follower_id=followed.follower_id, made_of={str(followed.id): [0, 0]})
        db.session.add(letter)
        db.session.flush()
        made[name] = make_link("unfollow", f"news_letter:{letter.id}", lifetime=A_DAY)
    ask_to_follow(subjects[0], "wartet@post.example", wish)
    asked = select(AccessLink).where(AccessLink.purpose == "follow").order_by(AccessLink.id.desc())
    return made | {"follow": db.session.scalars(asked.limit(1)).one()}


def changed() -> dict[str, object]:
    """A comment its author has changed after it was answered, and another secret of a guest."""
    place = {"slug": "digitale-leitsaetze", "number": 1}
    principle = db.session.scalars(public_principle(), place).one()
    said = Contribution(plain("Der Bus kommt spät.\n\nImmer."), "Theo")
    theirs, own = (submit(said, principle.dialogue, principle) for _ in range(2))
    decide(theirs, Verdict.PUBLISH, by=staff())
    reply(theirs, markdown("Das stimmt leider.", reply=True), by=staff())
    seen = {"seen": seen_of(theirs), "privacy_version": 1}
    rewrite(theirs, plain("Der Bus kommt oft spät.\n\nUnd teuer."), by=None, **seen)
    link = make_link("receipt", f"comment:{own.id}", lifetime=A_DAY)
    decide(theirs, Verdict.PUBLISH, by=staff())
    return {"edited": theirs.id, "written": secret_of(link)}


def shortened() -> dict[str, object]:
    """A comment of which one passage is hidden, one was, and the ways to a second look at it."""
    rule = db.session.scalars(house_rules()).first()
    words = "Der Bus kommt spät. Sie sind ein Esel. Und dumm.\n\nTrotzdem danke."
    said = Contribution(plain(words), "Theo", address="theo@kurz.example")
    place = {"slug": "digitale-leitsaetze", "number": 1}
    principle = db.session.scalars(public_principle(), place).one()
    comment = submit(said, principle.dialogue, principle)
    confirm(comment)
    decide(comment, Verdict.PUBLISH, by=staff())
    for passage in ("Sie sind ein Esel.", "Und dumm."):
        begin = words.index(passage)
        why = {"rule": rule, "words": "Das beleidigt jemanden."}
        hide_passages(comment, [(begin, begin + len(passage))], by=staff(), **why)
    kept, back = hidden_passages(comment)
    show_passage(back, comment, by=staff())
    request = ask(kept.hiding, "Das war ein Scherz.", privacy_version=1)
    hand_over(request, by=staff())
    return {
        "shortened": comment.id,
        "shortened_number": comment.receipt_number,
        "ask_passage": secret_of(asking_link(kept.hiding)),
        "look_passage": secret_of(db.session.get_one(AccessLink, request.link_id)),
    }


def reports() -> dict[str, object]:
    """A comment reported in every way, a receipt for it, and the number of a report decided."""
    rule = db.session.scalars(house_rules()).first()
    replied = select(Decision.comment_id).where(Decision.verdict == Verdict.REPLY)
    settled, shown, back = published(Comment.id.not_in(replied))[:3]
    reported, dismissed, held = (db.session.get_one(Comment, it) for it in (shown, settled, back))
    named = {"name": "W" * 80, "address": "mia@post.example", "good_faith": True}
    law = Complaint(None, "a", ground="§" * 200, words="Im zweiten Satz.\n\nDort.", **named)
    report = take_in(law, reported)
    for network in ("b", "c"):
        take_in(Complaint(rule, network), reported)
    earlier = take_in(Complaint(rule, "d", address="mia@post.example"), dismissed)
    dismiss(dismissed, earlier.id, by=staff(), words="Das ist **erlaubt**.")
    decide(held, Verdict.HOLD_BACK, by=None)
    link = make_link("report", f"report:{report.id}", lifetime=A_DAY)
    return {
        "reported": shown,
        "held_back": back,
        "report": secret_of(link),
        "report_number": earlier.receipt_number,
    }


def doubted() -> dict[str, object]:
    """Comments that somebody else and the moderator propose to hide."""
    settled = select(Decision.comment_id).where(Decision.verdict == Verdict.REPLY)
    named = select(RevisionComment.comment_id)
    free = published(Comment.id.not_in(settled), Comment.id.not_in(named))[-2:]
    theirs, own = (db.session.get_one(Comment, number) for number in free)
    rule = next(it for it in db.session.scalars(house_rules()) if it.four_eyes)
    moderator = db.session.scalars(person_with("moderator@musterland.example")).one()
    for comment, by in ((theirs, staff()), (own, moderator)):
        propose_hiding(comment, rule, "Ruft dazu auf, jemandem das Fahrrad wegzunehmen.", by=by)
    return {"doubted": theirs.id, "doubted_by_me": own.id}


def links() -> dict[str, object]:
    """Secrets of links to every page that needs one, of a comment and of a guest."""
    waits, waits_too, *_ = numbers(Comment.status == Status.AWAITING_CONFIRMATION)
    guest = db.session.scalars(select(Invitation).where(Invitation.answer.is_(None))).first()
    made = {
        "receipt": make_link("receipt", f"comment:{waits}", lifetime=A_DAY),
        "confirm": make_link("confirm", f"comment:{waits_too}", lifetime=A_DAY),
        **following(guest.guest),
        "invitation": make_link(
            "invitation", f"invitation:{guest.id}", lifetime=A_DAY, person_id=guest.guest_id
        ),
        "password": password_link(staff(), A_DAY),
        "feedback": feedback_link(),
        "sign-in": sign_in_link(guest.guest_id),
        "citizen": sign_in_link(guest.guest_id),
        "block": block_link("nobody@post.example")[0],
    }
    secrets = {name: secret_of(link) for name, link in made.items()}
    own = {"own": numbers(Comment.author_id == guest.guest_id)[0]}
    return secrets | own | {"citizen_address": guest.guest.address}


def events() -> dict[str, object]:
    """Numbers of an event to come, one that has been, a draft and one that was cancelled."""
    at, by = clock.now(), staff()
    facts = Details(EventKind.WORKSHOP, "Werkstatt", at + A_DAY, at + 2 * A_DAY, place="Oberau")
    draft, cancelled = draft_event(facts, by=by), hold_event(facts, by=by)
    coming = [event for event in db.session.scalars(upcoming(at)) if event is not cancelled]
    write_every_letter_about(cancelled, facts)
    return {
        "next": coming[0].id,
        "past": db.session.scalars(past(at)).first().id,
        "held": db.session.scalars(event_with_key(HELD)).one().id,
        "inviting": inviting(),
        "draft_event": draft.id,
        "cancelled": cancelled.id,
        **registrations(by),
    }


def inviting() -> int:
    """The number of an event to which many are invited, one of whom can be reminded."""
    event = db.session.scalars(event_with_key(MEETING)).one()
    asked = select(Invitation).filter_by(event_id=event.id, answer=None, letter_due=None)
    for invitation in db.session.scalars(asked):
        invitation.created_at = clock.now() - 3 * A_DAY
    return event.id


def registrations(by: Person) -> dict[str, object]:
    """A workshop with free seats, the full one, and links to registrations in each state."""
    at = clock.now()
    facts = Details(
        EventKind.WORKSHOP,
        "Werkstatt mit Anmeldung",
        at + 3 * A_DAY,
        at + 4 * A_DAY,
        place="Oberau",
        online_link="https://treffen.musterland.example/",
        joining=Joining.REGISTRATION,
        capacity=2,
    )
    event = hold_event(facts, by=by)
    wish = registering.Wish("Donaudampfschifffahrtsgesellschaftskapitänswitwe Ada Muster")
    names = ("seated", "signed_off", "offered", "waiting")
    made = {it: registering.register(event, person_for(f"{it}@post.example"), wish) for it in names}
    registered.sign_off(made["signed_off"])
    registering.ask(event, "requested@post.example", wish)
    asked = select(Registration).where(Registration.address == "requested@post.example")
    made["requested"] = db.session.scalars(asked).one()
    free = hold_event(replace(facts, capacity=9), by=by)
    needs.offer(free, set(Need), by=by)
    links = {f"seat_{it}": secret_of(way_to_own(own)[0]) for it, own in made.items()}
    return {"workshop": event.id, "free_workshop": free.id} | links | at_the_door(by)


def at_the_door(by: Person) -> dict[str, object]:
    """An event that is under way, with somebody who came and others who are expected."""
    at = clock.now()
    long_name = "Donaudampfschifffahrtsgesellschaftskapitänswitwe Ada-Maria Musterhausen-Beispiel"
    facts = Details(
        EventKind.WORKSHOP,
        "Werkstatt, die gerade läuft",
        at - A_DAY / 24,
        at + A_DAY / 24,
        place="Oberau",
        joining=Joining.REGISTRATION,
    )
    with clock.moved_to(at - A_DAY):
        event = hold_event(facts, by=by)
        needs.offer(event, set(Need), by=by)
        said = Stated((Need.CHILDCARE, Need.OTHER), "Ein Stuhl am Rand", "Ja", 1)
        names = (long_name, "Kim", "Zoe Ähre")
        made = [
            registering.register(
                event, person_for(f"da{n}@post.example"), registering.Wish(name, n, needs=said)
            )
            for n, name in enumerate(names, 1)
        ]
    door.check_in(event, f"a{made[1].id}", by=by)
    door.walk_in(event, 2, "Zora Neu", by=by)
    own = secret_of(way_to_own(made[0])[0])
    return {"door": event.id, "needy": own, "code_used": made[1].code or ""}


def editing() -> dict[str, object]:
    """Numbers of what stands on the editors' desk; a principle and a field are withdrawn."""
    dialogue = db.session.scalars(public_dialogue(), {"slug": "digitale-leitsaetze"}).one()
    closed = db.session.scalars(public_dialogue(), {"slug": "beendet"}).one()
    draft = db.session.scalars(drafts_of(dialogue.id)).one()
    first, second, *_ = db.session.scalars(principles_of(dialogue.id))
    revision = begin_revision(first, by=None)
    save_draft(revision, seen=1, by=None, statement="Kürzer gesagt.", change_note="Kürzer.")
    early = {"opens_at": clock.now() + A_DAY, "closes_at": clock.now() + 9 * A_DAY, "by": None}
    contact = {"contact_email": "dialog@musterland.example", "published": False}
    unready = found_dialogue("in-arbeit", title="Dialog in Arbeit", **early, **contact)
    field = prepare_field(unready, title="Erstes Feld", by=None)
    for number in (1, 2):
        begin_draft(field, number=number, by=None)
    found_dialogue("noch-leer", title="Noch leerer Dialog", **early, **contact)
    note = "Der Kreistag hat das Thema vertagt."
    withdraw_principle(second, note=note, by=None)
    withdraw_thing(closed.fields[0], note=note, by=None)
    checked = {"checked_by": "Prüfgruppe Mitte", "checked_on": date(2026, 1, 31)}
    write_easy_text(closed, "Der Dialog ist\n**vorbei**.", seen=0, by=None, **checked)
    return {
        "draft": draft.id,
        "revision": revision.id,
        "principle": first.id,
        "withdrawn_principle": second.id,
        "withdrawn_number": second.number,
        "field": dialogue.fields[0].id,
        "new_field": field.id,
    }


def publish_texts() -> None:
    """Let the county have added what it may add to the site, and changed its rules once."""
    checked = {"checked_by": "Prüfgruppe Mitte", "checked_on": date(2026, 1, 31)}
    about = {"lead": "Der Landkreis fragt, bevor er entscheidet."}
    publish_text(START, "Worum es geht", "### Wer mitredet\n\nAlle, die hier leben.", **about)
    publish_text(EASY, "Leichte Sprache", "Sie können **mitreden**.", **checked)
    video = "https://kreis.example/gebaerdensprache"
    publish_text(SIGNED, "Gebärdensprache", "Das Video erklärt den Dialog.", link=video)
    rule = Wish(9, "Kurz und klar", "Sagen Sie es so einfach, wie Sie können.")
    publish_rules("So reden wir miteinander.", [rule], note="Regel 9 ist neu.", by_id=staff().id)


def write_every_letter_about(event: Event, facts: Details) -> None:
    """Let somebody be invited to an event that is moved, cancelled, reinstated and cancelled."""
    by = staff()
    guest = db.session.scalars(select(Invitation)).first().guest
    invitation = invite(guest, event, by=by)
    sent = select(OutgoingMail).where(OutgoingMail.about == f"invitation:{invitation.id}")
    db.session.scalars(sent).one().state = MailState.SENT
    change_event(event, replace(facts, place="Unterau"), by=by, tell=True)
    for deed, more in (cancel_event, REASON), (reinstate_event, {}), (cancel_event, REASON):
        deed(event, by=by, seen=str(event.sequence), **more)


def take_back_one() -> int:
    """Let an author withdraw a published comment."""
    comment = db.session.get_one(Comment, published(Comment.author_id.is_not(None))[-1])
    withdraw(comment, by=comment.author)
    return comment.id


def hide_one() -> Comment:
    """Hide a published comment."""
    comment = db.session.get_one(Comment, published(Comment.author_id.is_(None))[-1])
    rule = db.session.scalars(house_rules()).first()
    decide(comment, Verdict.HIDE, by=staff(), rule=rule, words="Das beleidigt jemanden.")
    return comment


def second_looks() -> dict[str, object]:
    """A request that waits, one each that is new, and secrets of the links to their pages."""
    waits = db.session.scalars(select(ReviewRequest).where(ReviewRequest.outcome.is_(None))).first()
    hand_over(waits, by=staff())
    upheld, ended, new, late = (hide_one() for _ in range(4))
    asked = {it: ask(latest_hiding(it.id), "Bitte.", privacy_version=1) for it in (upheld, ended)}
    for request in asked.values():
        hand_over(request, by=None)
    decide_review(asked[upheld], Outcome.UPHELD, "Es bleibt dabei.", by=None)
    looks = {
        "look": waits,
        "look_done": asked[upheld],
        "look_again": asked[ended],
    }
    links = {name: db.session.get_one(AccessLink, it.link_id) for name, it in looks.items()}
    links |= {
        "ask": asking_link(latest_hiding(new.id)),
        "ask_told": asking_link(latest_hiding(upheld.id)),
        "ask_late": asking_link(latest_hiding(late.id)),
    }
    latest_hiding(late.id).at = clock.now() - 99 * A_DAY
    remind_second_person(waits)
    end_links("second-look", f"review_request:{asked[ended].id}")
    facts = {name: secret_of(link) for name, link in links.items()}
    return facts | {
        "reviewed": waits.comment_id,
        "review_done": upheld.id,
        "review_mine": ended.id,
        "upheld_number": upheld.receipt_number,
    }


def endless_comments() -> dict[str, object]:
    """Comments whose words, names and addresses have no place to break a line."""
    answered = endless_comment(address="")
    decide(answered, Verdict.PUBLISH, by=None)
    reply(answered, markdown("Rindfleischetikettierung" * 20, reply=True), by=staff())
    unconfirmed = endless_comment(address=f"{'donau' * 12}@{'dampf' * 12}.example")
    return {"endless": answered.id, "unconfirmed": unconfirmed.id}


def answered_together() -> dict[str, object]:
    """A comment answered together with another one, and one like them that waits."""
    dialogue = db.session.scalars(public_dialogue(), {"slug": "digitale-leitsaetze"}).one()
    words = "Das Funkloch an der Talsperre verhindert jeden Notruf vom Wanderweg aus."
    three = [submit(Contribution(plain(words), f"Wanderin {n}"), dialogue) for n in range(3)]
    for comment in three[:2]:
        decide(comment, Verdict.PUBLISH, by=None)
    alike = submit(Contribution(plain(words), "Wanderer"), dialogue)
    reply(three[0], markdown("Wir messen nach.", reply=True), by=staff(), others=[three[1]])
    number = alike.receipt_number
    return {"joint": three[0].id, "similar": three[2].id, "similar_number": number}


def endless_comment(address: str) -> Comment:
    dialogue = db.session.scalars(public_dialogue(), {"slug": "digitale-leitsaetze"}).one()
    words = [f"{'Donaudampfschiff' * 20}", f"https://dorf.example/{'weg' * 80}", "שלום" * 60]
    name, organisation = "W" * MAX_NAME, "Ö" * MAX_ORGANISATION
    said = Contribution(plain("\n\n".join(words)), name, organisation, address)
    return submit(said, dialogue)


def standing_out() -> dict[str, object]:
    """Arrange two equal comments with links and a watched word, an address that is closed."""
    watch("Kasino", by=staff())
    dialogue = db.session.scalars(public_dialogue(), {"slug": "digitale-leitsaetze"}).one()
    text = "Kasino: www.a.example, www.b.example und www.c.example, gleich heute und morgen."
    twice = [submit(Contribution(plain(text), "Xaver"), dialogue) for _ in range(2)]
    closed = db.session.get_one(Comment, published(Comment.author_id.is_not(None))[0])
    close_address(closed, days=7, reason="Vierzig gleiche Kommentare.", by=staff())
    db.session.commit()
    look_through()
    take()
    begin_writing()  # those two committed
    return {"marked": twice[-1].id}


def feedback_link() -> AccessLink:
    """A link to the receipt of somebody who left an address."""
    number = db.session.scalars(select(Feedback.id).where(Feedback.wants_answer)).first()
    return make_link("feedback", f"feedback:{number}", lifetime=A_DAY)


def told() -> dict[str, object]:
    """Numbers of feedback that waits, and of some that is answered."""
    asked = select(Feedback).order_by(Feedback.id)
    waiting = db.session.scalars(asked.where(Feedback.state == State.OPEN)).first()
    answered = db.session.scalars(asked.where(Feedback.state == State.ANSWERED)).first()
    return {"barrier": waiting.id, "heard": answered.id, "heard_number": answered.receipt_number}


def change_the_closed_dialogue() -> None:
    """Withdraw its third principle, and revise its second one in every way there is."""
    third, second = (
        db.session.scalars(public_principle(), {"slug": "beendet", "number": number}).one()
        for number in (3, 2)
    )
    wording.withdraw(third, by=staff())
    for explanation, plain_text in (BEFORE, AFTER):
        wording.revise(
            second,
            statement=second.revision.statement,
            explanation=explanation,
            change_note="Klarer.\n\nUnd kürzer.",
            by=staff(),
        )
        write_plain(second, plain_text, by=staff())


def leave_work_undone() -> dict[str, object]:
    """Let letters tell of what waits, weeks from now; the team is and was away for some days."""
    (boss,) = db.session.scalars(person_with("administrator@musterland.example"))
    change_setting("escalation_to", str(boss.id))
    here = clock.today(ZONE)
    for days, words in ((-40, "Alle krank"), (-1, "Umzug"), (50, "Betriebsurlaub")):
        first = here + days * A_DAY
        last = first + 3 * A_DAY
        absence = Absence(first_day=first, last_day=last, words=words, added_by=boss.id)
        db.session.add(absence)
    db.session.flush()
    day = here + 28 * A_DAY
    while not present_office().works_on(day):
        day += A_DAY
    with clock.moved_to(slot_on(day, USUAL_HOUR, ZONE)):
        for tell in (send_digests, escalate):
            db.session.commit()
            tell()
    db.session.commit()
    begin_writing()
    return {"far_day": here + 90 * A_DAY}


def colleagues() -> dict[str, object]:
    """Numbers of colleagues in every state; the one who left has signed in before."""
    (boss,) = db.session.scalars(person_with("administrator@musterland.example"))
    invited = invite_colleague("neu@musterland.example", "Nele Neu", boss)
    lapsed = invite_colleague("spaet@musterland.example", "Spät Dran", boss)
    left = invite_colleague("fort@musterland.example", "Ging Fort", boss)
    end_links(LinkPurpose.PASSWORD, f"person:{lapsed.id}")
    start_session(left, device="Firefox/Windows")
    switch_off(left, by=boss)
    return {"boss": boss.id, "invited_colleague": invited.id, "lapsed": lapsed.id, "left": left.id}


def invite_colleague(address: str, name: str, by: Person) -> Person:
    return staff_deeds.invite(address, name=name, roles=[Role.EDITOR], locale="de", by=by)


def staff() -> Person:
    """The colleague of the moderator."""
    return db.session.scalars(person_with("colleague@musterland.example")).one()


def break_two_letters() -> None:
    """Let one letter have been refused and another one perhaps arrived."""
    first, second = db.session.scalars(select(OutgoingMail).limit(2))
    first.state, first.last_error = MailState.FAILED, "550"
    second.state, second.last_error = MailState.UNCLEAR, "timeout"


def numbers(*conditions) -> list[int]:
    """The numbers of all comments of which this holds."""
    return list(db.session.scalars(select(Comment.id).where(*conditions).order_by(Comment.id)))


def published(*conditions) -> list[int]:
    """The numbers of the published comments of which this holds."""
    return numbers(Comment.status == Status.PUBLISHED, *conditions)


def decided(verdict: Verdict) -> list[int]:
    """The numbers of the published comments about which this was decided."""
    so_decided = select(Decision.comment_id).where(Decision.verdict == verdict)
    return published(Comment.id.in_(so_decided))


def sign_in_link(person_id: int) -> AccessLink:
    about = f"person:{person_id}"
    return make_link(LinkPurpose.SIGN_IN, about, lifetime=A_DAY, person_id=person_id)
