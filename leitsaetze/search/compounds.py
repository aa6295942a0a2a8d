"""Words inside words: Verkehr in Radverkehr, Schule in Grundschulkinder. Pure Python.

A question's word is looked for in the words that are known, at every place where a part can begin.
What is left before and behind it has to be a word as well: one that is known, or one that looks
like it where the part itself is long enough to be there by no chance.
"""

from collections.abc import Collection, Iterator

SHORTEST = 3  # letters of a part
SURE = 4  # letters of a part that stands at either end by no chance, if the rest is as long
VOWELS = frozenset("aeiouy")
# What stands before a verb and makes no compound: Verstand is no Stand.
PREFIXES = frozenset("be emp ent er ge miss un ver zer".split())
JOINTS = ("", "s", "n", "e", "en", "es", "er", "ns", "se", "sen", "ung", "ungs", "ens", "t", "ts")
# Short ones that begin or end so many words that the other part need not be known.
BEGINS = frozenset("bad bus rad see".split())
ENDS = frozenset("amt bad bau bus hof rad weg".split())
# Parts so common in the words of a county that they need not be known.
COMMON = frozenset(
    "abfall,ab,amt,an,arzt,auf,aus,auto,bad,bahn,bau,berg,beruf,bus,burg,dat,digital,dorf,"
    "ein,fahr,famili,feld,fern,fluss,freizeit,fuss,gart,gast,gemeind,geld,glas,grund,haus,"
    "haupt,hof,innen,jahr,jugend,kind,klima,kreis,kultur,land,leb,lehr,markt,mit,nah,natur,"
    "nach,netz,ort,park,pfad,pfleg,platz,post,rad,rat,raum,recht,rund,schul,see,senior,sport,"
    "spiel,staat,stadt,stras,strom,tag,tal,teil,tier,tor,umwelt,um,verein,volk,vor,wald,wass,"
    "weg,wohn,zeit,ziel,zug,zu".split(",")
)


def endings(word: str) -> Iterator[str]:
    """Yield a known word from each place on where a part of it can begin."""
    yield word
    for at in range(SHORTEST, len(word) - SHORTEST + 1):
        yield word[at:]


def rests(word: str, part: str, at: int) -> list[str]:
    """Return what is left of a word before and behind a part that begins at `at`."""
    return [it for it in (word[:at], word[at + len(part) :]) if it]


def readings(rest: str) -> set[str]:
    """Return the words a rest may be, with the letters that join words taken off either end."""
    heads = {rest.removeprefix(it) for it in JOINTS}
    both = heads | {rest.removesuffix(it) for it in JOINTS}
    return {it for it in both if len(it) >= SHORTEST} | ({rest} & COMMON)


def is_part(word: str, part: str, at: int, known: Collection[str]) -> bool:
    """Tell whether `part`, which stands in `word` at `at`, is a word there by itself."""
    before, behind = word[:at], word[at + len(part) :]
    if before and behind:
        sure = len(part) > SURE
    else:
        sure = len(part) >= SURE or (part in (ENDS if before else BEGINS))
    return (not before or _is_word(before, part, sure, known)) and (
        not behind or _is_word(behind, part, sure, known, is_last=True)
    )


def _is_word(
    rest: str, part: str, sure: bool, known: Collection[str], *, is_last: bool = False
) -> bool:
    if rest in PREFIXES:
        return False
    if is_last and len(part) >= SURE and rest in JOINTS:
        return True  # no part of its own, but an ending the stemmer has left: nutz in nutzt
    if any(it in COMMON or it in known for it in readings(rest)):
        return True
    # The less there is of the part, the more has to be there of the rest.
    enough = SHORTEST if len(part) > SURE else SURE if len(part) == SURE else SURE + 1
    return sure and len(rest) >= enough and not VOWELS.isdisjoint(rest)
