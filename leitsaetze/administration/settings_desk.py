"""The settings of the site, a page for each group, with a preview of what they change."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.accounts import staff_queries
from leitsaetze.accounts.access import signed_in
from leitsaetze.administration import content_queries, publishing
from leitsaetze.administration.settings_forms import LooksForm, SettingsForm, settings_form
from leitsaetze.drafts.keeping import Typing
from leitsaetze.extensions import db
from leitsaetze.language import translatable
from leitsaetze.site import settings
from leitsaetze.site.actions import all_settings, once
from leitsaetze.site.appearance import keep_picture
from leitsaetze.site.colours import DEFAULT_ACCENT, Accent, Scheme
from leitsaetze.site.presentation import Site
from leitsaetze.site.rules import TITLES, filled_in, passages_about
from leitsaetze.site.settings import ABOUT_GROUPS, GROUPS, Group
from leitsaetze.site.states import STATES
from leitsaetze.text import markdown
from leitsaetze.web.access import Audience, open_to

bp = Blueprint("settings_desk", __name__, url_prefix="/verwaltung/einstellungen")
PREVIEW = "vorschau"
SAVED = translatable("Gespeichert. Ab jetzt steht es so auf allen Seiten.")
SAVED_FOR_STAFF = translatable("Gespeichert. Das gilt ab jetzt.")
UNCHANGED = translatable("Es hat sich nichts geändert.")


@bp.get("/")
@open_to(Audience.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """Show all settings by group, and what is still missing."""
    present = all_settings()
    return render_template(
        "administration/settings.html",
        groups=[(group, GROUPS[group], settings.of_group(group)) for group in Group],
        about=ABOUT_GROUPS,
        present=present,
        missing={it.name for it in settings.still_open(present)},
        states=STATES,
        colleagues=dict(_colleagues()),
    )


@bp.route("/<any(landkreis, recht, moderation):group>", methods=["GET", "POST"])
@open_to(Audience.ADMINISTRATOR)
def change(group: str) -> ResponseReturnValue:
    """Change the settings of one group."""
    present, names = all_settings(), [it.name for it in settings.of_group(Group(group))]
    typing = _typing(group, present, names)
    form = settings_form(Group(group))(present, _colleagues(), **typing.restored())
    if (answer := typing.answer(form)) is not None:
        return answer
    if request.form.get("tat") == PREVIEW:
        form.check()
    elif form.validate_on_submit():
        with form.refusals():
            path = once(form.submission_key.data, lambda: _save(form, typing))
            db.session.commit()
            return redirect(path, 303)
    return _change(Group(group), form, typing), form.status


@bp.route("/erscheinungsbild", methods=["GET", "POST"])
@open_to(Audience.ADMINISTRATOR)
def looks() -> ResponseReturnValue:
    """Choose logo and colour; looking at them first keeps the picture, and nobody else sees it."""
    form = LooksForm(all_settings())
    previewing = request.form.get("tat") == PREVIEW
    if form.validate_on_submit():
        with form.refusals():
            form.take_up(keep_picture)
            path = "" if previewing else once(form.submission_key.data, lambda: _save(form))
            db.session.commit()
            if path:
                return redirect(path, 303)
    return _looks(form, previewing=previewing and not form.problems), form.status


def _save(form: SettingsForm | LooksForm, typing: Typing | None = None) -> str:
    changed = publishing.change_settings(form.typed(), seen=form.seen.data, by=signed_in())
    if typing is not None:
        typing.drop()
    shown = any(settings.BY_NAME[name].group is not Group.MODERATION for name in changed)
    saved = SAVED if shown else SAVED_FOR_STAFF
    flash(gettext(saved if changed else UNCHANGED), "success")
    return url_for(".index")


def _colleagues() -> list[tuple[str, str]]:
    return [(str(it.id), it.name) for it in db.session.scalars(staff_queries.at_work())]


def _typing(group: str, present: Mapping[str, str], names: list[str]) -> Typing:
    last = db.session.execute(content_queries.last_change_of(names)).first()
    name, at = (last[0], last[1]) if last is not None else ("", None)
    version = settings.version_of(present, names)
    return Typing(f"settings:{group}", version=version, saved_by=name, saved_at=at)


def _change(group: Group, form: SettingsForm, typing: Typing) -> str:
    present = all_settings()
    overtaken = form.status == 409  # noqa: PLR2004  Conflict
    if overtaken:
        form.seen.data = str(settings.version_of(present, form.typed()))
    typed = settings.followed(form.typed(), present)
    previewing = request.form.get("tat") == PREVIEW and not form.problems
    if previewing:
        form.show(typed)
    return render_template(
        "administration/settings_group.html",
        group=group,
        title=GROUPS[group],
        about=ABOUT_GROUPS[group],
        form=form,
        typing=typing,
        present=present if overtaken else None,
        colleagues=dict(_colleagues()),
        previewing=previewing,
        shown=Site(present | typed),
        passages=_passages(present, typed) if previewing else [],
    )


def _passages(present: Mapping[str, str], typed: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the title and the changed paragraphs of every text that shows a changed setting."""
    with_followers = dict(typed)
    for name, (follower, values) in settings.FOLLOWERS.items():
        if name in typed:
            with_followers[follower] = values.get(typed[name], "")
    changed = {name for name, value in with_followers.items() if value != present[name]}
    places = settings.fillable({**present, **with_followers})
    found = [
        (TITLES[text.slug], passages_about(text.source, changed))
        for text, _name in db.session.execute(content_queries.present_texts())
    ]
    return [(title, markdown(filled_in(it, places)).html) for title, it in found if it]


def _looks(form: LooksForm, *, previewing: bool) -> str:
    present = all_settings()
    overtaken = form.status == 409  # noqa: PLR2004  Conflict
    if overtaken:
        form.seen.data = str(settings.version_of(present, form.SETTINGS))
    shown = Site(present | form.typed()) if previewing else Site(present)
    accent = Accent.of(shown.accent, shown.accent_dark)
    return render_template(
        "administration/looks.html",
        title=GROUPS[Group.LOOKS],
        about=ABOUT_GROUPS[Group.LOOKS],
        form=form,
        shown=shown,
        colours=(accent.light, accent.dark)
        if accent
        else tuple(DEFAULT_ACCENT[it] for it in Scheme),
        previewing=previewing,
    )
