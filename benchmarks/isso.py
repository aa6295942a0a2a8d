"""isso, a comment server in Python, set up as its manual says: gunicorn, four workers."""

import json
import shutil

from benchmarks.databases import DATA
from benchmarks.environment import python
from benchmarks.load import Request
from benchmarks.processes import Server
from benchmarks.words import Speaker

THREAD = "uri=%2Fleitsatz%2F"
COMMENTS = 200
JSON = "application/json"
READING = Request((f"/?{THREAD}",))
NO_LIMITS = """[general]
dbpath = {folder}/comments.db
host = http://127.0.0.1/
[guard]
enabled = false
"""


def serve() -> Server:
    """Start isso with a thread of 200 comments; nothing counts how often somebody writes."""
    folder = DATA / "isso"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    settings = folder / "isso.cfg"
    settings.write_text(NO_LIMITS.format(folder=folder), encoding="utf-8")
    gunicorn = str(python().parent / "gunicorn")
    command = [gunicorn, "--bind", "127.0.0.1:{port}", "--workers", "4", "--preload", "isso.run"]
    server = Server("isso", command, {"ISSO_SETTINGS": str(settings)})
    try:
        _fill(server)
    except BaseException:
        server.stop()
        raise
    return server


def posting(text: str) -> Request:
    """Return what posts a comment into another thread than the one that is read."""
    return Request(("/new?uri=%2Fneu%2F",), "POST", {"Content-Type": JSON}, _comment(text + " {n}"))


def _comment(text: str) -> str:
    return json.dumps(
        {
            "author": "Amsel",
            "email": "amsel@musterland.example",
            "website": None,
            "text": text,
            "title": "Leitsatz",
            "parent": None,
        }
    )


def _fill(server: Server) -> None:
    speaker = Speaker(COMMENTS)
    for _ in range(COMMENTS):
        said = _comment(speaker.paragraph())
        answer = server.ask(f"/new?{THREAD}", "POST", said, {"Content-Type": JSON})
        server.cookies.clear()  # one for each comment, to edit it by; together too many
        if answer.status != 201:
            raise RuntimeError(f"isso answered {answer.status}")
    read = json.loads(server.ask(READING.paths[0]).body)
    if len(read["replies"]) != COMMENTS:
        raise RuntimeError(f"isso shows {len(read['replies'])} of {COMMENTS} comments")
