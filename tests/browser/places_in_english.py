"""Pages of every kind in English: the same templates, other words, contents that stay German."""

from tests.browser.places import DIALOGUE, JOIN, REPORT, TEXTS, WRITE, place
from tests.browser.steps import fill, press, take_time, tick

WRITTEN = (
    take_time,
    fill("Your comment", "A paragraph.\n\nAnd https://dorf.example/ another one."),
    fill("Your name", "Theo"),
)
ADDRESS = fill("Email address", "jo@post.example")
DECIDE = press("Decide and continue")

PLACES_IN_ENGLISH = {
    "reader": [
        place("English start", "/en/"),
        place("English dialogues", "/en/dialoge/"),
        place("English dialogue", f"/en{DIALOGUE}/"),
        place("English principle", f"/en{DIALOGUE}/leitsaetze/1/"),
        place("English plain", f"/en{DIALOGUE}/leitsaetze/15/?sprache=einfach"),
        place("English revision", f"/en{DIALOGUE}/leitsaetze/15/fassungen/1"),
        place("English principles", f"/en{DIALOGUE}/leitsaetze/"),
        place("English edition", f"/en{DIALOGUE}/gesamtfassungen/1/"),
        place("English leichte sprache", f"/en{DIALOGUE}/leichte-sprache/"),
        place("English answered comment", "/en/kommentare/{answered}"),
        place("English comment answered together", "/en/kommentare/{joint}"),
        place("English hidden comment", "/en/kommentare/{hidden}"),
        place("English shortened comment", "/en/kommentare/{shortened}"),
        place("English public account", "/en/transparenz/"),
        place("English search", "/en/suche?q=Schule"),
        place("English search without hits", "/en/suche?q=Schuhle"),
        place("English events", "/en/veranstaltungen/"),
        place("English events of a month", "/en/veranstaltungen/?monat=jetzt"),
        place("English places of events", "/en/veranstaltungen/orte/"),
        place("English event", "/en/veranstaltungen/{next}/"),
        place("English minutes", "/en/veranstaltungen/{held}/protokoll/"),
        *(place(f"English {text}", f"/en/{text}") for text in TEXTS),
        place("English: no such page", "/en/gibt-es-nicht", status=404),
    ],
    "guest": [
        place("English write", f"/en{WRITE}"),
        place("English write, with errors", f"/en{WRITE}", press("Send")),
        place("English replies", f"/en{DIALOGUE}/leitsaetze/3/"),
        place("English support", f"/en{JOIN}"),
        place("English report", f"/en{REPORT}"),
        place("English following, with errors", f"/en{DIALOGUE}/folgen", press("Follow")),
        place("English unsubscribing", "/en/abbestellen/nachrichten/{unfollow}"),
        place("English report, with errors", f"/en{REPORT}", press("Report")),
        place("English write, with preview", f"/en{WRITE}", *WRITTEN, press("Preview")),
        place("English receipt", f"/en{WRITE}", *WRITTEN, ADDRESS, press("Send")),
        place("English confirmation", "/en/bestaetigen/{confirm}"),
        place(
            "English answer by number",
            "/en/beleg/",
            fill("Receipt number", "{answered_number}"),
            press("Look up"),
        ),
        place("English register", "/en/veranstaltungen/{free_workshop}/anmelden"),
        place("English invitation", "/en/einladung/{invitation}"),
        place(
            "English invitation with errors",
            "/en/einladung/{invitation}",
            tick("Yes, I will come"),
            fill("Number of people", "99"),
            press("answer"),
        ),
        place("English request for a second look", "/en/ueberpruefung/{ask_late}"),
        place("English second person", "/en/ueberpruefen/{look}", press("Decide")),
        place("English question", "/en/stellungnahme/{question}", press("Send")),
        place("English sign in", "/en/anmelden"),
        place("English sign in, with errors", "/en/anmelden", press("Sign in")),
        place("English unsubscribe", "/en/abbestellen/{block}"),
    ],
    "citizen": [
        place("English area", "/en/mein/"),
        place("English municipalities", "/en/mein/einladungen/gemeinden"),
        place("English notifications", "/en/mein/benachrichtigungen/"),
        place("English withdrawal", "/en/mein/kommentare/{own}/zurueckziehen"),
    ],
    "moderator": [
        place("English queue", "/en/moderation/"),
        place("English absences", "/en/moderation/abwesenheit/", press("Enter")),
        place("English digest", "/en/mein/konto/uebersicht"),
        place("English entry", "/en/moderation/kommentare/{new}"),
        place("English answered entry", "/en/moderation/kommentare/{answered}"),
        place("English entry with errors", "/en/moderation/kommentare/{new}", tick("Hide"), DECIDE),
        place("English unconfirmed", "/en/moderation/unbestaetigt"),
        place("English letters in trouble", "/en/moderation/post/"),
    ],
}
