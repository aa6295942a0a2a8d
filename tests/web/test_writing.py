"""Templates escape as MarkupSafe does."""

from typing import Any

import jinja2
import pytest
from flask_babel import lazy_gettext
from markupsafe import Markup, escape

from leitsaetze.web import writing


class Said:
    """Something that knows how it is written in HTML."""

    def __html__(self) -> str:
        return "<b>&amp;</b>"


class Typed(str):
    """A text that is no plain str."""

    __slots__ = ()


VALUES: list[Any] = [
    "<a href='x'>\"&amp;\"</a>",
    "",
    Typed("<i>"),
    Markup("<i>&lt;</i>"),
    Said(),
    None,
    0,
    3.5,
    ["<", "&"],
    ValueError("<script>"),
    jinja2.Undefined(name="x"),
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_every_value_is_written_as_the_library_writes_it(value):
    assert writing.escaped(value) == str(escape(value))
    assert type(writing.escaped(value)) in {str, Markup}


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_all_templates_write_like_this_and_escape(app):
    source = "{% macro it(x) %}<{{ x }}>{% endmacro %}{% set a %}{{ v }}{% endset %}"
    source += "{{ v }}|{{ it(v) }}|{{ a }}|{{ it(v) | upper }}|{{ '<' ~ it(v) }}|{{ soon }}"
    page = app.jinja_env.get_template("layout/base.html")

    made = app.jinja_env.from_string(f"{{% autoescape true %}}{source}{{% endautoescape %}}")
    said = made.render(v="<&>", soon=lazy_gettext("Sprache"))

    assert page.root_render_func.__globals__["escape"] is writing.escaped
    assert (
        said
        == "&lt;&amp;&gt;|<&lt;&amp;&gt;>|&lt;&amp;&gt;|<&LT;&AMP;&GT;>|&lt;<&lt;&amp;&gt;>|Sprache"
    )
