"""Stems of German words, and how much two texts have in common by them. Pure Python."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from math import log2
from typing import NamedTuple

from Stemmer import Stemmer

from leitsaetze.comments.marks import words_of

MOST_STEMS = 40  # kept of one text: the longest, which in German say what it is about
SHORTEST = 4  # letters of a word that is looked at
NEAR = 50  # comments asked for with each stem: the latest
MOST_ALIKE = 8  # comments suggested for one
LOOKED_AT = 24  # of which so many are looked at more closely
ENOUGH = 0.2  # share of the shorter text's stems two texts must have in common
SHARED = 2  # and so many stems at least
NAMED = 3  # words named with a suggestion

# Words that say nothing about a subject, or only that all speak about guiding principles; shorter
# ones are not looked at anyway.
EMPTY_WORDS = """
    absatz,absätze,erläuterung,erläuterungen,kommentar,kommentare,leitsatz,leitsätze,
    leitsätzen,meinung,punkt,punkte,satz,sätze,
    aber,acht,alle,allem,allen,aller,allerdings,alles,also,andere,anderen,anderer,
    anderes,anders,anstatt,auch,außerdem,beide,beiden,beim,bereits,besonders,besser,
    beste,besten,bevor,bisher,bitte,bleibe,bleiben,bleibt,brauche,brauchen,braucht,
    bringen,bringt,dabei,dadurch,dafür,dagegen,daher,dahin,dahinter,damit,danach,
    dann,daran,darauf,daraus,darf,darin,darüber,darum,darunter,dass,davon,davor,
    dazu,dein,denen,denke,denken,denn,deren,deshalb,dessen,deswegen,dich,diese,
    diesem,diesen,dieser,dieses,doch,dort,drei,dritte,durch,dürfen,dürfte,eben,
    ebenfalls,ebenso,eher,eigene,eigenen,eigener,eigenes,eigentlich,eine,einem,einen,
    einer,eines,einfach,einige,einigen,einmal,endlich,entweder,erst,erste,ersten,
    erster,erstes,etwa,etwas,euch,eure,fast,finde,findet,freundliche,freundlichen,
    fünf,ganz,geben,gegen,gehen,gehört,geht,gemacht,genau,genauso,genug,gerade,gern,
    gerne,gesagt,gestern,gewesen,geworden,gibt,ging,glaube,glauben,große,großen,
    großer,grüße,gut,gute,guten,guter,gutes,habe,haben,hallo,hat,hatte,hätte,
    hätten,heißt,heute,hier,hierfür,hierzu,hundert,ihnen,ihre,ihrem,ihren,ihrer,
    immer,immerhin,insbesondere,jede,jeden,jeder,jederzeit,jedes,jedoch,jemand,jetzt,
    kam,kann,kein,keine,keinen,keiner,kenne,kennen,kleine,kleinen,kleiner,kommen,
    kommt,können,könnte,könnten,künftig,lassen,leider,letzte,letzten,letzter,letztes,
    liegen,liegt,machen,macht,manche,manchmal,mehr,mehrere,mehreren,mein,meine,
    meinen,meiner,meisten,mich,mindestens,möchte,möchten,morgen,muss,müssen,musste,
    müsste,nach,nachdem,natürlich,nehmen,neue,neuen,neuer,neues,neun,nicht,nichts,
    niemand,nimmt,noch,nochmal,nutzen,obwohl,oder,oft,ohne,sagen,sagt,sagte,schon,
    schön,sechs,sehr,sein,seine,seinen,seiner,seit,selbst,selten,sich,sicher,sieben,
    sind,sobald,solange,solche,solchen,solcher,soll,sollen,sollte,sollten,sondern,
    sonst,sowie,sowohl,stand,statt,stehen,steht,stets,tage,trotzdem,über,überhaupt,
    unser,unsere,unserem,unseren,unserer,unter,verschiedene,viel,viele,vielen,
    vielleicht,vier,vom,von,vorher,während,wann,wäre,wären,waren,warst,warum,was,
    weder,weil,weiß,weiter,welche,welchen,welcher,welches,wenig,wenige,wenn,wer,
    werde,werden,wessen,wichtig,wichtige,wieder,wird,wirklich,wissen,wobei,wofür,
    woher,wohin,wollen,wollte,wollten,worden,wünsche,würde,wurde,würden,wurden,zehn,
    ziemlich,zuerst,zukünftig,zuletzt,zwar,zweite,zweiten,zwischen,zwölf
"""


class Likeness(NamedTuple):
    """How much of a comment another one shares: the stems, the rarest first, and their weight."""

    comment_id: int
    stems: tuple[int, ...]
    weight: float


def stem(word: str) -> str:
    """Return what different forms of a word have in common."""
    # A stemmer keeps the word it works on: threads cannot share one, and a new one costs little.
    found: str = Stemmer("german").stemWord(word.casefold())
    return found


def words_by_stem(text: str, key: bytes) -> dict[int, str]:
    """Return the numbers that stand for a text's stems, each with the first word it is in.

    Without `key` (at most 64 bytes) nobody can test guesses at a text.
    """
    found: dict[str, str] = {}
    for word in words_of(text):
        if len(word) >= SHORTEST and word.isalpha():
            found.setdefault(stem(word), word)
    kept = sorted(found.keys() - _empty_stems(), key=lambda it: (-len(it), it))[:MOST_STEMS]
    return {_number(it, key): found[it] for it in kept}


def weighed(found: Iterable[tuple[int, int]]) -> list[Likeness]:
    """Return who shares which stems, most in common first.

    `found` has the number of a comment and a stem. Rare stems weigh more; one that NEAR comments
    have weighs least.
    """
    of_comment: dict[int, list[int]] = defaultdict(list)
    times: Counter[int] = Counter()
    for number, shared in found:
        of_comment[number].append(shared)
        times[shared] += 1
    weights = {shared: 1 + log2(NEAR / min(often, NEAR)) for shared, often in times.items()}
    alike = [
        Likeness(
            number,
            tuple(sorted(shared, key=lambda it: (-weights[it], it))),
            sum(weights[it] for it in shared),
        )
        for number, shared in of_comment.items()
        if len(shared) >= SHARED
    ]
    return sorted(alike, key=lambda it: (-it.weight, it.comment_id))


def fitting(alike: Iterable[Likeness], mine: int, sizes: Mapping[int, int]) -> list[Likeness]:
    """Return those of the likenesses that are no chance, in the same order.

    `mine` is how many stems the one comment has, `sizes` how many each of the others has.
    """
    close = (
        it for it in alike if len(it.stems) >= ENOUGH * min(mine, sizes.get(it.comment_id, mine))
    )
    return [it for _, it in zip(range(MOST_ALIKE), close, strict=False)]


def _number(found: str, key: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(found.encode(), digest_size=7, key=key).digest())


@cache
def _empty_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in EMPTY_WORDS.replace(",", " ").split())
