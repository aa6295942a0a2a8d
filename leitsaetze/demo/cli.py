"""`flask demo`: the demonstration dialogue, once."""

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import update

from leitsaetze.demo import story
from leitsaetze.extensions import begin_writing, db
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.mail.rules import MailState


@click.command("demo")
@with_appcontext
def demo_command() -> None:
    """Set up the demonstration dialogue and say how to look at it."""
    begin_writing()
    if story.tell():
        # The letters of past weeks count as delivered; they can be read under /demo/post.
        db.session.execute(
            update(OutgoingMail)
            .where(OutgoingMail.cancelled_at.is_(None))
            .values(state=MailState.SENT, sent_at=OutgoingMail.created_at)
        )
    db.session.commit()
    base = current_app.config["BASE_URL"]
    click.echo(f"\n  Leitsätze, Demonstration:   {base}/dialoge/{story.SLUG}/\n")
    for role, words in (
        ("moderator", "als Moderatorin"),
        ("editor", "als Redakteurin"),
        ("administrator", "als Administrator"),
    ):
        click.echo(f"  Anmelden {words + ':':<19}{base}/demo/anmelden/{role}")
    click.echo(f"  Verschickte E-Mails lesen:  {base}/demo/post\n")
    click.echo("  Beenden mit Strg+C.\n")
