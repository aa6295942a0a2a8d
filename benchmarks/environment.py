"""The environment of what is only measured with: isso, never among the product."""

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import click

from benchmarks.databases import DATA
from leitsaetze.config import ROOT

WANTED = ROOT / "benchmarks" / "requirements.txt"
FOLDER = DATA / "environment"


@cache
def python() -> Path:
    """Return the Python of that environment, set up first if need be."""
    interpreter, done = FOLDER / "bin" / "python", FOLDER / "installed.txt"
    if not done.exists() or done.read_bytes() != WANTED.read_bytes():
        click.echo("Installing benchmarks/requirements.txt (once) …", err=True)
        shutil.rmtree(FOLDER, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(FOLDER)], check=True)
        installer = [str(interpreter), "-m", "pip", "install", "--quiet"]
        if uv := shutil.which("uv"):
            installer = [uv, "pip", "install", "--quiet", "--python", str(interpreter)]
        subprocess.run([*installer, "--require-hashes", "-r", str(WANTED)], check=True)
        shutil.copy(WANTED, done)
    return interpreter
