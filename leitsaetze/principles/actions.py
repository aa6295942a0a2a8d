"""Deeds on dialogues and fields of action; what the public sees of them is stamped here."""

from datetime import datetime
from typing import Any, Unpack

from sqlalchemy.exc import IntegrityError

from leitsaetze.accounts.models import Person
from leitsaetze.accounts.queries import able_moderators
from leitsaetze.audit.actions import record
from leitsaetze.clock import next_midnight, now
from leitsaetze.errors import OVERTAKEN, Conflict, RuleViolation
from leitsaetze.extensions import begin_writing, db
from leitsaetze.principles import checks, queries
from leitsaetze.principles.models import Dialogue, FieldOfAction
from leitsaetze.principles.rules import (
    ALONE,
    DEFAULT_ZONE,
    DialogueDetails,
    DialogueFacts,
    FieldFacts,
    check_period,
    check_slug,
    enough,
)
from leitsaetze.site.actions import let_search_read, raise_stamp
from leitsaetze.site.models import Stamp
from leitsaetze.site.rules import ReadAnew
from leitsaetze.text import markdown


def touch(dialogue: Dialogue) -> None:
    """Say that the public sees something new in this dialogue; of a draft it sees nothing."""
    if dialogue.published_at is not None:
        raise_stamp(dialogue.stamp.scope, _next_change(dialogue))
        let_search_read(ReadAnew.DIALOGUE, dialogue.id)


def touch_comment_in(dialogue: Dialogue) -> None:
    """Say that the public sees something new of one comment here, and of nothing else.

    What tells the states of that comment apart is its version; deeds on it raise that too.
    """
    if dialogue.published_at is not None:
        raise_stamp(dialogue.stamp.scope, _next_change(dialogue), single_comment=True)


def advance_stamps() -> int:
    """Raise the stamps of the dialogues that time alone has changed; return how many.

    For the worker, between its deeds: begins to write only when something is due, and leaves the
    commit to the caller.
    """
    if db.session.scalars(queries.changed_by_time(now())).first() is None:
        return 0
    begin_writing()
    due = db.session.scalars(queries.changed_by_time(now())).all()
    for dialogue in due:
        touch(dialogue)
    return len(due)


def found_dialogue(
    slug: str,
    *,
    title: str,
    opens_at: datetime,
    closes_at: datetime,
    contact_email: str,
    by: Person | None,
    published: bool = True,
    **details: Unpack[DialogueDetails],
) -> Dialogue:
    """Found a dialogue, public from now on or a draft; once published its slug stays for good.

    Raises RuleViolation for a slug that is taken and for facts the checks refuse.
    """
    check_slug(slug)
    check_period(opens_at, closes_at)
    given = {"time_zone": DEFAULT_ZONE, **details, "title": title, "contact_email": contact_email}
    facts = _rendered(checks.checked(given, checks.DIALOGUE))
    if facts.get("replies_need_two"):
        _refuse_single_moderator()
    stamp = Stamp(scope="dialogue:new")
    facts |= {"slug": slug, "opens_at": opens_at, "closes_at": closes_at} | _signature(by)
    dialogue = Dialogue(stamp=stamp, **facts)
    try:
        with db.session.begin_nested():
            db.session.add(dialogue)
    except IntegrityError:
        raise RuleViolation("Die Adresse „%(slug)s“ ist schon vergeben.", slug=slug) from None
    stamp.scope = f"dialogue:{dialogue.id}"
    if published:
        dialogue.published_at = now()
        stamp.next_change_at = _next_change(dialogue)
    db.session.flush()
    record("dialogue.founded", dialogue, by=by)
    return dialogue


def change_dialogue(
    dialogue: Dialogue, *, by: Person | None, **facts: Unpack[DialogueFacts]
) -> bool:
    """Change what is given; tell whether that was anything new."""
    kept = checks.checked(facts, checks.DIALOGUE)
    check_period(kept.get("opens_at", dialogue.opens_at), kept.get("closes_at", dialogue.closes_at))
    if kept.get("replies_need_two") and not dialogue.replies_need_two:
        _refuse_single_moderator()
    return _change(dialogue, dialogue, kept, by=by)


