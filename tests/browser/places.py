"""Every kind of page there is: whose browser shows it, its address, and how one gets there."""

from dataclasses import dataclass

from tests.browser.steps import (
    Step,
    colour,
    enter_password,
    fill,
    fill_first,
    go,
    lead_elsewhere,
    lose_the_session,
    outdate,
    press,
    take_time,
    tick,
    unfold,
)

DIALOGUE = "/dialoge/digitale-leitsaetze"
EVENTS = "/redaktion/veranstaltungen/"
SHELVES = "entwuerfe kommende vergangene abgesagte".split()
DESK = "/redaktion/dialoge/digitale-leitsaetze/"
WRITE = f"{DIALOGUE}/leitsaetze/1/kommentieren"
PEOPLE, LOG = "/verwaltung/menschen", "/verwaltung/protokoll/"
TEXTS = """
    impressum datenschutz barrierefreiheit regeln hilfe/ hilfe/redaktion/
    hilfe/redaktion/veroeffentlichen hilfe/moderation/antworten hilfe/verwaltung/einstellungen
""".split()
TABS = "neu wartet bei-mir ausgeblendet erledigt".split()
WRITTEN = (
    take_time,
    fill("Ihr Kommentar", "Ein Absatz.\n\nUnd https://dorf.example/ noch einer."),
    fill("Ihr Name", "Theo"),
)
ADDRESS = fill("E-Mail-Adresse", "theo@post.example")
BARRIER = "/barrierefreiheit/rueckmeldung"
FEEDBACK, WORDINGS = "/verwaltung/rueckmeldungen/", "/verwaltung/datenschutz-texte/"
LOOK, SAVE = press("Vorschau"), press("Speichern")
PUBLISH = press("Als Fassung")
COUNTY = "/verwaltung/einstellungen/landkreis"
LOOKS = "/verwaltung/einstellungen/erscheinungsbild"
DECIDE = press("Entscheiden und weiter")
MANY = "/moderation/sammeln/?was="
REPLY = fill("Antwort der Moderation", "Danke!\n\n- eins\n- **zwei**")
PASTE = "/redaktion/dialoge/digitale-leitsaetze/einfuegen"
PASTED = (
    fill(
        "Ihr Text",
        "Willkommen.\nMobilität\nZiel: Alle kommen an.\nLeitsatz 1\nWir fahren.\nGut.\n\nSehr gut."
        "\nLeitsatz 98\nSeite 1 von 2\nLeitsatz 98: Wir gehen.\nSeite 2 von 2",
    ),
    press("Text durchsehen lassen"),
)


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
        place("comparison", f"{DIALOGUE}/leitsaetze/15/vergleich"),
        place("comparison, backwards", f"{DIALOGUE}/leitsaetze/15/vergleich?von=2&bis=1"),
        place("comparison with itself", f"{DIALOGUE}/leitsaetze/15/vergleich?von=1&bis=1"),
        place("comparison of all kinds", "/dialoge/beendet/leitsaetze/2/vergleich"),
        place("comparison of the only revision", f"{DIALOGUE}/leitsaetze/1/vergleich"),
        place("comparison of what is withdrawn", "/dialoge/beendet/leitsaetze/3/vergleich"),
        place("changes", f"{DIALOGUE}/aenderungen/"),
        place("changes of every kind", "/dialoge/beendet/aenderungen/"),
        place("no changes", "/dialoge/demnaechst/aenderungen/"),
        place("comment that led to a change", "/kommentare/{named}"),
        place("general comments", f"{DIALOGUE}/kommentare/"),
        place("withdrawn principle", f"{DIALOGUE}/leitsaetze/{{withdrawn_number}}/"),
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
        place("cancelled event", "/veranstaltungen/{cancelled}/"),
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
        place("barrier", f"{BARRIER}?seite=/dialoge/"),
        place("barrier, with errors", BARRIER, press("Absenden")),
        place("barrier, receipt", f"{BARRIER}/{{feedback}}"),
        place(
            "answered barrier by number",
            "/beleg/",
            fill("Belegnummer", "{heard_number}"),
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
        place("citizen's account", "/mein/konto/"),
        place("sign out", "/abmelden"),
        place("not for citizens", "/moderation/", status=403),
    ],
    "moderator": [
        *(place(f"queue, {tab}", f"/moderation/?ansicht={tab}") for tab in TABS),
        place("queue, filtered", "/moderation/?ansicht=wartet&dialog=1"),
        place("new entry", "/moderation/kommentare/{new}"),
        place("entry at work", "/moderation/kommentare/{new}", press("Jetzt bearbeiten")),
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
        place("overtaken", "/moderation/kommentare/{answered}", outdate("[data-decision]"), DECIDE),
        place("many at once", f"{MANY}veroeffentlichen&eintrag={{new}}&eintrag={{answered}}"),
        place("many at once, nothing chosen", f"{MANY}veroeffentlichen"),
        place("many to assign", f"{MANY}zuteilen&eintrag={{new}}", press("So machen")),
        place("many at once, with errors", f"{MANY}spam&eintrag={{new}}", press("So machen")),
        place("all chosen", "/moderation/?alle=1"),
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
        place("administration", "/verwaltung/"),
        place("feedback", FEEDBACK),
        place("settled feedback", f"{FEEDBACK}?ansicht=erledigt"),
        place("waiting feedback", f"{FEEDBACK}{{barrier}}"),
        place("answered feedback", f"{FEEDBACK}{{heard}}"),
        place(
            "feedback, with preview",
            f"{FEEDBACK}{{barrier}}",
            tick("Antworten"),
            fill("Antwort oder Begründung", "Danke!\n\n- eins\n- **zwei**"),
            press("Vorschau"),
        ),
        place("feedback, with errors", f"{FEEDBACK}{{barrier}}", tick("Antworten"), SAVE),
        place("data wordings", WORDINGS),
        place("data wording", f"{WORDINGS}invitations"),
        place("data wording, with preview", f"{WORDINGS}invitations", press("Vorschau")),
        place(
            "data wording, with errors",
            f"{WORDINGS}staff",
            fill_first("Wozu", ""),
            press("Als neue Fassung veröffentlichen"),
        ),
        place("people", f"{PEOPLE}/"),
        place("people, filtered", f"{PEOPLE}/?rolle=editor&stand=eingeladen"),
        place("people, nobody found", f"{PEOPLE}/?rolle=moderator&stand=abgelaufen"),
        place("invite a colleague", f"{PEOPLE}/einladen"),
        place("invite, with errors", f"{PEOPLE}/einladen", press("Einladung senden")),
        place(
            "invite a citizen",
            f"{PEOPLE}/einladen",
            fill("E-Mail-Adresse", "{citizen_address}"),
            fill("Name", "Cem"),
            tick("Redaktion"),
            press("Einladung senden"),
        ),
        place(
            "invite a colleague again",
            f"{PEOPLE}/einladen",
            fill("E-Mail-Adresse", "editor@musterland.example"),
            fill("Name", "Kirsten"),
            tick("Redaktion"),
            press("Einladung senden"),
        ),
        *(
            place(f"colleague, {who}", f"{PEOPLE}/{{{who}}}")
            for who in ("boss", "invited_colleague", "lapsed", "left")
        ),
        place("colleague, with errors", f"{PEOPLE}/{{boss}}", fill("Name", ""), press("Speichern")),
        place("the last administrator", f"{PEOPLE}/{{boss}}/ausschalten", press("Jetzt aus")),
        place("switch off", f"{PEOPLE}/{{invited_colleague}}/ausschalten"),
        place("switch on", f"{PEOPLE}/{{left}}/einschalten"),
        place("switch on, with errors", f"{PEOPLE}/{{left}}/einschalten", press("Einschalten und")),
        place("log", LOG),
        place("log, filtered", f"{LOG}?was=kommentare&wer=1&von=2020-01-01"),
        place("log, with details", LOG, unfold("Einzelheiten")),
        place("log, nothing found", f"{LOG}?art=comment&nummer=99999"),
        place(
            "log, with errors",
            LOG,
            unfold("Jetzt prüfen"),
            fill("Früher notierter Prüfwert", "kurz"),
            press("Ganze Kette prüfen"),
        ),
        place("log, verified", LOG, unfold("Jetzt prüfen"), press("Ganze Kette prüfen")),
        place("own account", "/mein/konto/"),
        place("own password", "/mein/konto/passwort"),
        place("own password, with errors", "/mein/konto/passwort", press("Passwort speichern")),
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
        place("text, overtaken", "/verwaltung/texte/impressum/", outdate("form"), PUBLISH),
        place("version of a text", "/verwaltung/texte/impressum/fassungen/1"),
        place("rules", "/verwaltung/regeln/"),
        place("rules, with preview", "/verwaltung/regeln/", LOOK),
        place("rules, one more", "/verwaltung/regeln/", press("Weitere Regel")),
        place("rules, with errors", "/verwaltung/regeln/", fill("Einleitung", ""), PUBLISH),
        place("rules, overtaken", "/verwaltung/regeln/", outdate("form"), PUBLISH),
        place("settings", "/verwaltung/einstellungen/"),
        place("name and contact", COUNTY),
        place("name, with preview", COUNTY, fill("Telefonnummer", "0123 45"), LOOK),
        place("name, with errors", COUNTY, fill("E-Mail-Adresse", "keine"), SAVE),
        place("name, overtaken", COUNTY, outdate("form"), SAVE),
        place("state and law", "/verwaltung/einstellungen/recht"),
        place("looks", LOOKS),
        place("looks, with preview", LOOKS, colour("#7a1f3d"), LOOK),
        place("looks, with errors", LOOKS, colour("#ffcc00"), SAVE),
    ],
    "editor": [
        place("report", f"/redaktion{DIALOGUE}/bericht"),
        place("report without comments", "/redaktion/dialoge/demnaechst/bericht"),
        place("no such report", "/redaktion/dialoge/keiner/bericht", status=404),
        place("not for editors", "/moderation/", status=403),
        *(place(f"events, {shelf}", f"{EVENTS}?ansicht={shelf}") for shelf in SHELVES),
        place("events, none left", f"{EVENTS}?ansicht=abgesagte&nach={{cancelled}}"),
        place("new event", f"{EVENTS}neu"),
        place("new event, with errors", f"{EVENTS}neu", press("Als Entwurf speichern")),
        place(
            "new event, with principles",
            f"{EVENTS}neu",
            tick("Digitale Leitsätze"),
            press("Handlungsfelder und Leitsätze dieser Dialoge zeigen"),
        ),
        place("event on the desk", f"{EVENTS}{{next}}/"),
        place("draft on the desk", f"{EVENTS}{{draft_event}}/"),
        place("cancelled event on the desk", f"{EVENTS}{{cancelled}}/"),
        place("past event on the desk", f"{EVENTS}{{past}}/"),
        place("edit an event", f"{EVENTS}{{next}}/bearbeiten"),
        place(
            "edit an event, overtaken",
            f"{EVENTS}{{draft_event}}/bearbeiten",
            fill("Titel", "Anders"),
            outdate("form[data-keep]"),
            press("Speichern"),
        ),
        place(
            "edit an event, with preview",
            f"{EVENTS}{{next}}/bearbeiten",
            fill("Beschreibung", "Ein **Abend**"),
            press("Vorschau"),
        ),
        place("preview of an event", f"{EVENTS}{{draft_event}}/vorschau"),
        place("cancel an event", f"{EVENTS}{{next}}/absagen"),
        place("cancel, with errors", f"{EVENTS}{{next}}/absagen", press("Veranstaltung absagen")),
        place("reinstate an event", f"{EVENTS}{{cancelled}}/wieder"),
        place("delete an event", f"{EVENTS}{{draft_event}}/loeschen"),
        place("desk", "/redaktion/"),
        place("new dialogue", "/redaktion/dialoge/neu"),
        place("new dialogue, with errors", "/redaktion/dialoge/neu", press("Dialog anlegen")),
        place("dialogue on the desk", DESK),
        place("dialogue with nothing in it", "/redaktion/dialoge/noch-leer/"),
        place("draft of a dialogue", "/redaktion/dialoge/in-arbeit/"),
        place("facts of a dialogue", f"{DESK}bearbeiten"),
        place(
            "facts, with errors",
            f"{DESK}bearbeiten",
            fill("Telefon", "9" * 99),
            press("Speichern"),
        ),
        place("checklist", "/redaktion/dialoge/in-arbeit/veroeffentlichen"),
        place("withdraw a dialogue", f"{DESK}zurueckziehen"),
        place("withdraw, with errors", f"{DESK}zurueckziehen", press("Zurückziehen")),
        place("new field", f"{DESK}handlungsfelder/neu"),
        place("field", "/redaktion/handlungsfelder/{field}/"),
        place("draft of a field", "/redaktion/handlungsfelder/{new_field}/"),
        place(
            "button refused",
            "/redaktion/handlungsfelder/{new_field}/",
            press("Handlungsfeld löschen"),
        ),
        place("draft", "/redaktion/entwuerfe/{draft}/"),
        place(
            "words of a draft that is gone",
            "/redaktion/entwuerfe/{draft}/",
            lead_elsewhere("form[data-keep]", "/redaktion/entwuerfe/999999999/"),
            press("Speichern"),
        ),
        place(
            "discard what has changed",
            "/redaktion/entwuerfe/{draft}/verwerfen",
            outdate("main form"),
            press("Ja, verwerfen"),
        ),
        place(
            "draft, with errors",
            "/redaktion/entwuerfe/{draft}/",
            fill("Leitsatz", "Wort " * 120),
            press("Speichern"),
        ),
        place(
            "overtaken draft",
            "/redaktion/entwuerfe/{draft}/",
            outdate("form[data-keep]"),
            fill("Erläuterung", "Ganz anders."),
            press("Speichern"),
        ),
        place(
            "the saved words instead",
            "/redaktion/entwuerfe/{draft}/",
            outdate("form[data-keep]"),
            fill("Erläuterung", "Ganz anders."),
            press("Speichern"),
            press("Mit dem gespeicherten Text weiterarbeiten"),
        ),
        place("discard", "/redaktion/entwuerfe/{draft}/verwerfen"),
        place("preview", "/redaktion/entwuerfe/{draft}/vorschau"),
        place("revision", "/redaktion/entwuerfe/{revision}/"),
        place("preview of a revision", "/redaktion/entwuerfe/{revision}/vorschau"),
        place(
            "revision without a second thought",
            "/redaktion/entwuerfe/{revision}/vorschau",
            press("Neue Fassung veröffentlichen"),
        ),
        place("principle on the desk", "/redaktion/leitsaetze/{principle}/"),
        place("withdrawn on the desk", "/redaktion/leitsaetze/{withdrawn_principle}/"),
        place("reinstate", "/redaktion/leitsaetze/{withdrawn_principle}/zurueckziehen"),
        place("staff reads", f"{DIALOGUE}/leitsaetze/1/"),
        place("paste", PASTE),
        place("paste, with errors", PASTE, press("Text durchsehen lassen")),
        place("pasted", PASTE, *PASTED),
        place("pasted, with errors", PASTE, *PASTED, press("Als Entwürfe übernehmen")),
        place("paste, with a preview begun", PASTE, *PASTED, go(PASTE)),
    ],
}
