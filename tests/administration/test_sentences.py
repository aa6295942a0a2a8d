"""Whatever the code writes into the log has words there."""

import ast
from collections.abc import Iterator

from leitsaetze.administration.deed_phrases import KIND_NAMES, Kind
from leitsaetze.administration.deed_words import SENTENCES
from leitsaetze.administration.sentences import (
    DETAILS,
    THING_KINDS,
    THINGS,
    deeds_of,
    details_in_order,
    sentence_for,
    taken_apart,
)
from leitsaetze.comments.rules import Verdict
from leitsaetze.events.life import TOLD_AS
from leitsaetze.feedback.rules import Deed as FeedbackDeed
from leitsaetze.mail.rules import Step
from tests.modules import modules

# Codes that are put together: what stands before the part that varies, and what that can be.
VARYING: dict[str, list[str]] = {
    "comment.": list(Verdict),
    "mail.": [Step.RESEND, Step.TICK_OFF],
    "feedback.": list(FeedbackDeed),
    "event.": list(TOLD_AS.values()),
}
NAMED = ("dialogue", "field")  # what else varies stands before the end
PLACES = {"who": "W", "thing": "T"}
NO_DETAILS = {"by", "rule"}


def calls_of(*names: str) -> Iterator[tuple[str, ast.Call, ast.FunctionDef]]:
    """Each call of a function with one of these names, and the function it stands in."""
    for module, tree in modules():
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                for node in ast.walk(function):
                    if isinstance(node, ast.Call) and _name(node.func) in names:
                        yield f"{module}:{node.lineno}", node, function


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def codes(deed: ast.expr, function: ast.FunctionDef) -> list[str]:
    """The codes an expression can be; none when that cannot be seen."""
    if isinstance(deed, ast.Constant):
        return [deed.value]
    if isinstance(deed, ast.JoinedStr):
        beginning = deed.values[0].value if isinstance(deed.values[0], ast.Constant) else ""
        if not beginning:
            return [f"{thing}{deed.values[-1].value}" for thing in NAMED]
        return [f"{beginning}{part}" for part in VARYING.get(beginning, [])]
    if isinstance(deed, ast.IfExp):
        return codes(deed.body, function) + codes(deed.orelse, function)
    return [
        code
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == ast.unparse(deed)
        for code in codes(node.value, function)
    ]


def test_every_deed_has_a_sentence():
    silent = [
        f"{place}: {code}"
        for place, call, function in calls_of("record")
        for code in codes(call.args[0], function) or ["?"]
        if code not in SENTENCES
    ]
    assert silent == []


def test_the_search_finds_deeds_of_every_shape():
    found = {c for _place, call, f in calls_of("record") for c in codes(call.args[0], f)}

    assert {"comment.hide", "mail.resend", "dialogue.changed", "field.changed"} <= found
    assert len(found) > 40


def test_every_detail_has_a_label():
    given = {
        keyword.arg
        for _place, call, _function in calls_of("record", "write_down")
        for keyword in call.keywords
        if keyword.arg is not None
    }
    assert given - NO_DETAILS - set(DETAILS) == set()


def test_every_table_that_is_acted_on_has_a_name():
    assert set(THING_KINDS) <= set(THINGS)
    for words in THINGS.values():
        assert words % {"number": 7}


def test_sentences_name_who_acted_and_are_whole_without():
    for deed, sentence in SENTENCES.items():
        assert "%(who)s" in sentence.somebody, deed
        assert "%(who)s" not in sentence.nobody, deed
        for words in (sentence.somebody, sentence.nobody):
            assert not (words % PLACES).endswith("."), deed


def test_every_kind_of_deed_has_a_name_and_deeds():
    assert set(KIND_NAMES) == set(Kind)
    assert all(deeds_of(kind) for kind in Kind)


def test_what_nobody_has_words_for_is_still_told():
    assert sentence_for("tat.von.morgen").somebody % PLACES == "W hat T bearbeitet"
    assert taken_apart("setting:county") == ("setting:county", 0)
    assert details_in_order({"roles": [], "neu": 1, "before": None}) == [("neu", 1)]
