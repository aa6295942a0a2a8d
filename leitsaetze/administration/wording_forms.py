"""The form in which administrators word what forms say about data."""

from typing import Any

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired, Length

from leitsaetze.language import NAMES
from leitsaetze.site.processings import MAX_PART, PARTS, PROCESSINGS
from leitsaetze.site.processings import Words as DataWords
from leitsaetze.web.forms import Form, Words

MISSING = _l("Bitte füllen Sie auch diesen Text aus.")
TOO_LONG = _l("Bitte höchstens %(max)d Zeichen.")


def name_of(locale: str, part: str) -> str:
    """Return the name of the field for a part in a language."""
    return f"{part}_{locale}"


class WordingForm(Form):
    """Every part in every language; parts a processing lacks stay out. Made by `wording_form`."""

    groups: dict[str, list[str]]

    @property
    def previewing(self) -> bool:
        """Whether the button "Vorschau" was pressed."""
        return request.method == "POST" and request.form.get("tat") == "vorschau"

    @property
    def words(self) -> DataWords:
        """What was typed, by language and part."""
        return {
            locale: {name.rpartition("_")[0]: self[name].data for name in names}
            for locale, names in self.groups.items()
        }


def wording_form(processing: str, version: int, words: DataWords, **given: Any) -> WordingForm:
    """Return the form for a processing, filled with the words in force."""
    groups = {
        locale: [name_of(locale, part) for part in PROCESSINGS[processing].parts]
        for locale in NAMES
    }
    fields = {
        name: Words(
            gettext(PARTS[name.rpartition("_")[0]]),
            validators=[DataRequired(MISSING), Length(max=MAX_PART, message=TOO_LONG)],
            render_kw={"lang": locale},
        )
        for locale, names in groups.items()
        for name in names
    }
    form_class = type("WordingForm", (WordingForm,), fields | {"groups": groups})
    filled = {
        name_of(locale, part): text
        for locale, parts in words.items()
        for part, text in parts.items()
    }
    form: WordingForm = form_class(seen=str(version), data=filled, **given)
    return form
