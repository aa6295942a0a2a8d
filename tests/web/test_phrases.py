"""Templates translate as Flask-Babel and Jinja say, only faster."""

import pytest
from flask_babel import force_locale, get_translations
from markupsafe import Markup

from leitsaetze.web import phrases

PIECES = [
    "{{ _('Ansichten') }}",
    "{{ _('Leitsatz %(number)s', number='<b>&') }}",
    "{{ _('Leitsatz %(number)s', number=bold) }}",
    "{{ gettext('100 %% von nirgendwo') }}",
    "{{ ngettext('ein weiterer Beitrag', '%(num)s weitere Beiträge', 1) }}",
    "{{ ngettext('ein weiterer Beitrag', '%(num)s weitere Beiträge', 3) }}",
    "{{ ngettext('%(n)s Kommentar', '%(n)s Kommentare', 2, n='<2>') }}",
    "{% trans name=bold %}Guten Tag <i>{{ name }}</i>{% endtrans %}",
    "{% trans num=2 %}{{ num }} Ding{% pluralize %}{{ num }} Dinge{% endtrans %}",
    "{{ _(known) }}, {{ _('Ansichten') ~ '<' }}",
]
GIVEN = {"bold": Markup("<b>fett</b>"), "known": "Sprache"}


@pytest.fixture
def written(app):
    """Writes a piece of a template, in HTML or in plain text."""
    before = dict(app.jinja_env.globals)

    def write(piece: str, locale: str, *, html: bool) -> str:
        source = f"{{% autoescape {str(html).lower()} %}}{piece}{{% endautoescape %}}"
        with force_locale(locale):
            return app.jinja_env.from_string(source).render(GIVEN)

    yield write
    app.jinja_env.globals.clear()
    app.jinja_env.globals.update(before)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@pytest.mark.parametrize("locale", ["de", "en"])
@pytest.mark.parametrize("html", [True, False])
def test_phrases_say_what_the_library_says(app, written, locale, html):
    ours = [written(piece, locale, html=html) for piece in PIECES * 2]
    app.jinja_env.install_gettext_callables(
        gettext=lambda text: get_translations().ugettext(text),
        ngettext=lambda *forms: get_translations().ungettext(*forms),
        newstyle=True,
    )
    # Another function now: `_` is its other name.
    app.jinja_env.globals["_"] = app.jinja_env.globals["gettext"]
    assert app.jinja_env.globals["gettext"] is not phrases.gettext

    assert [written(piece, locale, html=html) for piece in PIECES * 2] == ours


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_values_are_escaped_in_html_and_left_alone_in_letters(written):
    piece = PIECES[1]

    assert written(piece, "de", html=True) == "Leitsatz &lt;b&gt;&amp;"
    assert written(piece, "de", html=False) == "Leitsatz <b>&"


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_the_language_is_that_of_the_moment(written):
    said = [written(PIECES[0], locale, html=True) for locale in ("de", "en", "de")]

    assert said == ["Ansichten", "Views", "Ansichten"]
