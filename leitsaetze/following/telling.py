"""News in words: what everybody may read of it now, for letters and feeds alike.

News itself holds none. What has been hidden, withdrawn or taken back since is read as it is now.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext
from markupsafe import Markup

from leitsaetze.comments.rules import Status
from leitsaetze.following.known import Known, read
from leitsaetze.following.models import News
from leitsaetze.following.rules import NewsKind
from leitsaetze.web.filters import day_and_time, isolated_in_text, last_day


@dataclass(frozen=True)
class Item:
    """One piece of news as it is told.

    `name` stays the same whatever becomes of the thing; `path` leads to it, without the root of
    the language. `html` are its words, which are in `locale`, without them only the title is told.
    `where` is the dialogue.
    """

    name: str
    kind: NewsKind
    at: datetime
    title: str
    path: str
    where: str
    zone: str
    html: str = ""
    locale: str = "de"
    who: str = ""


def told(news: Sequence[News]) -> list[Item]:
    """Return what may be told of these pieces of news now, in their order, in the present language.

    Each thing once; of what nobody may read any more, nothing. Asks as many questions for many
    pieces as for one.
    """
    known = read(news)
    items: dict[str, Item] = {}
    for it in news:
        item = TELLERS[it.kind](it, known)
        if item is not None:
            items.setdefault(item.name, item)
    return list(items.values())


def _of_comment(it: News, known: Known) -> Item | None:
    """Tell of a comment, or of the trace it left when it was hidden; of what is gone, nothing."""
    number = it.thing_id if it.kind is NewsKind.THREAD else it.comment_id
    row = known.comments.get(number or 0)
    if row is None:
        return None
    name, place = f"comment:{row.id}", known.place_of(row)
    if row.status is Status.PUBLISHED:
        if it.kind is NewsKind.THREAD:
            title = gettext(
                "Antwort von %(name)s auf Kommentar %(number)s",
                name=isolated_in_text(row.name),
                number=it.comment_id,
            )
        elif place:
            title = gettext(
                "Kommentar von %(name)s zu Leitsatz %(number)s",
                name=isolated_in_text(row.name),
                number=place,
            )
        else:
            title = gettext("Allgemeiner Kommentar von %(name)s", name=isolated_in_text(row.name))
        words = {"html": row.html or "", "locale": row.locale, "who": row.name}
        return _item(it, known, name=name, title=title, path=f"/kommentare/{row.id}", **words)
    return _of_hidden(it, known) if row.status is Status.HIDDEN else None


def _of_hidden(it: News, known: Known) -> Item | None:
    """Tell that a comment is hidden, and by which rule; never its words or its author's name."""
    number = it.thing_id if it.kind is NewsKind.THREAD else it.comment_id
    row = known.comments.get(number or 0)
    if row is None or row.status is not Status.HIDDEN or row.hidden_at is None:
        return None
    title = gettext(
        "Kommentar %(number)s ist ausgeblendet: Regel %(rule)s, %(title)s",
        number=row.id,
        rule=row.rule_number,
        title=row.rule_title,
    )
    path, at = f"/kommentare/{row.id}", max(it.at, row.hidden_at)
    return _item(it, known, name=f"comment:{row.id}", title=title, path=path, at=at)


def _of_shown(it: News, known: Known) -> Item | None:
    row = known.comments.get(it.comment_id or 0)
    if row is None or row.status is not Status.PUBLISHED:
        return None
    title = gettext("Kommentar %(number)s ist wieder zu lesen", number=row.id)
    return _item(it, known, name=f"comment:{row.id}", title=title, path=f"/kommentare/{row.id}")


def _of_reply(it: News, known: Known) -> Item | None:
    row = known.answers.get((it.thing_id, it.comment_id or 0))
    if row is None:
        return None
    title = gettext("Antwort der Moderation auf Kommentar %(number)s", number=row.comment_id)
    name, path = f"reply:{row.id}:{row.comment_id}", f"/kommentare/{row.comment_id}"
    at = max(it.at, row.written_at)
    return _item(it, known, name=name, title=title, path=path, html=row.html, at=at)


def _of_result(it: News, known: Known) -> Item | None:
    comment, row = known.comments.get(it.comment_id or 0), known.revisions.get(it.thing_id)
    place = known.place_of(row) if row is not None else None
    gone = comment is None or comment.status is not Status.PUBLISHED
    if gone or row is None or place is None or not row.statement:
        return None
    title = gettext(
        "Kommentar %(comment)s steht hinter Fassung %(revision)s von Leitsatz %(number)s",
        comment=it.comment_id,
        revision=row.number,
        number=place,
    )
    path = f"/kommentare/{it.comment_id}"
    return _item(it, known, name=f"result:{row.id}:{it.comment_id}", title=title, path=path)