def add_field(
    dialogue: Dialogue,
    *,
    title: str,
    position: int,
    by: Person | None,
    goal: str = "",
    introduction: str = "",
    published: bool = True,
) -> FieldOfAction:
    """Add a field of action to a dialogue, public as far as the dialogue is, or a draft."""
    given = {"title": title, "goal": goal, "introduction": introduction, "position": position}
    facts = _rendered(checks.checked(given, checks.FIELD))
    facts |= {"published_at": now() if published else None} | _signature(by)
    field = FieldOfAction(dialogue=dialogue, **facts)
    db.session.add(field)
    db.session.flush()
    record("field.added", field, by=by, dialogue=dialogue.id)
    if published:
        touch(dialogue)
    return field


def prepare_field(
    dialogue: Dialogue, *, title: str, by: Person | None, goal: str = "", introduction: str = ""
) -> FieldOfAction:
    """Add a field of action that nobody but editors sees yet, behind the others."""
    last = db.session.scalar(queries.last_position(dialogue.id)) or 0
    return add_field(
        dialogue,
        title=title,
        goal=goal,
        introduction=introduction,
        position=last + 1,
        by=by,
        published=False,
    )


def change_field(field: FieldOfAction, *, by: Person | None, **facts: Unpack[FieldFacts]) -> bool:
    """Change what is given; tell whether that was anything new."""
    return _change(field, field.dialogue, checks.checked(facts, checks.FIELD), by=by)


def save_dialogue(
    dialogue: Dialogue, *, seen: int, slug: str, by: Person | None, **facts: Unpack[DialogueFacts]
) -> bool:
    """Change a dialogue, and its slug as long as it was never published; tell whether it was new.

    Raises Conflict when the dialogue is not the one that was `seen`.
    """
    _refuse_unseen(dialogue, seen)
    moved = slug != dialogue.slug
    if moved:
        _rename(dialogue, slug, by=by)
    return change_dialogue(dialogue, by=by, **facts) or moved


def save_field(
    field: FieldOfAction, *, seen: int, by: Person | None, **facts: Unpack[FieldFacts]
) -> bool:
    """Change a field; tell whether it was new. Raises Conflict when it is not the one `seen`."""
    _refuse_unseen(field, seen)
    return change_field(field, by=by, **facts)


def _refuse_unseen(thing: Dialogue | FieldOfAction, seen: int) -> None:
    if thing.version != seen:
        raise Conflict(OVERTAKEN)


def _refuse_single_moderator() -> None:
    moderators = db.session.scalars(able_moderators()).all()
    if not enough(len(moderators)):
        raise RuleViolation(ALONE)


def _rename(dialogue: Dialogue, slug: str, *, by: Person | None) -> None:
    check_slug(slug)
    if dialogue.published_at is not None:
        raise RuleViolation(
            "Die Adresse eines veröffentlichten Dialogs lässt sich nicht mehr ändern."
        )
    before = dialogue.slug
    try:
        with db.session.begin_nested():
            dialogue.slug = slug
            dialogue.version += 1
    except IntegrityError:
        raise RuleViolation("Die Adresse „%(slug)s“ ist schon vergeben.", slug=slug) from None
    record("dialogue.renamed", dialogue, by=by, before=before, after=slug)


def _next_change(dialogue: Dialogue) -> datetime:
    """Return the next moment at which time alone changes the pages of the dialogue."""
    moment = now()
    boundaries = [next_midnight(dialogue.time_zone), dialogue.opens_at, dialogue.closes_at]
    return min(boundary for boundary in boundaries if boundary > moment)


def _change(
    thing: Dialogue | FieldOfAction, dialogue: Dialogue, facts: dict[str, Any], *, by: Person | None
) -> bool:
    changed = {name: kept for name, kept in facts.items() if getattr(thing, name) != kept}
    if not changed:
        return False
    for name, value in (_rendered(changed) | _signature(by)).items():
        setattr(thing, name, value)
    thing.version += 1
    db.session.flush()
    deed = "dialogue.changed" if thing is dialogue else "field.changed"
    record(deed, thing, by=by, changed=sorted(changed))
    if thing.published_at is not None:
        touch(dialogue)
    return True


def _signature(by: Person | None) -> dict[str, Any]:
    """Return whose words a thing has now, and since when."""
    return {"changed_by": by.id if by is not None else None, "changed_at": now()}


def _rendered(facts: dict[str, Any]) -> dict[str, Any]:
    """Return the facts with the HTML of the introduction, if there is one among them."""
    if "introduction" not in facts:
        return facts
    page = markdown(facts["introduction"])
    return facts | {"introduction_html": page.html, "renderer": page.renderer}
