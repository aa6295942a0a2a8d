"""Commands that take files in."""

from pathlib import Path
from typing import NoReturn

import click
from flask.cli import with_appcontext

from leitsaetze.exchange.actions import import_dialogue
from leitsaetze.exchange.reading import decoded
from leitsaetze.exchange.rules import ImportRefused, Remarks
from leitsaetze.extensions import begin_writing, db


@click.command("import-dialogue")
@click.argument("file", type=click.Path(path_type=Path))
@with_appcontext
def import_command(file: Path) -> None:
    """Take a whole dialogue from FILE (YAML, see docs/import.md): all of it or nothing."""
    source = _read(file)
    begin_writing()
    try:
        summary = import_dialogue(source, by=None)
    except ImportRefused as refusal:
        db.session.rollback()
        _refuse(file, refusal)
    db.session.commit()
    for hint in summary.hints:
        click.echo(f"Hinweis: {hint}")
    click.echo(f"Dialog „{summary.slug}“: {summary}.")


def _read(file: Path) -> str:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise click.ClickException(f"{file} lässt sich nicht lesen: {error.strerror}") from error
    remarks = Remarks()
    source = decoded(content, remarks)
    if source is None:
        _refuse(file, ImportRefused(remarks.faults))
    return source


def _refuse(file: Path, refusal: ImportRefused) -> NoReturn:
    for fault in refusal.faults:
        click.echo(str(fault), err=True)
    count = len(refusal.faults)
    found = "1 Fehler" if count == 1 else f"{count} Fehler"
    raise click.ClickException(f"{file.name}: {found} – es wurde nichts übernommen.")
