"""A feed as Atom writes it (RFC 4287). Pure Python; whatever is shown is escaped here."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Entry:
    """One entry: `id` stays the same for good, `html` may be empty."""

    id: str
    title: str
    link: str
    updated: datetime
    html: str = ""
    locale: str = ""
    author: str = ""


@dataclass(frozen=True)
class Feed:
    """A feed: where it stands, which page it is about, in which language, by whom."""

    address: str
    page: str
    title: str
    locale: str
    author: str
    base: str
    updated: datetime


def atom(feed: Feed, entries: Iterable[Entry]) -> str:
    """Return the document."""
    shown = list(entries)
    newest = max([feed.updated, *(it.updated for it in shown)])
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom"'
        f" xml:lang={_quoted(feed.locale)} xml:base={_quoted(feed.base)}>",
        _element("id", feed.address),
        _element("title", feed.title),
        _element("updated", _moment(newest)),
        f'<link rel="self" type="application/atom+xml" href={_quoted(feed.address)}/>',
        f'<link rel="alternate" type="text/html" href={_quoted(feed.page)}/>',
        f"<author>{_element('name', feed.author)}</author>",
        *(_entry(it) for it in shown),
        "</feed>",
    ]
    return "\n".join(lines) + "\n"


def _entry(it: Entry) -> str:
    language = f" xml:lang={_quoted(it.locale)}" if it.locale else ""
    parts = [
        _element("id", it.id),
        _element("title", it.title),
        _element("updated", _moment(it.updated)),
        f'<link rel="alternate" type="text/html" href={_quoted(it.link)}/>',
    ]
    if it.author:
        parts.append(f"<author>{_element('name', it.author)}</author>")
    words = _said(it.html or it.title)
    parts.append(f'<content type="{"html" if it.html else "text"}"{language}>{words}</content>')
    return "<entry>" + "".join(parts) + "</entry>"


def _element(name: str, words: str) -> str:
    return f"<{name}>{_said(words)}</{name}>"


def _said(words: str) -> str:
    return escape(NOT_IN_XML.sub("", words))


def _quoted(words: str) -> str:
    return quoteattr(NOT_IN_XML.sub("", words))


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
