"""Every kind of page there is: whose browser shows it, its address, and how one gets there."""

from dataclasses import dataclass

from tests.browser.steps import (
    Step,
    colour,
    enter_password,
    fill,
    grow_old,
    lose_the_session,
    outdate,
    press,
    take_time,
    tick,
)

DIALOGUE = "/dialoge/digitale-leitsaetze"
WRITE = f"{DIALOGUE}/leitsaetze/1/kommentieren"
TEXTS = "impressum datenschutz barrierefreiheit regeln hilfe/ hilfe/moderation".split()
TABS = "neu wartet bei-mir ausgeblendet erledigt".split()
WRITTEN = (
    take_time,
    fill("Ihr Kommentar", "Ein Absatz.\n\nUnd https://dorf.example/ noch einer."),
    fill("Ihr Name", "Theo"),
)
ADDRESS = fill("E-Mail-Adresse", "theo@post.example")
LOOK, SAVE = press("Vorschau"), press("Speichern")
PUBLISH = press("Als Fassung")
COUNTY = "/verwaltung/einstellungen/landkreis"
LOOKS = "/verwaltung/einstellungen/erscheinungsbild"
DECIDE = press("Entscheiden und weiter")
REPLY = fill("Antwort der Moderation", "Danke!\n\n- eins\n- **zwei**")


@dataclass(frozen=True)
class Place:
    """A page in one of its states. Words in braces of the address are taken from the facts."""

    name: str
    address: str
    steps: tuple[Step, ...] = ()
    status: int = 200


def place(name: str, address: str, *steps: Step, status: int = 200) -> Place:
    return Place(name, address, steps, status)


