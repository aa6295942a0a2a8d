"""The checklist before a dialogue can be published: what is done, open, recommended."""

from collections.abc import Iterator, Sequence

from flask import current_app

from leitsaetze.accounts.queries import able_moderators
from leitsaetze.clock import now
from leitsaetze.editing import queries
from leitsaetze.editing.models import Draft
from leitsaetze.editing.rules import SETTING_NAMES, Answer, Point
from leitsaetze.extensions import db
from leitsaetze.language import translatable
from leitsaetze.principles.easy_queries import has_easy_text
from leitsaetze.principles.models import Dialogue
from leitsaetze.principles.plain_queries import plain_texts_of
from leitsaetze.principles.queries import principles_of
from leitsaetze.site import queries as site_queries
from leitsaetze.site.actions import all_settings
from leitsaetze.site.rules import TEXTS, open_places

SETTINGS = "/verwaltung/einstellungen/"
SITE_TEXTS = "/verwaltung/texte/"
TO_BE_FILLED = ("impressum", "datenschutz")


def checklist(dialogue: Dialogue) -> list[Point]:
    """Return every point in the order in which one works, each with the place where it is done."""
    desk = f"/redaktion/dialoge/{dialogue.slug}/"
    return [
        *_of_the_page(dialogue, f"{desk}bearbeiten"),
        *_of_principles(dialogue, desk),
        _of_easy_text(dialogue, f"{desk}leichte-sprache"),
        *_of_people(dialogue, f"{desk}bearbeiten"),
        *_of_the_site(),
    ]


def _of_the_page(dialogue: Dialogue, place: str) -> Iterator[Point]:
    yield Point(
        translatable("Zeitraum: Das Ende liegt in der Zukunft"),
        _needed(dialogue.closes_at > now()),
        translatable("Tragen Sie ein, von wann bis wann kommentiert werden kann."),
        f"{place}#opens_day",
    )
    yield Point(
        translatable("Vorspann und Einleitung"),
        _wished(bool(dialogue.lead and dialogue.introduction)),
        translatable("Zwei Sätze für die Startseite und ein Absatz, worum es geht."),
        f"{place}#lead",
    )
    yield Point(
        translatable("Kontakt: E-Mail-Adresse und Telefon"),
        _needed(bool(dialogue.contact_email and dialogue.contact_phone)),
        translatable("Wer nicht online schreiben möchte, ruft an."),
        f"{place}#contact_phone",
    )
    yield Point(
        translatable("Kontakt: Postanschrift und Sprechzeiten"),
        _wished(bool(dialogue.contact_post and dialogue.contact_hours)),
        translatable("Für alle, die lieber schreiben oder vorbeikommen."),
        f"{place}#contact_post",
    )


def _of_principles(dialogue: Dialogue, place: str) -> Iterator[Point]:
    drafts = db.session.scalars(queries.drafts_of(dialogue.id)).all()
    whole = [draft for draft in drafts if draft.is_complete]
    there = bool(whole) or bool(db.session.scalars(principles_of(dialogue.id).limit(1)).first())
    unfinished = [draft.number for draft in drafts if not draft.is_complete]
    yield Point(
        translatable("Mindestens ein Handlungsfeld mit einem vollständigen Leitsatz"),
        _needed(there),
        translatable("Ein Leitsatz ist vollständig, wenn er einen Satz und eine Erläuterung hat."),
        place,
    )
    yield Point(
        translatable("Alle Entwürfe sind vollständig"),
        _wished(not unfinished),
        translatable(
            "Unvollständig sind noch: %(numbers)s. Sie bleiben Entwürfe, wenn Sie veröffentlichen."
        ),
        place,
        values={"numbers": ", ".join(map(str, unfinished))},
    )
    unsaid = _numbers_without_plain(dialogue, whole)
    yield Point(
        translatable("Alle vollständigen Leitsätze haben einen Text in Einfacher Sprache"),
        _wished(not unsaid),
        translatable(
            "Noch keinen haben: %(numbers)s. Er lässt sich auch nach dem Veröffentlichen schreiben."
        ),
        place,
        values={"numbers": ", ".join(map(str, unsaid))},
    )


