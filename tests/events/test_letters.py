"""The letters about invitations, as they wait in the outbox and as they leave."""

from datetime import timedelta
from email import message_from_bytes, policy

from icalendar import Calendar

from leitsaetze.clock import now
from leitsaetze.events.invitations import answer, withdraw_invitation
from leitsaetze.events.rules import Answer, Joining
from leitsaetze.extensions import db
from leitsaetze.mail.letters import envelope, text_of
from leitsaetze.site.models import AccessLink
from tests.events.makers import letters, local, make_invitation, page_of
from tests.factories import make_comment, make_event, make_moderator

START = local(2099, 5, 20, 17)
ONLINE = "https://konferenz.musterland.example/raum"


def make_meeting(**given):
    values = {
        "title": "Vernetzungstreffen Nachhaltigkeit",
        "starts_at": START,
        "access": "stufenlos",
        "online_link": ONLINE,
        "joining": Joining.INVITATION,
    }
    return make_event(**values | given)


def lines(letter):
    return text_of(letter).split("\n")


def test_an_invitation_tells_everything_and_leads_to_the_answer(app):
    event = make_meeting()

    invitation = make_invitation(event, words="Ihr Hinweis auf die Dörfer hat uns gefreut.")

    [letter] = letters()
    text = lines(letter)
    for line in (
        "Guten Tag,",
        "Ihr Hinweis auf die Dörfer hat uns gefreut.",
        "Vernetzungstreffen Nachhaltigkeit",
        "Wann: Mittwoch, 20. Mai 2099, 17:00 Uhr bis 19:00 Uhr",
        "Wo: Landratsamt, Sitzungssaal 2",
        f"Online: {ONLINE}",
        "Zugang: stufenlos",
        f"Alles zur Veranstaltung: http://localhost/veranstaltungen/{event.id}/",
        f"http://localhost{page_of(invitation)}",
    ):
        assert line in text
    assert letter.subject == "Einladung zu einer Veranstaltung"
    assert letter.about == f"invitation:{invitation.id}"
    assert "/abbestellen/" in text_of(letter)


def test_the_secret_of_the_answer_stands_nowhere_in_the_outbox(app):
    invitation = make_invitation()

    [letter] = letters()
    secret = page_of(invitation).rpartition("/")[2]
    assert not any(secret in str(column) for column in (letter.text, letter.html, letter.links))


def test_the_subject_is_the_same_whatever_was_typed(app):
    make_invitation(make_event(title="Bcc: alle =?utf-8?q?=0ABcc?="), words="Betreff: anderes")
    make_invitation()

    assert {letter.subject for letter in letters()} == {"Einladung zu einer Veranstaltung"}


def test_the_file_for_the_calendar_parses_and_publishes(app):
    event = make_meeting()
    make_invitation(event)

    [[name, content_type, content]] = letters()[0].attachments

    assert (name, content_type) == ("termin.ics", "text/calendar; method=PUBLISH")
    calendar = Calendar.from_ical(content)
    [entry] = calendar.walk("VEVENT")
    assert calendar["METHOD"] == "PUBLISH"
    assert (entry["UID"], entry["DTSTART"].dt) == (event.uid, START)
    assert ONLINE in entry["DESCRIPTION"]


def test_the_letter_leaves_as_a_message_mail_programs_read(app):
    make_invitation(make_meeting(), reply_to="dialog@musterland.example")

    message = message_from_bytes(envelope(letters()[0]).content, policy=policy.default)

    assert message["Subject"] == "Einladung zu einer Veranstaltung"
    assert message["Reply-To"] == "dialog@musterland.example"
    [file] = message.iter_attachments()
    assert (file.get_content_type(), file.get_filename()) == ("text/calendar", "termin.ics")
    assert file.get_param("method") == "PUBLISH"
    assert Calendar.from_ical(file.get_content())["METHOD"] == "PUBLISH"


def test_answers_to_the_letter_reach_the_dialogue(app):
    comment = make_comment()
    comment.dialogue.contact_name = "Moderation des Dialogs"
    make_invitation(comment=comment)

    [letter] = letters()

    assert letter.headers == {"Reply-To": comment.dialogue.contact_email}
    assert lines(letter)[-2] == "Moderation des Dialogs"


def test_the_link_lives_until_three_days_after_the_event(app):
    invitation = make_invitation(make_event(starts_at=now() + timedelta(days=3)))

    link = db.session.scalars(db.select(AccessLink).where(AccessLink.purpose == "invitation")).one()

    late = link.expires_at - (invitation.event.ends_at + timedelta(days=3))
    assert abs(late) < timedelta(minutes=1)
    assert (link.about, link.person_id) == (f"invitation:{invitation.id}", invitation.guest_id)


def test_what_is_missing_leaves_no_empty_line(app):
    make_invitation(make_event(place="", starts_at=START))

    text = lines(letters()[0])

    assert not any(line.startswith(("Wo:", "Online:", "Zugang:", "Mehr dazu:")) for line in text)
    assert "wir laden Sie herzlich ein:" in text
    assert "\n\n\n" not in "\n".join(text)


def test_an_event_of_several_days_in_another_zone_says_so(app):
    event = make_event(
        starts_at=START, ends_at=START + timedelta(days=2), time_zone="Europe/Lisbon"
    )
    make_invitation(event)

    assert (
        "Wann: Mittwoch, 20. Mai 2099, 16:00 Uhr bis Freitag, 22. Mai 2099, 16:00 Uhr "
        "(Zeitzone Europe/Lisbon)"
    ) in lines(letters()[0])


def test_taking_back_says_what_and_asks_for_pardon(app):
    invitation = make_invitation(make_meeting(), comment=make_comment())
    answer(invitation, Answer.YES)

    withdraw_invitation(invitation, by=make_moderator())

    letter = letters()[-1]
    assert letter.subject == "Wir nehmen eine Einladung zurück"
    assert letter.headers == {"Reply-To": "dialog@musterland.example"}
    assert letter.attachments == []
    assert "Vernetzungstreffen Nachhaltigkeit" in lines(letter)
    assert "Wann: Mittwoch, 20. Mai 2099, 17:00 Uhr bis 19:00 Uhr" in lines(letter)
    assert "/einladung/" not in text_of(letter)
