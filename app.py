"""Entry point: `flask …` finds the application here, `python app.py` serves it."""

import signal
import sys

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C while starting: no traceback

from leitsaetze import schema
from leitsaetze.factory import create_app

app = create_app()

if __name__ == "__main__":
    from leitsaetze.server import serve

    serve(app, commands=sys.argv[1:])
else:  # for `flask db …`, with which developers write migrations
    with app.app_context():
        schema.tools()
