"""Every text people read is marked, and translated: completely, once, with all its places."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from leitsaetze.config import ROOT
from leitsaetze.language import OTHERS
from leitsaetze.web.languages import CATALOGUES, catalogue, translations
from tests.german import GERMAN
from tests.modules import layer_of, modules, room_of
from tests.web import texts

PLACE = re.compile(r"%\(\w+\)[sd]|%%")
TAG = re.compile(r"<[^>]+>")
MARKS = {
    "_", "_l", "gettext", "ngettext", "lazy_gettext", "translatable", "RuleViolation", "Conflict",
}  # fmt: skip
# German that is no text of a page, and why.
COMMAND_LINE = {
    "config": "tells who runs the product what is wrong with its settings",
    "schema": "as above",
    "server": "as above",
    "accounts.password_rules": "a table of letters",
    "comments.rules": "names that imitate staff",
    "editing.hint_passive": "words of the language the rules are about",
    "editing.hint_sentences": "as above",
    "editing.hint_words": "the same; what it suggests is German everywhere, and marked as such",
    "mail.letters": "the name of the sender, which is the product's",
    "site.rules": "what stands in contents where a county has not set anything yet",
    "site.settings": "contents that the county replaces by its own",
    "site.states": "names of authorities and laws, proposed as contents",
}
IMPORT_FILES = "exchange"  # what is said about German files, on the command line


@pytest.mark.parametrize("locale", OTHERS)
def test_every_text_is_translated(locale):
    lacking = texts.missing(locale)

    if lacking:
        number = sum(map(len, lacking.values()))
        advice = "Fill in (or run python -m tests.web.texts, which writes them into the files):"
        pytest.fail(
            f"{number} texts are missing in {locale}. {advice}\n\n{texts.told(lacking, locale)}",
            pytrace=False,
        )


@pytest.mark.parametrize("locale", OTHERS)
def test_the_catalogues_hold_each_text_once_where_it_belongs_and_nothing_else(locale):
    said = texts.extracted()
    wrong = []
    for file, message in texts.translated(locale):
        text = said.get(texts.key_of(message))
        if text is None:
            wrong.append(f"{file}: nobody says any more: {message.id}")
        elif text.file != file:
            wrong.append(f"{file}: belongs into {text.file}: {message.id}")
        elif text.id != message.id:
            wrong.append(f"{file}: needs a form for each number, or none: {message.id}")
    for path in texts.files(locale):
        wrong += [f"{path.stem}: obsolete: {key}" for key in texts.read(path, locale).obsolete]

    told = "\n".join(wrong)
    assert not wrong, f"python -m tests.web.texts puts this right:\n{told}"
    assert len(catalogue(locale)) == sum(1 for _entry in texts.translated(locale))


@pytest.mark.parametrize("locale", OTHERS)
def test_the_catalogues_are_written_as_the_tool_writes_them(locale):
    there = {path.stem: path.read_bytes() for path in texts.files(locale)}

    untidy = [name for name, content in texts.tidied(locale).items() if there.get(name) != content]

    assert not untidy, "python -m tests.web.texts tidies them"


def test_two_translations_of_one_text_are_refused(tmp_path):
    (tmp_path / "en").mkdir()
    for name in ("one", "two"):
        entry = 'msgid ""\nmsgstr ""\n\nmsgid "Hilfe"\nmsgstr "Help"\n'
        (tmp_path / "en" / f"{name}.po").write_text(entry)

    with pytest.raises(ValueError, match=r"two\.po translates once more: Hilfe"):
        catalogue("en", tmp_path)


@pytest.mark.parametrize("locale", OTHERS)
def test_translations_keep_every_place_and_all_markup(locale):
    wrong = []
    for file, message in texts.translated(locale):
        pairs = zip(_forms(message.id), _forms(message.string), strict=True)
        for german, other in pairs:
            if not other:
                continue
            if Counter(PLACE.findall(german)) != Counter(PLACE.findall(other)):
                wrong.append(f"{file}: other places: {german!r} → {other!r}")
            if Counter(TAG.findall(german)) != Counter(TAG.findall(other)):
                wrong.append(f"{file}: other markup: {german!r} → {other!r}")
            if german[:1].isspace() != other[:1].isspace() or german[-1:] == " " != other[-1:]:
                wrong.append(f"{file}: other blanks around it: {german!r} → {other!r}")

    assert not wrong, "\n".join(wrong)


def test_english_texts_are_english():
    wrong = [
        f"{file}: {form}"
        for file, message in texts.translated("en")
        for form in _forms(message.string)
        if GERMAN.search(re.sub(r"<[^>]+>|%\(\w+\)[sd]|\S+@\S+", "", form))
    ]

    assert not wrong, "\n".join(wrong)


def test_plural_forms_of_english_say_one_and_many():
    english = translations("en")
    one, many = "%(num)s Leitsatz", "%(num)s Leitsätze"

    assert english.ngettext(one, many, 1) == "%(num)s guiding principle"
    assert english.ngettext(one, many, 2) == "%(num)s guiding principles"
    assert english.ngettext(one, many, 0) == "%(num)s guiding principles"


def test_german_in_code_is_marked():
    wrong = [
        f"leitsaetze/{here.replace('.', '/')}.py:{node.lineno}: {node.value}"
        for here, tree in modules()
        if not _speaks_elsewhere(here)
        for node in _unmarked(tree)
        if GERMAN.search(node.value) and re.search(r"\w\s+\w", node.value)
    ]

    assert not wrong, "mark them with gettext or language.translatable:\n" + "\n".join(wrong)


def test_german_in_templates_is_marked():
    wrong = [
        f"{path.relative_to(ROOT)}: {words}"
        for path in sorted((ROOT / "templates").rglob("*.*"))
        for words in _bare_words(path)
        if GERMAN.search(words)
    ]

    assert not wrong, "put them into {{ _(…) }}:\n" + "\n".join(wrong)


def test_there_is_a_catalogue_for_every_language():
    assert {path.name for path in CATALOGUES.iterdir()} == set(OTHERS)


def _forms(said: str | tuple[str, ...] | None) -> list[str]:
    return [said] if isinstance(said, str) else list(said or [])


def _speaks_elsewhere(here: str) -> bool:
    command = layer_of(here) == "cli" or here == "worker"
    return command or here in COMMAND_LINE or room_of(here) in {IMPORT_FILES, "demo"}


def _unmarked(tree: ast.Module) -> list[ast.Constant]:
    """Every piece of text of a module but docstrings and what is marked."""
    aside = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in MARKS:
            aside |= {id(part) for given in node.args for part in ast.walk(given)}
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in aside
    ]


def _name(function: ast.expr) -> str:
    return getattr(function, "id", getattr(function, "attr", ""))


def _bare_words(path: Path) -> list[str]:
    """What a template says outside its expressions, comments and marked blocks."""
    source = path.read_text(encoding="utf-8")
    source = re.sub(r"\{% trans.*?%\}.*?\{% endtrans %\}", " ", source, flags=re.DOTALL)
    source = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->", " ", source, flags=re.DOTALL)
    spoken = re.findall(r'(?:aria-label|alt|title|placeholder|value)="([^"]+)"', source)
    return [*spoken, *re.findall(r">([^<>]+)<", f">{TAG.sub('><', source)}<")]
