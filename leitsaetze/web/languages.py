"""Which language a page speaks: the address says it, and nothing else (decisions.md 17)."""

from collections.abc import Iterable
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, has_request_context, request
from flask_babel import Babel, Domain, get_locale

from leitsaetze.config import ROOT
from leitsaetze.language import DEFAULT, NAMES, OTHERS, prefix

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CATALOGUES = ROOT / "leitsaetze" / "translations"


class LanguagePrefix:
    """Takes /en off an address and remembers it as the root of the application.

    So every view answers in every language at the same address behind the prefix, and url_for
    stays in the language of the page.
    """

    def __init__(self, application: "WSGIApplication") -> None:
        self.application = application

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Pass the request on without its prefix."""
        first, slash, rest = environ.get("PATH_INFO", "").removeprefix("/").partition("/")
        if first in OTHERS and slash:
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + prefix(first)
            environ["PATH_INFO"] = "/" + rest
        return self.application(environ, start_response)


class Catalogues(Domain):  # type: ignore[misc]  # the library is untyped
    """The texts of each language, read from the catalogues of all rooms."""

    def get_translations(self) -> NullTranslations:
        """Return the texts of the present language; German needs none, its texts are the ids."""
        return translations(language())


class Languages(Babel):  # type: ignore[misc]  # the library is untyped
    """Flask-Babel with the catalogues above; it would read one compiled file for each language."""

    domain_instance = Catalogues()


def init_app(app: Flask) -> None:
    """Let the address choose the language, and give templates what they need to stay in it."""
    app.wsgi_app = LanguagePrefix(app.wsgi_app)  # type: ignore[method-assign]  # as documented
    Languages().init_app(app, locale_selector=of_address)
    app.jinja_env.globals |= {
        "root": Root(),
        "language": language,
        "languages": NAMES,
        "in_language": in_language,
    }


def of_address() -> str:
    """Return the language of the address asked for."""
    last = request.script_root.rpartition("/")[2] if has_request_context() else ""
    return last if last in OTHERS else DEFAULT


class Root:
    """What stands before the path of an address of this site, to stay in the present language.

    In a letter that is its recipient's language. Templates write {{ root }}/regeln.
    """

    def __str__(self) -> str:
        return prefix(language())


def root() -> str:
    """Return the root of the present language, for addresses that code puts together."""
    return str(Root())


def in_language(locale: str) -> str:
    """Return the path of the present page in another language."""
    return prefix(locale) + request.full_path.rstrip("?")


def here() -> str:
    """Return the path of the present page in the present language, without its query."""
    return request.script_root + request.path


def language() -> str:
    """Return the code of the present language."""
    found = str(get_locale() or DEFAULT)
    return found if found in NAMES else DEFAULT


@cache
def translations(locale: str) -> NullTranslations:
    """Return the texts of a language, put together once for each process."""
    if locale == DEFAULT:
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, catalogue(locale))
    compiled.seek(0)
    return Translations(compiled)


def catalogue(locale: str) -> Catalog:
    """Return the entries of a language from the files of all rooms, as their authors wrote them.

    Raises ValueError when two files translate one text.
    """
    whole = Catalog(locale=locale, charset="utf-8")
    for path in sorted((CATALOGUES / locale).glob("*.po")):
        with path.open("rb") as file:
            part = read_po(file, locale=locale, abort_invalid=True)
        for message in part:
            if message.id and whole.get(message.id, message.context) is not None:
                raise ValueError(f"{path.name} translates once more: {message.id}")
            if message.id:
                whole.add(
                    message.id,
                    message.string,
                    flags=message.flags,
                    user_comments=message.user_comments,
                    context=message.context,
                )
    return whole
