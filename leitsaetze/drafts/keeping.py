"""Keeps a form on the server while it is filled in; used by the views of forms for staff.

    typing = Typing(f"draft:{draft.id}", version=draft.version, saved_by=…, saved_at=…)
    form = DraftForm(draft, **typing.restored())
    if (answer := typing.answer(form)) is not None:
        return answer

After the deed `typing.drop()` belongs into the same transaction.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import jsonify, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from leitsaetze.accounts.access import signed_in
from leitsaetze.accounts.models import Person
from leitsaetze.clock import now
from leitsaetze.drafts import actions, queries
from leitsaetze.drafts.rules import ACT, DISCARD, KEEP
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import begin_writing, db
from leitsaetze.network import client_network
from leitsaetze.site.actions import answer_to
from leitsaetze.web.filters import isolated_in_text, time_of_day
from leitsaetze.web.forms import Form
from leitsaetze.web.languages import here

LIMITS = "120 per minute; 2000 per hour"


@dataclass
class Typing:
    """One person at one form. `about` names the thing ("draft:12") among all things of the site.

    `version` is that of the thing as it is saved now; `saved_by` and `saved_at` tell whose deed
    that was. `kept_at` is when the shown words were kept, None when they are the saved ones.
    """

    about: str
    version: int = 0
    saved_by: str = ""
    saved_at: datetime | None = None
    saved_by_id: int | None = None
    kept_at: datetime | None = field(default=None, init=False)

    def restored(self) -> dict[str, Any]:
        """Return what lets a form show the words kept for the reader; nothing when there are none.

        Also sets `kept_at`. What is being sent goes before what was kept.
        """
        if request.method == "POST":
            return {}
        copy = db.session.scalar(queries.copy_of(self.about, signed_in().id))
        if copy is None:
            return {}
        self.kept_at = copy.kept_at
        return {"formdata": MultiDict((name, value) for name, value in copy.fields)}

    def answer(self, form: Form) -> ResponseReturnValue | None:
        """Keep or discard what was typed if that is asked for; None for every other request."""
        act = request.form.get(ACT)
        if request.method != "POST" or act not in {KEEP, DISCARD}:
            return None
        if form.meta.csrf and not form.csrf_token.validate(form):
            return self._told(gettext("Nicht gesichert. Bitte melden Sie sich neu an."), 400)
        if not form.within(LIMITS, "typing", client_network()):
            return self._told(gettext("Noch nicht gesichert. Gleich noch einmal."), 429)
        return self._keep(form) if act == KEEP else self._discard()

    def drop(self) -> None:
        """Forget what was kept: it is saved. Part of the caller's transaction."""
        actions.drop(self.about, by=signed_in())

    def hand_back(self, replaced: list[tuple[str, str]]) -> None:
        """Keep for whoever saved last the words somebody else puts theirs in place of.

        They find them in the form as their own half-typed ones; what they keep themselves stays.
        """
        author = db.session.get(Person, self.saved_by_id) if self.saved_by_id else None
        if not replaced or author is None or author.id == signed_in().id:
            return
        if db.session.scalar(queries.copy_of(self.about, author.id)) is None:
            actions.keep(self.about, replaced, by=author, at=self.saved_at)

    @property
    def others(self) -> list[tuple[str, datetime]]:
        """Who else writes on this thing, and when they last did."""
        found = db.session.execute(queries.others_at_work(self.about, signed_in().id, now()))
        return [(name, at) for name, at in found]

    def notices(self, seen: str) -> list[str]:
        """Return what somebody whose form was made from a version should know of others.

        `seen` begins with that version, as the form carries it.
        """
        told = [
            gettext("%(name)s schreibt hier gerade auch, zuletzt um %(time)s.", name=name, time=at)
            for name, at in ((isolated_in_text(name), time_of_day(at)) for name, at in self.others)
        ]
        if seen and seen.partition(".")[0] != str(self.version) and self.saved_at is not None:
            told.append(
                gettext(
                    "%(name)s hat um %(time)s gespeichert. Ihr Text bleibt hier stehen; beim "
                    "Speichern sehen Sie beides nebeneinander.",
                    name=isolated_in_text(self.saved_by or gettext("Jemand anderes")),
                    time=time_of_day(self.saved_at),
                )
            )
        return told

    def _keep(self, form: Form) -> ResponseReturnValue:
        if answer_to(form.submission_key.data) is not None:
            return self._told("", 200)  # saved meanwhile: the script was overtaken by the button
        posted = list(request.form.items(multi=True))
        begin_writing()
        try:
            kept_at = actions.keep(self.about, posted, by=signed_in())
        except RuleViolation as violation:
            db.session.rollback()
            return self._told(gettext(violation.msgid, **violation.values), 413)
        db.session.commit()
        said = gettext("Zwischenstand gesichert, %(time)s.", time=time_of_day(kept_at))
        return self._told(said, 200, self.notices(form.seen.data))

    def _discard(self) -> ResponseReturnValue:
        begin_writing()
        self.drop()
        db.session.commit()
        return redirect(here(), 303)

    def _told(
        self, status: str, code: int, notices: list[str] | None = None
    ) -> ResponseReturnValue:
        """Answer the script in its words, the button without script with the page."""
        if request.accept_mimetypes.best == "application/json":
            return jsonify(status=status, notices=notices or []), code
        return redirect(here(), 303)
