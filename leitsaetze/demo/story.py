"""The demonstration: some weeks of a fictional county, replayed through the real actions."""

import secrets
from pathlib import Path
from typing import Any

import yaml

from leitsaetze import clock
from leitsaetze.accounts.models import Credential, Person, RoleGrant
from leitsaetze.accounts.passwords import hashed
from leitsaetze.accounts.rules import Role
from leitsaetze.comments import actions as comment_actions
from leitsaetze.demo.after_events import after_events
from leitsaetze.demo.among_citizens import among_citizens
from leitsaetze.demo.at_the_door import at_the_door
from leitsaetze.demo.barriers import barriers
from leitsaetze.demo.courses import Stage, plan
from leitsaetze.demo.desk_work import desk_work
from leitsaetze.demo.easy_language import in_easy_language
from leitsaetze.demo.gatherings import gatherings
from leitsaetze.demo.moments import dated, when
from leitsaetze.demo.rules import DRAFT, EARLIER, PLACE, SECOND, STAFF, Told
from leitsaetze.demo.workshops import workshops
from leitsaetze.editing.actions import begin_draft
from leitsaetze.events.actions import touch_events
from leitsaetze.exchange.actions import import_dialogue
from leitsaetze.extensions import db
from leitsaetze.following import actions as following
from leitsaetze.following.rules import Rhythm
from leitsaetze.principles import actions as principle_actions
from leitsaetze.principles import wording
from leitsaetze.principles.editions import keep_edition
from leitsaetze.principles.models import Dialogue
from leitsaetze.principles.queries import dialogue_with, principles_of
from leitsaetze.principles.rules import DialogueFacts
from leitsaetze.site.actions import change_setting
from leitsaetze.site.queries import house_rules

FOLDER = Path(__file__).parent
SLUG = "digitale-leitsaetze"
ABOUT_OFFICES = 5  # the principle that an evening of the demonstration was about


def tell() -> bool:
    """Set the demonstration up if it is not there yet; say whether anything was done."""
    if db.session.scalar(dialogue_with(SLUG)) is not None:
        return False
    for name, value in PLACE.items():
        change_setting(name, value)
    stage = _set()
    for entry in _read("kommentare.yaml"):
        plan(stage, Told(**entry))
    stage.steps.append((when(-21, "9:30"), lambda: _keep(stage)))
    stage.steps.append((when(-8, "10:30"), lambda: _revise(stage)))
    stage.steps.append((when(-7, "8:00"), lambda: _follow(stage)))
    events = gatherings(stage.dialogue, stage.editor)
    desk = desk_work(stage.moderator, stage.comments, stage.rules)
    tour = workshops(stage.dialogue, stage.editor)
    door = at_the_door(stage.dialogue, stage.editor)
    spoken = among_citizens(stage.moderator, stage.comments)
    after = after_events(
        stage.dialogue, stage.principles[ABOUT_OFFICES], stage.editor, stage.moderator
    )
    easy = in_easy_language(stage.dialogue, stage.editor, stage.administrator)
    told = [*barriers(stage.administrator), *events, *tour, *door, *desk, *spoken, *easy, *after]
    for day, hour, deed in told:
        stage.steps.append((when(day, hour), deed))
    for moment, step in sorted(stage.steps, key=lambda planned: planned[0]):
        with clock.moved_to(moment):
            step()
    principle_actions.touch(stage.dialogue)
    touch_events()
    return True


def _set() -> Stage:
    people = {key: _staff(key, **facts) for key, facts in STAFF.items()}
    source = dated((FOLDER / "dialog.yaml").read_text(encoding="utf-8"))
    for later, earlier in EARLIER["wording"].items():
        source = source.replace(later, earlier)
    with clock.moved_to(when(-22, "9:00")):
        import_dialogue(source, by=people["editor"])
    dialogue = db.session.scalars(dialogue_with(SLUG)).one()
    _put_in_charge(dialogue, people)
    begin_draft(dialogue.fields[-1], by=people["editor"], **DRAFT)
    return Stage(
        dialogue=dialogue,
        moderator=people["moderator"],
        colleague=people["colleague"],
        administrator=people["administrator"],
        editor=people["editor"],
        principles={p.number: p for p in db.session.scalars(principles_of(dialogue.id))},
        rules={rule.number: rule for rule in db.session.scalars(house_rules())},
    )


def _put_in_charge(dialogue: Dialogue, people: dict[str, Person]) -> None:
    """Let the checklist find who answers."""
    charged: DialogueFacts = {
        "responsible_id": people["moderator"].id,
        "stand_in_id": people["colleague"].id,
        "second_name": SECOND[0],
        "second_email": SECOND[1],
    }
    principle_actions.change_dialogue(dialogue, by=people["editor"], **charged)


def _revise(stage: Stage) -> None:
    """Give one principle the wording its comments led to."""
    principle = stage.principles[EARLIER["number"]]
    final = dated((FOLDER / "dialog.yaml").read_text(encoding="utf-8"))
    texts = {
        entry["nummer"]: entry
        for group in yaml.safe_load(final)["handlungsfelder"]
        for entry in group["leitsaetze"]
    }
    entry = texts[principle.number]
    revision = wording.revise(
        principle,
        statement=entry["aussage"],
        explanation=entry["erlaeuterung"],
        change_note=EARLIER["note"],
        by=stage.moderator,
    )
    behind = [stage.comments[name] for name in EARLIER["comments"]]
    comment_actions.name_comments(revision, behind, by=stage.moderator)


def _follow(stage: Stage) -> None:
    """Let those who wrote follow the dialogue; who wants to hear at once does when it starts."""
    people = {it.author.id: it.author for it in stage.comments.values() if it.author is not None}
    for person, rhythm in zip(people.values(), Rhythm, strict=False):
        wish = following.Wish(rhythm, person.locale, 1)
        following.follow(following.Subject(stage.dialogue), person, wish)


def _keep(stage: Stage) -> None:
    keep_edition(stage.dialogue, "Entwurf zur Beteiligung", by=stage.editor)


def _staff(key: str, *, name: str, role: Role) -> Person:
    person = Person(address=f"{key}@musterland.example", name=name)
    db.session.add(person)
    db.session.flush()
    db.session.add(RoleGrant(person_id=person.id, role=role))
    # A password nobody knows: in the demonstration one signs in by a link.
    unknown = hashed(secrets.token_urlsafe(32))
    db.session.add(Credential(person_id=person.id, password_hash=unknown))
    db.session.flush()
    return person


def _read(name: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load((FOLDER / name).read_text(encoding="utf-8")))
