"""A dialogue in Leichte Sprache on the editors' desk: written, looked at, told who checked it."""

from dataclasses import dataclass
from functools import cached_property

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from leitsaetze.accounts.access import signed_in
from leitsaetze.drafts.keeping import Typing
from leitsaetze.editing import queries
from leitsaetze.editing.desk import carried_out, dialogue_at, name_of
from leitsaetze.editing.easy_forms import EasyTextForm
from leitsaetze.extensions import db
from leitsaetze.principles.easy import official_words, write_easy_text
from leitsaetze.principles.easy_models import EasyText
from leitsaetze.principles.easy_queries import easy_texts_of
from leitsaetze.principles.easy_rules import Standing, standings
from leitsaetze.principles.models import Dialogue
from leitsaetze.text import markdown
from leitsaetze.web.access import Audience, open_to

bp = Blueprint("desk_easy", __name__, url_prefix="/redaktion/dialoge/<slug>")
PREVIEW = "vorschau"


@dataclass
class Version:
    """One version as the desk lists it."""

    text: EasyText
    standing: Standing
    name: str


@dataclass
class EasyDesk:
    """A dialogue's text with its versions, newest first."""

    dialogue: Dialogue

    @cached_property
    def versions(self) -> list[Version]:
        """All versions, each with how it stands and who wrote it."""
        texts = db.session.scalars(easy_texts_of(self.dialogue.id)).all()
        names = {it: name_of(it) for it in {text.written_by for text in texts}}
        return [
            Version(text, standing, names[text.written_by])
            for text, standing in zip(texts, standings(texts), strict=True)
        ]

    @property
    def newest(self) -> Version | None:
        """The newest version."""
        return self.versions[0] if self.versions else None

    @property
    def public(self) -> EasyText | None:
        """The version readers see, or will see once the dialogue is public."""
        found = (it.text for it in self.versions if it.standing is Standing.PUBLIC)
        return next(found, None)

    @cached_property
    def coming(self) -> list[tuple[int, str]]:
        """The statements that become public together with the dialogue."""
        if self.dialogue.published_at is not None:
            return []
        drafts = db.session.scalars(queries.drafts_of(self.dialogue.id))
        return [
            (draft.number, draft.statement)
            for draft in drafts
            if draft.is_complete and draft.principle_id is None
        ]

    @property
    def is_overtaken(self) -> bool:
        """Whether the dialogue says something else than when the public text was saved."""
        public = self.public
        return public is not None and public.official != official_words(self.dialogue, self.coming)

    @property
    def typing(self) -> Typing:
        """What keeps the form while it is filled in."""
        newest = self.newest
        about = f"easy:{self.dialogue.id}"
        if newest is None:
            return Typing(about)
        text = newest.text
        return Typing(about, text.version, newest.name, text.written_at, text.written_by)

    def version(self, number: int | None) -> EasyText | None:
        """Return the version with this number."""
        return next((it.text for it in self.versions if it.text.version == number), None)


@bp.route("/leichte-sprache", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def text(slug: str) -> ResponseReturnValue:
    """Write the text in Leichte Sprache; show its versions."""
    desk = EasyDesk(dialogue_at(slug))
    typing = desk.typing
    asked = desk.version(request.args.get("fassung", type=int))
    newest = desk.newest.text if desk.newest is not None else None
    kept = {} if asked is not None else typing.restored()
    form = EasyTextForm(desk.dialogue.time_zone, newest, asked or newest, **kept)
    previewing = request.method == "POST" and request.form.get("tat") == PREVIEW
    if previewing:
        previewing = form.check()
    elif (answer := carried_out(form, typing, lambda: _write(desk, form))) is not None:
        return answer
    return render_template(
        "editing/easy.html",
        desk=desk,
        dialogue=desk.dialogue,
        form=form,
        typing=typing,
        asked=asked if request.method == "GET" else None,
        previewing=previewing,
        html=markdown(form.source.data).html if previewing else "",
    ), form.status


def _write(desk: EasyDesk, form: EasyTextForm) -> str:
    by = signed_in()
    write_easy_text(desk.dialogue, seen=form.expected, by=by, coming=desk.coming, **form.facts)
    return url_for(".text", slug=desk.dialogue.slug)
