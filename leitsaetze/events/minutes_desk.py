"""Minutes on the editors' desk: written, published, put right; what becomes of their results."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from leitsaetze.accounts.access import signed_in
from leitsaetze.clock import now, today
from leitsaetze.drafts.keeping import Typing
from leitsaetze.errors import RuleViolation
from leitsaetze.events import minutes, minutes_letters, minutes_queries, planned, results
from leitsaetze.events.minutes_forms import CommentForm, MinutesForm, PublishForm, TaskForm
from leitsaetze.events.minutes_models import EventResult, Minutes, Task
from leitsaetze.events.minutes_reading import imagined, published
from leitsaetze.events.minutes_rules import check_time
from leitsaetze.events.models import Event
from leitsaetze.events.rules import DEFAULT_ZONE
from leitsaetze.extensions import db
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle
from leitsaetze.principles.rules import Phase
from leitsaetze.site.actions import once
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.languages import here

bp = Blueprint("minutes_desk", __name__, url_prefix="/redaktion/veranstaltungen")
CONFLICT = 409
MOST = 200  # tasks in one list


@bp.route("/<int:event_id>/protokoll/", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def minutes_of(event_id: int) -> ResponseReturnValue:
    """Show the minutes as they are saved and what came of the results; publish what is saved."""
    event, kept = _event(event_id), db.session.get(Minutes, event_id)
    shown = published(event_id)
    hearing = len(minutes_letters.hearing(event)) if shown is None else 0
    version = kept.version if kept is not None else 0
    form = PublishForm(version, corrects=shown is not None, hearing=hearing)
    if form.validate_on_submit():
        with form.refusals():
            once(form.submission_key.data, lambda: _publish(event, form))
            db.session.commit()
            return redirect(here(), 303)
    said = kept.said if kept is not None else None
    is_new = said is not None and (shown is None or minutes.said_in(shown.edition) != said)
    page: dict[str, Any] = {"event": event, "form": form, "kept": kept, "shown": shown}
    if kept is not None and said is not None:
        page["changed_by"] = db.session.scalar(planned.name_of(kept.changed_by))
        page["coming"] = imagined(event, said, minutes.discussed_in(event, said))
    standing = {it.number: it for it in db.session.scalars(minutes_queries.results_of(event_id))}
    page |= {"is_new": is_new, "standing": standing, "obstacle": _obstacle(event)}
    return render_template("events/desk/minutes.html", **page), form.status


@bp.route("/<int:event_id>/protokoll/bearbeiten", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def edit(event_id: int) -> ResponseReturnValue:
    """Write the minutes; what is saved is public only when it is published."""
    event, kept = _event(event_id), db.session.get(Minutes, event_id)
    if (obstacle := _obstacle(event)) and request.method == "GET":
        flash(obstacle, "info")
        return redirect(url_for("event_desk.event", event_id=event_id), 303)
    typing = _typing(event, kept)
    saved = kept.said if kept is not None else minutes.first_words(event)
    form = MinutesForm(saved, kept, _choices(event), **typing.restored())
    if (answer := typing.answer(form)) is not None:
        return answer
    if not form.act and form.validate_on_submit():
        with form.refusals():
            once(form.submission_key.data, lambda: _save(event, form, typing))
            db.session.commit()
            return redirect(url_for(".minutes_of", event_id=event_id), 303)
    page: dict[str, Any] = {"event": event, "form": form, "typing": typing}
    page["public"] = db.session.scalar(minutes_queries.number_of_results(event_id)) or 0
    if form.act and form.check():
        page["looked"] = imagined(event, form.said, form.discussed)
    elif form.status == CONFLICT and kept is not None:
        page["saved"] = list(form.differences())
        form.seen.data = str(kept.version)
    return render_template("events/desk/minutes_form.html", **page), form.status


@bp.route("/<int:event_id>/protokoll/ergebnisse/<int:number>/kommentar", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def comment(event_id: int, number: int) -> ResponseReturnValue:
    """Ask where a result shall stand as a comment; publish it there."""
    result = _result(event_id, number)
    form = CommentForm(_words(result), _places(result.event))
    if form.validate_on_submit():
        with form.refusals():
            address = once(form.submission_key.data, lambda: _comment(result, form))
            db.session.commit()
            return redirect(address, 303)
    page = {"result": result, "event": result.event, "form": form, "words": _words(result)}
    return render_template("events/desk/result_comment.html", **page), form.status


@bp.route("/<int:event_id>/protokoll/ergebnisse/<int:number>/aufgabe", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def task(event_id: int, number: int) -> ResponseReturnValue:
    """Make a task of a result, or say what is new about it."""
    result = _result(event_id, number)
    standing = db.session.scalar(minutes_queries.task_of(result.id))
    form = TaskForm(_words(result), standing)
    if form.validate_on_submit():
        with form.refusals():
            address = once(form.submission_key.data, lambda: _take_on(result, standing, form))
            db.session.commit()
            return redirect(address, 303)
        if standing is None:
            standing = db.session.scalar(minutes_queries.task_of(result.id))
    page = {"result": result, "event": result.event, "form": form, "task": standing}
    return render_template("events/desk/task.html", **page, words=_words(result)), form.status


@bp.get("/aufgaben/")
@open_to(Audience.EDITOR)
def tasks() -> ResponseReturnValue:
    """List the tasks that came of events: those open, the one due first first, or those done."""
    done = request.args.get("ansicht") == "erledigt"
    found = db.session.scalars(minutes_queries.tasks(done=done).limit(MOST)).all()
    return render_template(
        "events/desk/tasks.html", tasks=found, done=done, today=today(DEFAULT_ZONE)
    )


def _event(event_id: int) -> Event:
    return db.get_or_404(Event, event_id)


def _result(event_id: int, number: int) -> EventResult:
    result = db.session.scalar(minutes_queries.result_of(event_id, number))
    if result is None or not _words(result):
        abort(404)
    return result


def _words(result: EventResult) -> str:
    return db.session.scalar(minutes_queries.words_of_result(result.id)) or ""


def _obstacle(event: Event) -> str:
    """Return why no minutes can be written, or nothing."""
    try:
        check_time(event, now())
    except RuleViolation as violation:
        return str(gettext(violation.msgid, **violation.values))
    return ""


def _choices(event: Event) -> Sequence[FieldOfAction | Principle]:
    """Return what can have been discussed: all of the dialogues the event belongs to."""
    here = {it.id for it in event.dialogues}
    found = [
        *db.session.scalars(planned.fields_to_choose()),
        *db.session.scalars(planned.principles_to_choose()),
    ]
    return [it for it in found if it.dialogue_id in here]


def _places(event: Event) -> list[tuple[Dialogue, Principle | None]]:
    """Return where a result can stand: the dialogues that can be read, and their principles."""
    readable = {
        it.id: it
        for it in event.dialogues
        if it.published_at is not None and it.phase_at(now()) in {Phase.OPEN, Phase.CLOSED}
    }
    principles = db.session.scalars(planned.principles_to_choose())
    return [(it, None) for it in readable.values()] + [
        (readable[it.dialogue_id], it)
        for it in principles
        if it.dialogue_id in readable and it.withdrawal is None
    ]


def _typing(event: Event, kept: Minutes | None) -> Typing:
    about = f"event:{event.id}:protokoll"
    if kept is None:
        return Typing(about)
    name = db.session.scalar(planned.name_of(kept.changed_by)) or ""
    return Typing(about, kept.version, name, kept.changed_at, kept.changed_by)


def _save(event: Event, form: MinutesForm, typing: Typing) -> str:
    minutes.save_minutes(event, form.said, by=signed_in(), seen=form.expected)
    typing.drop()
    flash(gettext("Gespeichert. Öffentlich wird es erst, wenn Sie es veröffentlichen."), "success")
    return here()


def _publish(event: Event, form: PublishForm) -> str:
    minutes.publish_minutes(event, by=signed_in(), seen=form.expected, note=form.note.data)
    flash(gettext("Das Protokoll ist jetzt öffentlich."), "success")
    if form.tells:
        number = minutes_letters.tell(event)
        told = ngettext(
            "Eine Person bekommt eine E-Mail.", "%(num)s Personen bekommen eine E-Mail.", number
        )
        flash(told, "info")
    return here()


def _comment(result: EventResult, form: CommentForm) -> str:
    dialogue, principle = form.chosen
    made = results.make_comment(result, form.words.data, dialogue, principle, by=signed_in())
    flash(
        gettext("Kommentar %(number)s ist öffentlich und wartet auf eine Antwort.", number=made.id),
        "success",
    )
    return url_for(".minutes_of", event_id=result.event_id)


def _take_on(result: EventResult, standing: Task | None, form: TaskForm) -> str:
    by = signed_in()
    if standing is None:
        results.take_on(result, form.promise, by=by)
    else:
        results.change_task(standing, form.promise, by=by, seen=form.expected)
    flash(gettext("Gespeichert. Die Aufgabe steht beim Ergebnis, für alle lesbar."), "success")
    return url_for(".minutes_of", event_id=result.event_id)