def _numbers_without_plain(dialogue: Dialogue, drafts: Sequence[Draft]) -> list[int]:
    texts = {it.principle_id: it.source for it in db.session.scalars(plain_texts_of(dialogue.id))}
    known = {it.id: it.number for it in db.session.scalars(principles_of(dialogue.id))}
    said = {number: bool(texts.get(one)) for one, number in known.items()}
    said |= {draft.number: bool(draft.plain_text) for draft in drafts}
    return sorted(number for number, there in said.items() if not there)


def _of_easy_text(dialogue: Dialogue, place: str) -> Point:
    found = db.session.scalar(has_easy_text(), {"dialogue_id": dialogue.id})
    return Point(
        translatable("Text in Leichter Sprache, von einer Prüfgruppe gelesen"),
        _wished(bool(found)),
        translatable("Damit auch Menschen mit Lernschwierigkeiten wissen, worum es geht."),
        place,
    )


def _of_people(dialogue: Dialogue, place: str) -> Iterator[Point]:
    able = {person.id: person for person in db.session.scalars(able_moderators())}
    responsible = able.get(dialogue.responsible_id or 0)
    second = dialogue.second_email.lower()
    own = responsible is not None and second == responsible.address
    yield Point(
        translatable("Verantwortlich für die Moderation ist jemand, der sich anmelden kann"),
        _needed(responsible is not None),
        translatable(
            "Wählen Sie eine Person mit der Rolle Moderation, die schon ein Passwort hat."
        ),
        f"{place}#responsible_id",
    )
    yield Point(
        translatable("Vertretung für die Moderation"),
        _wished(dialogue.stand_in_id in able and dialogue.stand_in_id != dialogue.responsible_id),
        translatable("Damit auch im Urlaub jemand antwortet."),
        f"{place}#stand_in_id",
    )
    alone = len(able) < 2  # noqa: PLR2004  a second look needs a second person
    yield Point(
        translatable("Zweite Person für Überprüfungen, eine andere als die verantwortliche"),
        (_needed if alone or own else _wished)(bool(dialogue.second_name and second) and not own),
        translatable(
            "Die zweite Person sieht sich ausgeblendete Kommentare noch einmal an, wenn "
            "jemand darum bittet."
        ),
        f"{place}#second_name",
    )


def _of_the_site() -> Iterator[Point]:
    settings = all_settings()
    yield Point(
        translatable("Regeln der Diskussion sind veröffentlicht"),
        _needed(db.session.scalars(site_queries.house_rules().limit(1)).first() is not None),
        translatable("Ohne Regeln darf kein Kommentar ausgeblendet werden."),
        "/verwaltung/regeln/",
        office=True,
    )
    for slug in TO_BE_FILLED:
        text = db.session.scalar(site_queries.current_text(slug))
        missing = open_places(text.source, settings).unset if text else []
        yield Point(
            translatable("„%(text)s“ ist vollständig ausgefüllt"),
            _needed(text is not None and not missing),
            translatable("Hier fehlen noch Angaben."),
            SETTINGS if text else SITE_TEXTS,
            office=True,
            values={"text": TEXTS[slug]},
            lacking=tuple(SETTING_NAMES.get(name, name) for name in missing),
        )
    yield Point(
        translatable("Rechtsgrundlage für die Verarbeitung der Angaben"),
        _needed(bool(settings["legal_basis"].strip())),
        translatable("Die Rechtsgrundlage steht im Datenschutzhinweis."),
        SETTINGS,
        office=True,
    )
    yield Point(
        translatable("E-Mails können verschickt werden"),
        _needed(_mail_leaves()),
        translatable(
            "Absender und Mailserver trägt ein, wer den Server betreibt "
            "(LEITSAETZE_MAIL_FROM, LEITSAETZE_SMTP_HOST)."
        ),
        office=True,
    )


def _mail_leaves() -> bool:
    config = current_app.config
    return bool(config["DEMO"] or (config["MAIL_FROM"] and config["SMTP_HOST"]))


def _needed(done: bool) -> Answer:
    return Answer.DONE if done else Answer.OPEN


def _wished(done: bool) -> Answer:
    return Answer.DONE if done else Answer.RECOMMENDED
