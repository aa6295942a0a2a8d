"""What the pages of the editors' desk show and do alike."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.accounts.models import Person
from leitsaetze.accounts.rules import Role
from leitsaetze.drafts.keeping import Typing
from leitsaetze.drafts.rules import ACT
from leitsaetze.editing import queries
from leitsaetze.editing.checklist import checklist
from leitsaetze.editing.forms import ButtonForm, DeskForm, WithdrawForm
from leitsaetze.editing.models import Draft
from leitsaetze.editing.rules import Answer, Point
from leitsaetze.errors import Conflict
from leitsaetze.extensions import db
from leitsaetze.principles import queries as principle_queries
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle
from leitsaetze.principles.plain_models import PlainText
from leitsaetze.principles.plain_queries import plain_texts_of
from leitsaetze.principles.plain_rules import State, state_of
from leitsaetze.site.actions import answer_to, once

REINSTATE = "wieder-zeigen"  # the button's value


@dataclass(frozen=True)
class Item:
    """A number of a dialogue: its published principle, its draft, or both.

    `plain` is what is published with the principle in Einfacher Sprache.
    """

    number: int
    principle: Principle | None
    draft: Draft | None
    plain: PlainText | None = None

    @property
    def plain_is(self) -> State:
        """How that stands to the official words."""
        return state_beside(self.principle, self.plain)


@dataclass(frozen=True)
class Part:
    """A field of action with its numbers."""

    field: FieldOfAction
    items: list[Item]


def dialogue_at(slug: str) -> Dialogue:
    """Return the dialogue at this address, public or not; 404 for any other."""
    return db.session.scalar(principle_queries.dialogue_with(slug)) or abort(404)


def parts_of(dialogue: Dialogue) -> list[Part]:
    """Return everything in a dialogue in the order of readers, in four questions."""
    principles = db.session.scalars(principle_queries.principles_of(dialogue.id)).all()
    drafts = db.session.scalars(queries.drafts_of(dialogue.id)).all()
    revisions = {draft.principle_id: draft for draft in drafts if draft.principle_id}
    plain = {it.principle_id: it for it in db.session.scalars(plain_texts_of(dialogue.id))}
    items = [
        (one.field_id, Item(one.number, one, revisions.get(one.id), plain.get(one.id)))
        for one in principles
    ]
    items += [(one.field_id, Item(one.number, None, one)) for one in drafts if not one.principle_id]
    items.sort(key=lambda pair: pair[1].number)
    return [
        Part(field, [item for field_id, item in items if field_id == field.id])
        for field in db.session.scalars(principle_queries.fields_of(dialogue.id))
    ]


def state_beside(principle: Principle | None, plain: PlainText | None) -> State:
    """Return how a text in Einfacher Sprache stands to the present words of a principle."""
    if principle is None or plain is None:
        return State.MISSING
    return state_of(plain.source, plain.revision_number, principle.revision_number)


def typing_on(about: str, thing: Dialogue | FieldOfAction | Draft) -> Typing:
    """Return what keeps the form about a thing while it is filled in."""
    name = name_of(thing.changed_by)
    return Typing(about, thing.version, name, thing.changed_at, thing.changed_by)


def name_of(person_id: int | None) -> str:
    """Return the name of a member of staff; nothing for nobody."""
    person = db.session.get(Person, person_id) if person_id else None
    return person.name if person else ""


def carried_out(
    form: DeskForm, typing: Typing, deed: Callable[[], str]
) -> ResponseReturnValue | None:
    """Keep, discard, take the saved words or do the deed; None when the form is to be shown.

    `deed` returns the address it leads to. What was kept is dropped with it.
    """
    if (answer := typing.answer(form)) is not None:
        return answer
    if form.takes_theirs() or not form.validate_on_submit():
        return None

    def deed_and_drop() -> str:
        typing.hand_back(form.replaced)
        target = deed()
        typing.drop()
        return target

    with form.refusals():
        target = once(form.submission_key.data, deed_and_drop)
        db.session.commit()
        flash(gettext("Gespeichert."), "success")
        return redirect(target, 303)
    return None


def sent_before() -> str:
    """Return where this very form led to when it was sent before; what it was about may be gone."""
    if request.method != "POST":
        return ""
    return answer_to(ButtonForm().submission_key.data) or ""


def pressed(deed: Callable[[], str], said: str = "") -> ResponseReturnValue:
    """Do what a single button stands for and go where it leads; a refusal is told there."""
    form = ButtonForm()
    if not form.validate_on_submit():
        abort(form.status if form.problems else 400)
    with form.refusals():
        target = once(form.submission_key.data, deed)
        db.session.commit()
        if said:
            flash(said, "success")
        return redirect(target, 303)
    return render_template("editing/refused.html", form=form), form.status


def withdrawn(
    thing: Dialogue | FieldOfAction | Principle,
    back: str,
    deed: Callable[[str], object],
    undo: Callable[[], object],
    **page: Any,
) -> ResponseReturnValue:
    """Ask for the reason and withdraw, or reinstate what is withdrawn already.

    The button says which of the two is meant: what a colleague did meanwhile, or a second click,
    never turns one into the other.
    """
    sent = request.method == "POST"
    reinstates = request.form.get(ACT) == REINSTATE if sent else thing.withdrawn_at is not None
    form: Any = ButtonForm() if reinstates else WithdrawForm()

    def act() -> str:
        if not (undo() if reinstates else deed(form.note.data)):
            raise Conflict("Das hat inzwischen schon jemand anderes getan.")
        return back

    if form.validate_on_submit():
        with form.refusals():
            target = once(form.submission_key.data, act)
            db.session.commit()
            flash(gettext("Gespeichert."), "success")
            return redirect(target, 303)
    page |= {"thing": thing, "back": back, "form": form, "reinstates": reinstates}
    return render_template("editing/withdraw.html", **page), form.status


def readiness(dialogue: Dialogue) -> dict[str, Any]:
    """Return the checklist, its open points counted, and whom to ask for the office's ones."""
    points: list[Point] = checklist(dialogue)
    offices = db.session.scalars(queries.staff(Role.ADMINISTRATOR)).all()
    return {
        "points": points,
        "open_points": sum(point.answer is Answer.OPEN for point in points),
        "wishes": sum(point.answer is Answer.RECOMMENDED for point in points),
        "offices": [person.name or person.address for person in offices],
    }


def desk_of(dialogue: Dialogue, anchor: str = "") -> str:
    """Return the address of a dialogue's desk."""
    return url_for("editing.dialogue", slug=dialogue.slug, _anchor=anchor or None)