def _of_revision(it: News, known: Known) -> Item | None:
    row = known.revisions.get(it.thing_id)
    place = known.place_of(row) if row is not None else None
    dialogue = known.dialogues.get(it.dialogue_id or 0)
    if row is None or place is None or dialogue is None or not row.statement:
        return None
    if row.number == 1:
        title = gettext("Neu: Leitsatz %(number)s", number=place)
    else:
        title = gettext(
            "Leitsatz %(number)s in neuer Fassung: Fassung %(revision)s",
            number=place,
            revision=row.number,
        )
    path = f"/dialoge/{dialogue.slug}/leitsaetze/{place}/fassungen/{row.number}"
    html = _paragraphs(f"„{row.statement}“", row.note)
    return _item(it, known, name=f"revision:{row.id}", title=title, path=path, html=html)


def _of_edition(it: News, known: Known) -> Item | None:
    row, dialogue = known.editions.get(it.thing_id), known.dialogues.get(it.dialogue_id or 0)
    if row is None or dialogue is None:
        return None
    title = gettext("Neue Gesamtfassung: %(occasion)s", occasion=row.occasion)
    path = f"/dialoge/{dialogue.slug}/gesamtfassungen/{row.number}/"
    return _item(it, known, name=f"edition:{row.id}", title=title, path=path)


def _of_event(it: News, known: Known) -> Item | None:
    """Tell of an event as it is now; a later change of it is told in place of an earlier one."""
    event = known.events.get(it.thing_id)
    if event is None:
        return None
    said = {"title": event.title, "when": day_and_time(event.starts_at, event.time_zone)}
    if event.is_cancelled:
        title = gettext("Fällt aus: %(title)s, %(when)s", **said)
    elif it.kind is NewsKind.EVENT:
        title = gettext("Neue Veranstaltung: %(title)s, %(when)s", **said)
    else:
        title = gettext("Geänderte Veranstaltung: %(title)s, %(when)s", **said)
    path = f"/veranstaltungen/{event.id}/"
    reason = event.reason if event.is_cancelled else ""
    html = _paragraphs(event.venue, reason)
    item = {"name": f"event:{event.id}", "at": max(it.at, event.changed_at)}
    return _item(it, known, title=title, path=path, html=html, alone=True, **item)


def _of_dialogue(it: News, known: Known) -> Item | None:
    dialogue = known.dialogues.get(it.dialogue_id or 0)
    if dialogue is None:
        return None
    until = last_day(dialogue.closes_at, dialogue.time_zone)
    titles = {
        NewsKind.OPENED: gettext("Der Dialog ist offen, bis zum %(day)s", day=until),
        NewsKind.CLOSES: gettext("Der Dialog endet bald: am %(day)s", day=until),
        NewsKind.CLOSED: gettext("Der Dialog ist beendet"),
    }
    name = f"dialogue:{dialogue.id}:{it.kind}"
    return _item(it, known, name=name, title=titles[it.kind], path=f"/dialoge/{dialogue.slug}/")


def _item(it: News, known: Known, *, alone: bool = False, **given: Any) -> Item | None:
    """Return the item, unless its dialogue is not public; what stands `alone` needs none."""
    dialogue = known.dialogues.get(it.dialogue_id or 0)
    if dialogue is None and not (alone and it.dialogue_id is None):
        return None
    usual: dict[str, Any] = {"kind": it.kind, "at": it.at}
    if dialogue is not None:
        usual |= {"where": dialogue.title, "zone": dialogue.time_zone}
    else:
        usual |= {"where": "", "zone": known.events[it.thing_id].time_zone}
    return Item(**usual | given)


def _paragraphs(*texts: str) -> str:
    return "".join(Markup("<p>{}</p>").format(text) for text in texts if text)


TELLERS: Mapping[NewsKind, Callable[[News, Known], Item | None]] = {
    NewsKind.COMMENT: _of_comment,
    NewsKind.THREAD: _of_comment,
    NewsKind.REPLY: _of_reply,
    NewsKind.HIDDEN: _of_hidden,
    NewsKind.SHOWN: _of_shown,
    NewsKind.RESULT: _of_result,
    NewsKind.REVISION: _of_revision,
    NewsKind.EDITION: _of_edition,
    NewsKind.EVENT: _of_event,
    NewsKind.EVENT_CHANGED: _of_event,
    NewsKind.EVENT_CANCELLED: _of_event,
    NewsKind.OPENED: _of_dialogue,
    NewsKind.CLOSES: _of_dialogue,
    NewsKind.CLOSED: _of_dialogue,
}
