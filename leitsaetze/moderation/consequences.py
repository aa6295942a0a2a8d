"""What carrying out a deed of the queue would cause, in sentences for whoever is about to."""

from collections.abc import Iterator

from flask_babel import gettext

from leitsaetze.comments.models import Comment
from leitsaetze.comments.reply_models import Reply, ReplyProposal
from leitsaetze.comments.rules import Verdict
from leitsaetze.moderation.deeds import Deed, completed, without_hiding
from leitsaetze.moderation.four_eyes import consequences_of_proposing
from leitsaetze.moderation.group_deeds import consequences_for_all
from leitsaetze.moderation.reading import Reading, consequences_of_reading


def consequences(
    deed: Deed,
    comment: Comment,
    standing: Reply | None,
    proposal: ReplyProposal | None = None,
    *,
    reported: bool = False,
    proposes_hiding: bool = False,
) -> Iterator[str]:
    """Say in sentences what carrying out the deed will cause.

    `reported`: reports wait. `proposes_hiding`: somebody else has to confirm the hiding.
    """
    deed = completed(deed, comment)
    if proposes_hiding:
        yield from consequences_of_proposing(comment)
        deed = without_hiding(deed)
    yield from _of_place(deed)
    yield from _of_verdict(deed, comment)
    yield from _of_reports(deed, reported)
    proposes = deed.changes_answer and comment.dialogue.replies_need_two
    yield from _of_reading(deed, standing, proposal, proposes=proposes)
    yield from _of_reply(deed, standing, proposes=proposes)
    yield from consequences_for_all(
        deed.circle,
        comment,
        standing,
        proposal,
        deed.reply,
        changes=deed.withdraw_reply or (deed.changes_answer and not proposes),
        proposes=proposes,
        steps_out=deed.settle,
    )
    if deed.invite_to is not None:
        title = deed.invite_to.title
        yield gettext(
            "Eine persönliche Einladung zu „%(title)s“ geht per E-Mail hinaus.", title=title
        )
    if deed.uninvite is not None:
        yield gettext("Die Einladung wird zurückgezogen.")
    if deed.note:
        yield gettext("Die Notiz sehen nur Sie und Ihre Kolleginnen und Kollegen.")
    answers = deed.reading is Reading.PUBLISH or (deed.reply is not None and not proposes)
    writes = deed.verdict is not None or (answers and not standing) or deed.moves
    if writes and comment.author_id is not None:
        yield gettext("Die Verfasserin oder der Verfasser bekommt eine E-Mail.")
    elif writes:
        yield gettext("Es gibt keine E-Mail-Adresse; der Stand ist mit der Belegnummer zu sehen.")


def _of_place(deed: Deed) -> Iterator[str]:
    if deed.moves and deed.principle is not None:
        number = deed.principle.number
        yield gettext("Der Kommentar steht künftig bei Leitsatz %(number)s.", number=number)
    elif deed.moves:
        yield gettext("Der Kommentar gilt künftig dem Dialog als Ganzem.")


def _of_verdict(deed: Deed, comment: Comment) -> Iterator[str]:
    if deed.verdict is Verdict.PUBLISH and comment.is_held_back:
        yield gettext("Der Kommentar ist wieder für alle zu lesen.")
    elif deed.verdict is Verdict.PUBLISH:
        yield gettext("Der Kommentar wird veröffentlicht.")
    if deed.verdict is Verdict.RESTORE:
        yield gettext("Der Kommentar wird wieder gezeigt.")
    if deed.verdict is Verdict.HIDE and comment.published_at is None:
        yield gettext("Der Kommentar wird nicht veröffentlicht.")
    elif deed.verdict is Verdict.HIDE:
        yield gettext("Der Kommentar wird ausgeblendet; an seiner Stelle stehen Datum und Regel.")


def _of_reports(deed: Deed, reported: bool) -> Iterator[str]:
    if deed.dismiss:
        yield gettext(
            "Der Kommentar bleibt. Wer ihn gemeldet und eine Adresse angegeben hat, erfährt das."
        )
    elif reported and deed.verdict is not None:
        yield gettext(
            "Wer ihn gemeldet und eine Adresse angegeben hat, erfährt, wie entschieden wurde."
        )


def _of_reading(
    deed: Deed, standing: Reply | None, proposal: ReplyProposal | None, *, proposes: bool
) -> Iterator[str]:
    if proposes:
        yield gettext(
            "Die Antwort wird vorgelegt; sie erscheint, wenn sie jemand gegengelesen hat."
        )
    elif deed.reading is not None:
        yield from consequences_of_reading(deed.reading, standing)
    if proposal is not None and deed.settle:
        yield from consequences_of_reading(Reading.DROP, standing)


def _of_reply(deed: Deed, standing: Reply | None, *, proposes: bool) -> Iterator[str]:
    said = (deed.reply is not None or deed.heading is not None) and not proposes
    if said and standing is not None:
        yield gettext("Die Antwort wird berichtigt; die frühere Fassung bleibt im Verlauf.")
    elif said:
        yield gettext("Die Antwort erscheint darunter.")
    if deed.withdraw_reply or deed.circle.leaves:
        yield gettext("Die Antwort wird zurückgezogen; der Kommentar wartet wieder auf eine.")
    if deed.event is not None:
        yield gettext("Die Antwort zeigt „%(title)s“.", title=deed.event.title)
    if deed.drop_event:
        yield gettext("Die Antwort zeigt keine Veranstaltung mehr.")
    yield from _of_settling(deed, standing)


def _of_settling(deed: Deed, standing: Reply | None) -> Iterator[str]:
    if deed.settle and standing is not None:
        yield gettext("Die Antwort bleibt, wie sie ist; der Kommentar gilt als erledigt.")
    elif deed.settle:
        yield gettext("Der Kommentar gilt als erledigt, ohne Antwort.")
    if deed.unsettle:
        yield gettext("Der Kommentar wartet wieder auf eine Antwort.")
