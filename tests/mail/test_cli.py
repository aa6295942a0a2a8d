"""The commands of the mail room."""

import pytest

from leitsaetze.mail.cli import NO_SERVER, TAKEN
from tests.mail.servers import free_port, make_letter

ADDRESS = "verwaltung@musterland.example"


def run(app, *arguments) -> tuple[int, list[str]]:
    """Exit code and lines of a command."""
    result = app.test_cli_runner().invoke(args=list(arguments))
    return result.exit_code, result.output.splitlines()


def test_mail_test_sends_a_letter_at_once(app, server):
    assert run(app, "mail-test", ADDRESS) == (0, [TAKEN])

    [letter] = server.taken
    assert server.recipients == [ADDRESS]
    assert letter["Subject"] == "Probebrief"
    assert "Sie müssen nichts weiter tun." in letter.get_body(("plain",)).get_content()


def test_mail_test_without_a_server_says_what_to_set(app):
    assert run(app, "mail-test", ADDRESS) == (1, [f"Error: {NO_SERVER}"])


def test_mail_test_says_in_one_line_what_to_do(app, server, monkeypatch):
    monkeypatch.setitem(app.config, "SMTP_PORT", free_port())

    code, [line] = run(app, "mail-test", ADDRESS)

    assert code == 1
    assert "Der Mailserver nimmt keine Verbindung an." in line
    assert "Bitte LEITSAETZE_SMTP_HOST und LEITSAETZE_SMTP_PORT prüfen." in line


def test_mail_test_tells_a_refusal(app, server):
    server.answers[ADDRESS] = "550 kennen wir nicht"

    code, [line] = run(app, "mail-test", ADDRESS)

    assert (code, server.taken) == (1, [])
    assert "Diese Adresse gibt es nicht" in line
    assert "(127.0.0.1:" in line
    assert "550)" in line


def test_mail_test_refuses_what_is_no_address(app, server):
    code, [line] = run(app, "mail-test", "keine Adresse")

    assert (code, server.taken) == (1, [])
    assert "Bitte die Adresse und LEITSAETZE_MAIL_FROM prüfen." in line


@pytest.mark.usefixtures("templates")
def test_mail_send_empties_the_outbox(app, server):
    for _ in range(3):
        make_letter(words="Hallo")

    assert run(app, "mail", "send", "--limit", "2") == (0, ["2 verschickt"])
    assert run(app, "mail", "send") == (0, ["1 verschickt"])
    assert len(server.taken) == 3