PLACES = {
    "reader": [
        place("start", "/"),
        place("dialogues", "/dialoge/"),
        place("dialogue", f"{DIALOGUE}/"),
        place("principle with comments", f"{DIALOGUE}/leitsaetze/1/"),
        place("newest first", f"{DIALOGUE}/leitsaetze/5/?sortierung=neueste"),
        place("principle with revisions", f"{DIALOGUE}/leitsaetze/15/"),
        place("former revision", f"{DIALOGUE}/leitsaetze/15/fassungen/1"),
        place("present revision", f"{DIALOGUE}/leitsaetze/15/fassungen/2"),
        place("general comments", f"{DIALOGUE}/kommentare/"),
        place("closed dialogue", "/dialoge/beendet/"),
        place("principle of a closed dialogue", "/dialoge/beendet/leitsaetze/1/"),
        place("upcoming dialogue", "/dialoge/demnaechst/"),
        place("principle of an upcoming dialogue", "/dialoge/demnaechst/leitsaetze/1/"),
        place("answered comment", "/kommentare/{answered}"),
        place("hidden comment", "/kommentare/{hidden}"),
        place("withdrawn comment", "/kommentare/{withdrawn}"),
        place("endless comment", "/kommentare/{endless}"),
        place("events", "/veranstaltungen/"),
        place("next event", "/veranstaltungen/{next}/"),
        place("past event", "/veranstaltungen/{past}/"),
        *(place(text, f"/{text}") for text in TEXTS),
        place("leichte sprache", "/leichte-sprache"),
        place("sign language", "/gebaerdensprache"),
        place("rules as they were", "/regeln/fassungen/1"),
        place("no such page", "/gibt-es-nicht", status=404),
        place("not by this method", "/moderation/kommentare/1/oeffnen", status=405),
    ],
    "guest": [
        place("write", WRITE),
        place("write, with errors", WRITE, press("Absenden")),
        place("write, with preview", WRITE, *WRITTEN, press("Vorschau")),
        place("write in general", f"{DIALOGUE}/kommentieren"),
        place("write too late", "/dialoge/beendet/kommentieren"),
        place("receipt that waits", WRITE, *WRITTEN, ADDRESS, press("Absenden")),
        place("receipt with an error", "/beleg/eingang/{receipt}", press("Noch einmal senden")),
        place("receipt without address", WRITE, *WRITTEN, press("Absenden")),
        place("confirm", "/bestaetigen/{confirm}"),
        place("confirmed", "/bestaetigen/{confirm}", press("Ja, das ist mein Kommentar")),
        place("receipt number", "/beleg/"),
        place("unknown number", "/beleg/", fill("Belegnummer", "AAAA AAAA"), press("Nachsehen")),
        place(
            "answer by number",
            "/beleg/",
            fill("Belegnummer", "{answered_number}"),
            press("Nachsehen"),
        ),
        place(
            "hidden by number",
            "/beleg/",
            fill("Belegnummer", "{hidden_number}"),
            press("Nachsehen"),
        ),
        place("invitation", "/einladung/{invitation}"),
        place("invitation with errors", "/einladung/{invitation}", press("Antwort senden")),
        place(
            "accepted",
            "/einladung/{invitation}",
            tick("Ja, ich komme"),
            fill("Das möchte ich mitbringen", "Eine Frage"),
            press("Antwort senden"),
        ),
        place("sign in", "/anmelden"),
        place("sign in, with errors", "/anmelden", press("Anmelden")),
        place("link, with errors", "/anmelden", press("Link per E-Mail schicken")),
        place("forgotten password", "/passwort-vergessen"),
        place("forgotten, with errors", "/passwort-vergessen", press("Link per E-Mail schicken")),
        place("link sent", "/passwort-vergessen", ADDRESS, press("Link per E-Mail schicken")),
        place("choose a password", "/passwort/{password}"),
        place("choose, with errors", "/passwort/{password}", press("Passwort speichern")),
        place("enter by link", "/mein/{sign-in}"),
        place("link used up", "/mein/abc", status=404),
        place("unsubscribe", "/abbestellen/{block}"),
        place("unsubscribed", "/abbestellen/{block}", press("Keine E-Mails mehr")),
        place("unknown link", "/abbestellen/abc", status=404),
        place("signed out", "/abmelden"),
        place("demonstration: sign in", "/demo/anmelden/moderator"),
        place("demonstration: letters", "/demo/post"),
        place("demonstration: letter", "/demo/post/1"),
    ],
    "citizen": [
        place("my area", "/mein/"),
        place("withdraw", "/mein/kommentare/{own}/zurueckziehen"),
        place("write, signed in", WRITE),
        place("sign out", "/abmelden"),
        place("not for citizens", "/moderation/", status=403),
    ],
    "moderator": [
        *(place(f"queue, {tab}", f"/moderation/?ansicht={tab}") for tab in TABS),
        place("queue, filtered", "/moderation/?ansicht=wartet&dialog=1"),
        place("new entry", "/moderation/kommentare/{new}"),
        place("entry at work", "/moderation/kommentare/{new}", press("Bearbeiten")),
        place("entry of a colleague", "/moderation/kommentare/{claimed}"),
        place("answered entry", "/moderation/kommentare/{answered}"),
        place("hidden entry", "/moderation/kommentare/{hidden}"),
        place("entry of somebody invited", "/moderation/kommentare/{invited}"),
        place(
            "entry with preview",
            "/moderation/kommentare/{new}",
            tick("Veröffentlichen"),
            REPLY,
            press("Vorschau"),
        ),
        place("endless entry", "/moderation/kommentare/{endless}"),
        place("entry with errors", "/moderation/kommentare/{new}", tick("Ausblenden"), DECIDE),
        place("entry without a choice", "/moderation/kommentare/{new}", DECIDE),
        place("overtaken", "/moderation/kommentare/{answered}", grow_old, DECIDE),
        place("unconfirmed", "/moderation/unbestaetigt"),
        place("after a call", "/moderation/unbestaetigt/{unconfirmed}"),
        place(
            "after a call, with errors",
            "/moderation/unbestaetigt/{unconfirmed}",
            press("Kommentar bestätigen"),
        ),
        place("letters in trouble", "/moderation/post/"),
    ],
    "leaving": [
        place("session over", "/moderation/kommentare/{new}", REPLY, lose_the_session, DECIDE),
    ],
    "returning": [
        place(
            "back again",
            "/moderation/kommentare/{new}",
            REPLY,
            lose_the_session,
            DECIDE,
            enter_password,
        ),
    ],
    "administrator": [
        place("overview", "/verwaltung/"),
        place("texts", "/verwaltung/texte/"),
        place("text", "/verwaltung/texte/impressum/"),
        place("text of the start page", "/verwaltung/texte/start/"),
        place("text, with preview", "/verwaltung/texte/gebaerdensprache/", LOOK),
        place(
            "text with open places",
            "/verwaltung/texte/impressum/",
            fill("Text", "{{{{landrat}}}} und ##"),
            LOOK,
        ),
        place("text, with errors", "/verwaltung/texte/impressum/", fill("Text", ""), PUBLISH),
        place(
            "leichte sprache, with errors",
            "/verwaltung/texte/leichte-sprache/",
            fill("Geprüft von", ""),
            PUBLISH,
        ),
        place("text, overtaken", "/verwaltung/texte/impressum/", outdate, PUBLISH),
        place("version of a text", "/verwaltung/texte/impressum/fassungen/1"),
        place("rules", "/verwaltung/regeln/"),
        place("rules, with preview", "/verwaltung/regeln/", LOOK),
        place("rules, one more", "/verwaltung/regeln/", press("Weitere Regel")),
        place("rules, with errors", "/verwaltung/regeln/", fill("Einleitung", ""), PUBLISH),
        place("rules, overtaken", "/verwaltung/regeln/", outdate, PUBLISH),
        place("settings", "/verwaltung/einstellungen/"),
        place("name and contact", COUNTY),
        place("name, with preview", COUNTY, fill("Telefonnummer", "0123 45"), LOOK),
        place("name, with errors", COUNTY, fill("E-Mail-Adresse", "keine"), SAVE),
        place("name, overtaken", COUNTY, outdate, SAVE),
        place("state and law", "/verwaltung/einstellungen/recht"),
        place("looks", LOOKS),
        place("looks, with preview", LOOKS, colour("#7a1f3d"), LOOK),
        place("looks, with errors", LOOKS, colour("#ffcc00"), SAVE),
    ],
    "editor": [
        place("not for editors", "/moderation/", status=403),
        place("staff reads", f"{DIALOGUE}/leitsaetze/1/"),
    ],
}
