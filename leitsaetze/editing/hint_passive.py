"""The passive in a German sentence: a form of "werden" with a participle. Pure Python, no lexicon.

Participles are known by how they are made: ge…t, be…t, …iert, with what can stand before them, and
for the strong verbs by their roots, which are a closed class. Where a participle looks like an
infinitive ("wird erhalten"), only the past is sure to be passive; "wird beraten" and the like,
which are hardly ever meant otherwise, are named.
"""

import re
from collections.abc import Sequence

from leitsaetze.editing.hint_sentences import Word

FORMS = frozenset(
    "werde werden werdet wird wirst worden wurde wurden wurdest würde würden würdet".split()
)
PAST = frozenset("wurde wurden wurdest worden".split())
# What may stand behind the participle: "gebaut werden können", "gebaut worden".
BEHIND = frozenset("worden werden können müssen sollen dürfen wollen".split())
PERFECT = frozenset("haben sein".split())  # "wird gebaut haben" is no passive
# A clause may go on behind its participle: "wird gebaut für alle", "geprüft und gebaut".
GOES_ON = frozenset(
    "ab als an am auf aus bei beim bis durch für gegen im in mit nach oder ohne samt sowie"
    " statt trotz über um und unter vom von vor während wegen wie zu zum zur zwischen".split()
)
# A clause of its own that stands inside another or ends it.
SUBORDINATE = frozenset(
    "als bevor bis da damit das dass dem den denen der deren dessen die ehe falls indem je nachdem"
    " ob obwohl ohne seit sobald sodass sofern solange um was weil welche welchem welchen welcher"
    " welches wenn wer wie wo wobei wodurch wofür womit wozu".split()
)
NEXT_CLAUSE = frozenset("aber denn doch oder sondern und".split())
AUXILIARIES = FORMS | frozenset("habe haben hat hatte hatten ist sind war waren wäre wären".split())
FAR = 40  # words from "wird" on in which its participle is looked for
LONGEST = 40  # letters of a participle
AFTERTHOUGHT = 4  # words at most that end a clause after one that stands inside it

# Prefixes that part from their verb: an in "angeboten", and what grew together like them.
APART = (
    "gegenüber|auseinander|aneinander|zusammen|entgegen|entlang|hinterher|hinunter|hervor|heraus"
    "|herein|herbei|herunter|herüber|herum|herab|heran|herauf|hinaus|hinein|hinauf|hinzu|hinweg"
    "|hinüber|hindurch|voraus|voran|vorbei|vorüber|vorweg|vorher|zurecht|zurück|zuvor|zwischen"
    "|bereit|bekannt|besser|dar|durch|ein|empor|fehl|fern|fertig|fest|fort|frei|gleich|gut|groß"
    "|gering|heim|her|hin|hoch|kennen|klar|klein|krank|lahm|leer|los|mit|nach|nahe|neben|nieder"
    "|offen|preis|quer|richtig|schief|schwer|sicher|statt|still|stand|teil|tot|über|um"
    "|unter|voll|vor|wahr|weg|weiter|wieder|wider|zufrieden|ab|an|auf|aus|bei|da|zu"
)
KEPT = "hinter|wider|wieder|miss|über|unter|durch|voll|emp|ent|ver|zer|be|er|um"  # that do not
_WEAK = re.compile(
    rf"(?:{APART}){{0,2}}(?:ge[^\W_]{{2,}}t|(?:{KEPT})(?:{KEPT})?[^\W_]{{3,}}t)|[^\W_]{{2,}}iert"
)
# Roots of strong participles that no infinitive has.
OWN_ROOTS = (
    "bissen|blichen|boten|bogen|brochen|borgen|beten|droschen|drungen|fochten|flogen|flohen"
    "|flossen|fohlen|froren|funden|gangen|glichen|glitten|golten|gonnen|gossen|graben|griffen"
    "|gessen|hoben|holfen|klungen|kniffen|krochen|liehen|litten|logen|loren|loschen|mieden"
    "|mitten|molken|nannt|nommen|nossen|pfiffen|priesen|quollen|rieben|rissen|ritten|rochen"
    "|rungen|sandt|schieden|schliffen|schlossen|schlungen|schnitten|schoben|scholten|schoren"
    "|schossen|schrieben|schrien|schwiegen|schwommen|schworen|schwungen|sessen|soffen|sogen"
    "|sonnen|sponnen|sprochen|sprungen|standen|stiegen|stochen|stohlen|strichen|stritten"
    "|stunken|sungen|tan|trieben|troffen|trogen|trunken|wandt|wichen|wiesen|wogen|woben|wonnen"
    "|worben|worfen|wrungen|wunden|ziehen|zogen|zwungen"
)
# Those an infinitive has as well.
SHARED_ROOTS = (
    "backen|blasen|braten|fahren|fallen|fangen|geben|graben|haben|halten|hauen|heißen|laden|lassen"
    "|laufen|lesen|messen|raten|rufen|salzen|schaffen|schlagen|sehen|spalten|stoßen|tragen|treten"
    "|wachsen|waschen|wiegen"
)
_STRONG = re.compile(
    rf"(?:{APART}){{0,2}}(?:ge(?:{OWN_ROOTS}|{SHARED_ROOTS})|(?:{KEPT})(?:{OWN_ROOTS}))"
)
_UNSURE = re.compile(rf"(?:{APART})?(?:{KEPT})(?:{SHARED_ROOTS})")
# "wird beraten": hardly ever the future of somebody who does it.
MOSTLY_PASSIVE = frozenset(
    "beladen beraten entladen entlassen erlassen übertragen überlassen umgeben unterlassen vergeben"
    " vermessen verlesen versehen zerschlagen".split()
)
# What looks like a participle and is an adjective, an adverb, a noun or another form of a verb.
NONE = frozenset(
    "angemessen befangen begabt begeistert behindert bekannt beliebt bereit berechtigt beredt"
    " bewusst berühmt durchaus entlegen entschlossen erfahren erkältet erwachsen erst"
    " gefallen geht gelassen gelaunt geneigt genügt geraten gerecht gesamt geschickt"
    " gespannt gewandt gewillt gewinnt gewohnt gewöhnt gilt insgesamt interessiert kompliziert"
    " engagiert talentiert frustriert orientiert übergewicht überhaupt umgekehrt umsonst"
    " unbekannt unbewusst ungerecht verlegen verliebt verrückt verschieden verwandt verwundert"
    " vertraut vielleicht vollkommen voraussichtlich zuerst zufrieden zuletzt zumeist zunächst"
    " begonnen gelegen gelungen misslungen verschwunden".split()
)


