"""The log in the browser: who did what, filtered, as a page and as a table to take away."""

from collections.abc import Iterator

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask import stream_with_context as streamed
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms.validators import Regexp

from leitsaetze.accounts.access import signed_in
from leitsaetze.accounts.rules import Role
from leitsaetze.accounts.staff_queries import everybody
from leitsaetze.administration import log_queries
from leitsaetze.administration.asking import asked_for, filter_of
from leitsaetze.administration.deed_phrases import KIND_NAMES
from leitsaetze.administration.log_queries import Filter
from leitsaetze.administration.reading import Line, lines
from leitsaetze.administration.sentences import THING_KINDS
from leitsaetze.audit import queries as audit_queries
from leitsaetze.audit import sealing
from leitsaetze.audit.models import AuditEntry
from leitsaetze.extensions import begin_writing, db
from leitsaetze.language import translatable
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.asked import asked_number
from leitsaetze.web.forms import Form
from leitsaetze.web.forms import Line as TextLine
from leitsaetze.web.tables import as_csv

bp = Blueprint("log", __name__, url_prefix="/verwaltung/protokoll")
HEAD = [
    translatable("Nummer"),
    translatable("Zeitpunkt"),
    translatable("Wer"),
    translatable("Was"),
    translatable("Kürzel der Handlung"),
    translatable("Kürzel der Sache"),
    translatable("Einzelheiten"),
    translatable("Prüfwert"),
]
AT_ONCE = 500  # entries read at a time for the table


class VerifyForm(Form):
    """Walk the whole chain; a fingerprint noted earlier shows whether its end was cut off."""

    noted = TextLine(
        _l("Früher notierter Prüfwert"),
        description=_l("64 Zeichen, zum Beispiel aus dem letzten Prüfvermerk auf Papier."),
        validators=[
            Regexp(
                r"([0-9a-f]{64})?$",
                message=_l("Ein Prüfwert hat 64 Zeichen: Ziffern 0–9 und kleine Buchstaben a–f."),
            )
        ],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )

    limits = "2 per minute; 10 per hour"
    writes = False  # looking takes a while, in which others may write


@bp.get("/")
@open_to(Audience.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """Show one page of the log, newest first."""
    return _page(VerifyForm(formdata=None))


@bp.get("/protokoll.csv")
@open_to(Audience.ADMINISTRATOR)
def table() -> ResponseReturnValue:
    """Hand out the filtered log as a table, however long it is."""
    roles = set(signed_in().roles)
    answer = Response(streamed(as_csv(_rows(filter_of(asked_for()), roles))), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="protokoll.csv"'
    return answer


@bp.post("/pruefen")
@open_to(Audience.ADMINISTRATOR)
def verify() -> ResponseReturnValue:
    """Walk the chain of fingerprints and write down what came of it."""
    form = VerifyForm()
    if form.validate_on_submit():
        found = sealing.verify(form.noted.data)
        begin_writing()
        with form.refusals():
            sealing.write_down(found, by=signed_in())
            db.session.commit()
            flash(*_told(found))
            return redirect(url_for(".index"), 303)
    return _page(form), form.status


def _page(form: VerifyForm) -> str:
    asked = asked_for()
    chosen = filter_of(asked)
    after = asked_number("nach")
    last = db.session.get(AuditEntry, after) if after else None
    rows = db.session.execute(
        log_queries.entries(chosen, after=(last.at, last.id) if last else None)
    ).all()
    shown = rows[: log_queries.PAGE]
    return render_template(
        "administration/log.html",
        form=form,
        asked=asked,
        lines=lines(shown, reader_roles=signed_in().roles),
        more=shown[-1].id if len(rows) > len(shown) else None,
        number=db.session.scalar(log_queries.count(chosen)),
        at_most=log_queries.COUNT_UP_TO,
        people=db.session.execute(everybody()).all(),
        kinds=KIND_NAMES,
        things=THING_KINDS,
        end=db.session.scalar(audit_queries.last_sealed()),
        unsealed=db.session.scalar(audit_queries.unsealed_number(log_queries.COUNT_UP_TO + 1)),
        verified=db.session.scalar(audit_queries.last_verification()),
    )


def _rows(chosen: Filter, roles: set[Role]) -> Iterator[list[str]]:
    """Read the log in parts, so that neither memory nor a transaction grows with it."""
    yield [gettext(name) for name in HEAD]
    last = None
    while rows := db.session.execute(log_queries.entries(chosen, after=last, limit=AT_ONCE)).all():
        yield from map(_cells, lines(rows, reader_roles=roles))
        last = rows[-1].at, rows[-1].id
        db.session.rollback()


def _cells(line: Line) -> list[str]:
    details = "; ".join(f"{name}: {value}" for name, value in line.details)
    at = line.at.isoformat(timespec="seconds")
    number = str(line.seq or "")
    return [number, at, line.who, line.text, line.deed, line.subject, details, line.fingerprint]


def _told(found: sealing.Verification) -> tuple[str, str]:
    if found.broken_at is not None:
        said = gettext(
            "Das Protokoll wurde verändert, ab Eintrag %(number)s.", number=found.broken_at
        )
        return said, "danger"
    if not found.knows_note:
        return gettext(
            "Dem Protokoll fehlen Einträge: Der notierte Prüfwert kommt darin nicht vor."
        ), "danger"
    return gettext("Das Protokoll ist unverändert."), "success"
