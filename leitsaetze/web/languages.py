"""Which language a page speaks: the address says it, and nothing else (decisions.md 17)."""

from collections.abc import Iterable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, has_request_context, request
from flask_babel import Babel, Domain, get_locale
from markupsafe import Markup
from werkzeug.exceptions import MethodNotAllowed

from leitsaetze.config import ROOT
from leitsaetze.language import DEFAULT, NAMES, OTHERS, prefix
from leitsaetze.web.access import Audience, audience_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CATALOGUES = ROOT / "leitsaetze" / "translations"
# What may stand in a path and in a query as it is; a backslash, for one, may not.
IN_PATHS, IN_QUERIES = "/:@!$&'()*+,;=~", "/:@!$'()*+,;=~&?%"


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
        first, _slash, rest = environ.get("PATH_INFO", "").removeprefix("/").partition("/")
        if first in OTHERS:
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
        "public_addresses": public_addresses,
        "lasting": lasting,
        "lang": lang,
        "langs": langs,
    }
    app.jinja_env.filters["german"] = german


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
    """Return the path of the present page in another language, with its query.

    That of the start page for answers to what can only be sent.
    """
    if not _can_be_read():
        return prefix(locale) + "/"
    query = quote(request.query_string, safe=IN_QUERIES)
    return prefix(locale) + quote(request.path, safe=IN_PATHS) + (f"?{query}" if query else "")


def in_present_language(path: str) -> str:
    """Return a path of this site, whatever its language, in the present one."""
    for locale in OTHERS:
        if path.startswith(prefix(locale) + "/"):
            return root() + path.removeprefix(prefix(locale))
    return root() + path


def public_addresses() -> dict[str, str]:
    """Return the full address of the present page by language; of pages not for everybody, none.

    A place in a list is part of it, the order of the list is not.
    """
    if audience_of(current_app.view_functions.get(request.endpoint or "")) is not Audience.PUBLIC:
        return {}
    place = request.args.get("nach", type=int)
    query = f"?nach={place}" if place is not None else ""
    path = quote(request.path, safe=IN_PATHS) + query
    return {locale: lasting(prefix(locale) + path) for locale in NAMES}


def lasting(path: str) -> str:
    """Return the full address of a path of this site, as it is printed and passed on."""
    return f"{current_app.config['BASE_URL']}{path}"


def here() -> str:
    """Return the path of the present page in the present language, without its query."""
    return request.script_root + request.path


def language() -> str:
    """Return the code of the present language."""
    try:
        known = g._get_current_object().get("_flask_babel")
    except RuntimeError:  # outside of everything
        return DEFAULT
    # Asked a hundred times for a page: what Flask-Babel has found out, past its many proxies.
    locale = getattr(known, "babel_locale", None) or get_locale()
    return locale.language if locale.language in NAMES else DEFAULT


def lang(locale: str = DEFAULT) -> Markup:
    """Return the attribute for an element whose words are in `locale`, where the page is not.

    Contents (principles, answers, texts of the site) are German, comments as their writers are.
    """
    return langs().get(locale, Markup())


def lang_of_contents() -> dict[str, str]:
    """Return the same attribute for a choice of a form that names contents (WTForms, render_kw)."""
    return {"lang": DEFAULT} if language() != DEFAULT else {}


def langs() -> Mapping[str, Markup]:
    """Return `lang` of every language; for many elements on one page."""
    return _langs(language())


@cache
def _langs(present: str) -> Mapping[str, Markup]:
    return {
        locale: Markup(' lang="{}"').format(locale) if locale != present else Markup()
        for locale in NAMES
    }


def german(words: str) -> str:
    """Return contents for the middle of a sentence or an element; foreign words say that they are.

    For HTML: use `lang` where the contents have an element of their own.
    """
    attribute = lang()
    return Markup("<span{}>{}</span>").format(attribute, words) if attribute and words else words


@cache
def translations(locale: str) -> NullTranslations:
    """Return the texts of a language, put together once for each process."""
    if locale == DEFAULT:
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, catalogue(locale))
    compiled.seek(0)
    return Translations(compiled)


def catalogue(locale: str, folder: Path = CATALOGUES) -> Catalog:
    """Return the entries of a language from the files of all rooms, as their authors wrote them.

    Raises ValueError when two files translate one text.
    """
    whole = Catalog(locale=locale, charset="utf-8")
    for path in sorted((folder / locale).glob("*.po")):
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


def _can_be_read() -> bool:
    if request.url_rule is not None:
        return "GET" in (request.url_rule.methods or ())
    return not isinstance(request.routing_exception, MethodNotAllowed)