def passives(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Return the first and the last word of each passive in a sentence, by their place in it."""
    small = [_small(word, place) for place, word in enumerate(words)]
    found: list[tuple[int, int]] = []
    done = -1  # the last word that belongs to a passive already
    for place, word in enumerate(small):
        if place <= done or word not in FORMS:
            continue
        participle = _before(words, small, place)
        if participle is None and word != "worden":
            participle = _behind(words, small, place)
        if participle is not None:
            done = max(place, participle)
            found.append((min(place, participle), done))
    return found


def is_participle(word: str, *, past: bool = False) -> bool:
    """Tell whether a word in small letters is the participle of a passive; `past`: of "wurde"."""
    if word in NONE or len(word) > LONGEST:
        return False
    if word in MOSTLY_PASSIVE or _WEAK.fullmatch(word) or _STRONG.fullmatch(word):
        return True
    return past and _UNSURE.fullmatch(word) is not None


def _small(word: Word, place: int) -> str:
    """Return a word as it is compared: only the first of a sentence may have a capital letter."""
    return word.text.lower() if place == 0 else word.text


def _before(words: Sequence[Word], small: Sequence[str], place: int) -> int | None:
    """Return the participle just before a form: "gebaut wird", "gebaut zu werden"."""
    behind = place
    if place and small[place - 1] == "zu" and not words[place].after_break:
        behind -= 1
    if not behind or words[behind].after_break:
        return None
    past = small[place] in PAST
    return behind - 1 if is_participle(small[behind - 1], past=past) else None


def _behind(words: Sequence[Word], small: Sequence[str], place: int) -> int | None:
    """Return the participle that ends the clause of a form: "wird im Mai gebaut"."""
    past = small[place] in PAST
    (first, last), *further = _clauses(words, place, min(len(words), place + FAR))
    found = _participle_in(small, first + 1, last, past=past)
    if found is not None or _is_infinitive(small[last - 1]):
        return found
    lists = words[last - 1].text[0].isupper()  # "werden Wege, Schulen und Häfen gebaut"
    inside = False  # "wird, wenn das Geld reicht, gebaut"
    for first, last in further:
        if small[first] in SUBORDINATE:
            inside = True
            continue
        expected = lists or (inside and last - first <= AFTERTHOUGHT)
        if not expected or _is_clause(small[first : last - 1]):
            return None
        if (found := _participle_in(small, first, last, past=past)) is not None:
            return found
    return None


def _is_clause(words: Sequence[str]) -> bool:
    """Tell whether words have a verb of their own, as far as one can see."""
    return bool(words) and (words[0] in NEXT_CLAUSE or not AUXILIARIES.isdisjoint(words))


def _is_infinitive(word: str) -> bool:
    """Tell whether a word looks like the infinitive that ends a clause in the future."""
    return word.islower() and word.endswith(("en", "eln", "ern")) and word not in FORMS


def _clauses(words: Sequence[Word], start: int, end: int) -> list[tuple[int, int]]:
    """Return the parts between commas from a word on: first word and the one behind the last."""
    breaks = [place for place in range(start + 1, end) if words[place].after_break]
    return list(zip([start, *breaks], [*breaks, end], strict=True))


def _participle_in(small: Sequence[str], begin: int, last: int, *, past: bool) -> int | None:
    """Return the participle at the end of a clause, or before what the clause goes on with."""
    end = last
    while end > begin and small[end - 1] in BEHIND | PERFECT:
        end -= 1
    if end > begin and is_participle(small[end - 1], past=past):
        return None if end < last and small[end] in PERFECT else end - 1
    if end == begin or _is_infinitive(small[end - 1]):
        return None  # the future of somebody who does something
    for place in range(begin, end - 1):
        if small[place + 1] in GOES_ON and is_participle(small[place], past=past):
            return place
    return None
