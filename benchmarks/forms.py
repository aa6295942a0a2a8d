"""Forms as readers fill them in, to be sent again and again."""

import time
from urllib.parse import urlencode

from benchmarks.load import Request
from benchmarks.places import DIALOGUE
from benchmarks.plan import MORE
from benchmarks.processes import Server, hidden_fields
from benchmarks.words import Speaker
from leitsaetze.web.public_forms import FASTEST

WRITE = f"{DIALOGUE}leitsaetze/{MORE}/kommentieren"
TEXT = Speaker(1).paragraph()


def comment_form(server: Server) -> Request:
    """Fetch the form once and return what sends it: each time another reader, address and key.

    The server believes one proxy, so that the limits see a different network each time: they stay
    on. The form was open for as long as somebody needs who is no program.
    """
    fields = hidden_fields(server.ask(WRITE).body.decode())
    typed = {
        "submission_key": "messung-{n}",
        "text": TEXT + " ({n})",
        "name": "Amsel",
        "email": "leser{n}@musterland.example",
        "tat": "absenden",
    }
    time.sleep(FASTEST + 1)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": server.cookie,
        "X-Forwarded-For": "{network}",
    }
    body = urlencode(fields | typed).replace("%7Bn%7D", "{n}")
    return Request((WRITE,), "POST", headers, body)
