"""The texts of the site: read, change, look at, publish as the next version."""

from dataclasses import dataclass, replace
from functools import cached_property

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.accounts.access import signed_in
from leitsaetze.administration import content_queries as queries
from leitsaetze.administration import publishing
from leitsaetze.administration.text_forms import TakeDownForm, TextForm, text_form
from leitsaetze.drafts.keeping import Typing
from leitsaetze.extensions import db
from leitsaetze.language import translatable
from leitsaetze.site.actions import TEXT_FOLDER, all_settings, html_of, once
from leitsaetze.site.models import SiteText
from leitsaetze.site.rules import RULES, SLOTS, START, TITLES, Draft, open_places
from leitsaetze.site.settings import BY_NAME, fillable
from leitsaetze.web.access import Audience, open_to

bp = Blueprint("texts", __name__, url_prefix="/verwaltung/texte")
PREVIEW = "vorschau"
GROUPS = {
    translatable("Pflichtangaben"): ["impressum", "datenschutz", "barrierefreiheit", RULES],
    translatable("Für alle verständlich"): list(SLOTS),
    translatable("Hilfe"): ["hilfe"],
}
# Where a text is read, if not at its own name.
READ_AT = {START: "/", "hilfe": "/hilfe/"}


@dataclass
class Desk:
    """One text as its page shows it: its versions, and the settings that fill its places."""

    slug: str

    @cached_property
    def versions(self) -> list[tuple[SiteText, str]]:
        """All versions with who published them, newest first."""
        return [(text, name) for text, name in db.session.execute(queries.versions_of(self.slug))]

    @property
    def present(self) -> SiteText | None:
        """The newest version."""
        return self.versions[0][0] if self.versions else None

    @property
    def version(self) -> int:
        """The number of the newest version; 0 before the first."""
        return self.present.version if self.present else 0

    @property
    def is_own(self) -> bool:
        """Whether the county published it already, beyond what came with the product."""
        return self.present is not None and self.present.by_id is not None

    @cached_property
    def places(self) -> dict[str, str]:
        """What the places of the text show."""
        return fillable(all_settings())

    @property
    def typing(self) -> Typing:
        """What the reader typed here and did not publish."""
        name = self.versions[0][1] if self.versions else ""
        at = self.present.published_at if self.present else None
        return Typing(f"text:{self.slug}", version=self.version, saved_by=name, saved_at=at)

    def shown(self) -> Draft:
        """Return what the form begins with: an asked-for version, the newest, or a proposal."""
        asked = request.args.get("fassung", type=int)
        found = next((it for it, _name in self.versions if it.version == asked), self.present)
        if found is not None and found.says_something:
            return publishing.draft_of(found)
        proposal = TEXT_FOLDER / f"{self.slug}.md"
        draft = Draft(proposal.read_text("utf-8") if proposal.exists() else "")
        return replace(draft, title=gettext(TITLES[self.slug]))


@bp.get("/")
@open_to(Audience.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """Show all texts with their state."""
    found = {text.slug: (text, name) for text, name in db.session.execute(queries.present_texts())}
    settings = fillable(all_settings())
    places = {slug: open_places(text.source, settings) for slug, (text, _) in found.items()}
    return render_template(
        "administration/texts.html",
        groups=GROUPS,
        titles=TITLES,
        found=found,
        places=places,
        slots=SLOTS,
    )


@bp.route("/<slug>/", methods=["GET", "POST"])
@open_to(Audience.ADMINISTRATOR)
def text(slug: str) -> ResponseReturnValue:
    """Show a text with its versions; publish the next one."""
    desk = _desk(slug)
    typing = desk.typing
    kept = {} if "fassung" in request.args else typing.restored()
    form = text_form(
        slug, desk.shown(), desk.places, seen=desk.version, note_needed=desk.is_own, **kept
    )
    if (answer := typing.answer(form)) is not None:
        return answer
    if request.form.get("tat") == PREVIEW:
        form.check()
    elif form.validate_on_submit():
        with form.refusals():
            path = once(form.submission_key.data, lambda: _publish(slug, form, typing))
            db.session.commit()
            return redirect(path, 303)
    return _text(_desk(slug), form, typing), form.status


@bp.post("/<slug>/zurueckziehen")
@open_to(Audience.ADMINISTRATOR)
def take_down(slug: str) -> ResponseReturnValue:
    """Take a text the county added off the site."""
    form = TakeDownForm()
    if form.validate_on_submit():
        once(form.submission_key.data, lambda: _take_down(slug, form.seen.data))
        db.session.commit()
    return redirect(url_for(".text", slug=slug), 303)


@bp.get("/<slug>/fassungen/<int:n>")
@open_to(Audience.STAFF)
def version(slug: str, n: int) -> ResponseReturnValue:
    """Show one version of a text: who published it, when, why, in which words."""
    found = db.session.execute(queries.version_of(slug, n)).first() or abort(404)
    return render_template(
        "administration/text_version.html",
        text=found[0],
        name=found[1],
        html=html_of(found[0].source),
        read_at=READ_AT.get(slug, f"/{slug}"),
    )


def _desk(slug: str) -> Desk:
    if slug not in TITLES or slug == RULES:
        abort(404)
    return Desk(slug)


def _publish(slug: str, form: TextForm, typing: Typing) -> str:
    found = publishing.publish(
        slug, form.draft(), note=form.note.data, seen=form.seen.data, by=signed_in()
    )
    typing.drop()
    flash(gettext("Fassung %(version)s ist veröffentlicht.", version=found.version), "success")
    return url_for(".text", slug=slug)


def _take_down(slug: str, seen: str) -> str:
    publishing.take_down(slug, seen=seen, by=signed_in())
    flash(gettext("Die Seite wird nicht mehr gezeigt. Ihr Text ist noch hier."), "success")
    return url_for(".text", slug=slug)


def _text(desk: Desk, form: TextForm, typing: Typing) -> str:
    overtaken = form.status == 409  # noqa: PLR2004  Conflict
    if overtaken:
        form.seen.data = str(desk.version)
    leaving = TakeDownForm(formdata=None)
    leaving.seen.data = str(desk.version)
    return render_template(
        "administration/text.html",
        desk=desk,
        form=form,
        typing=typing,
        previewing=request.form.get("tat") == PREVIEW and not form.problems,
        overtaken=overtaken,
        open_places=open_places(form.source.data, desk.places),
        leaving=leaving,
        known=BY_NAME,
        title=TITLES[desk.slug],
        read_at=READ_AT.get(desk.slug, f"/{desk.slug}"),
        is_slot=desk.slug in SLOTS,
    )
