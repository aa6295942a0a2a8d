"""The command that looks whether the audit trail is whole."""

import click
from flask.cli import AppGroup

from leitsaetze.audit import sealing

audit_cli = AppGroup("audit", help="The log of all deeds.")


@audit_cli.command("verify")
@click.argument("noted", required=False, default="")
def verify(noted: str) -> None:
    """Follow the hash chain of the log. NOTED is a fingerprint shown by an earlier verification."""
    found = sealing.verify(noted)
    if found.broken_at is not None:
        raise click.ClickException(f"Das Protokoll wurde verändert, ab Eintrag {found.broken_at}.")
    if not found.knows_note:
        raise click.ClickException(
            "Dem Protokoll fehlen Einträge: Der notierte Prüfwert kommt darin nicht vor."
        )
    click.echo(f"Das Protokoll ist unverändert: {found.length} Einträge, Prüfwert {found.end}")
