"""Styles, scripts and fonts: from this server only, compressed, kept until they change."""

import gzip
import re
import subprocess
import sys

import brotli
import pytest

from leitsaetze.config import ROOT
from leitsaetze.web.assets import address, assets
from leitsaetze.web.sources import KERN_FILES, files_in, release
from leitsaetze.web.stock import SUFFIXES

UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}
SHEET, FONT = "css/site.css", "kern/fonts/fira-sans/FiraSans-Regular.woff2"
PROOF = """
import sys
from leitsaetze.factory import create_app
create_app({"SECRET_KEY": "a-secret-only-for-tests-0123456789"})
print({"fontTools", "tinycss2", "leitsaetze.web.finishing"} & set(sys.modules))
"""


def plain(path: str) -> bytes:
    return assets()[path].bodies["identity"]


def test_an_asset_may_be_kept_for_good_under_its_fingerprint(client):
    response = client.get(address(SHEET))

    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.data == plain(SHEET)


@pytest.mark.parametrize("version", ["", "?v=", "?v=0123456789ab", "?x=1"])
def test_under_another_fingerprint_it_is_asked_for_each_time(client, version):
    response = client.get(f"/static/{SHEET}{version}")

    assert response.headers["Cache-Control"] == "public, no-cache"
    assert response.data == plain(SHEET)


@pytest.mark.parametrize(
    ("accepted", "encoding"), [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("", "identity")]
)
@pytest.mark.parametrize("path", [SHEET, "kern/kern.min.css", "js/keep.js", "mark.svg"])
def test_what_is_text_comes_compressed(client, path, accepted, encoding):
    response = client.get(address(path), headers={"Accept-Encoding": accepted})

    assert response.headers.get("Content-Encoding", "identity") == encoding
    assert response.headers["Vary"] == "Accept-Encoding"
    assert response.content_length == len(response.data)
    assert UNPACK[encoding](response.data) == plain(path)


def test_what_is_compressed_already_comes_as_it_is(client):
    response = client.get(address(FONT), headers={"Accept-Encoding": "br"})

    assert {"Content-Encoding", "Vary"} & set(dict(response.headers)) == set()
    assert (response.mimetype, response.data) == ("font/woff2", plain(FONT))


@pytest.mark.parametrize("version", ["", "?v=0123456789ab", "?v={}"])
def test_an_unchanged_asset_is_not_sent_again(client, version):
    asked = f"/static/{SHEET}{version.format(assets()[SHEET].fingerprint)}"
    first = client.get(asked, headers={"Accept-Encoding": "br"})
    kept = {"If-None-Match": first.headers["ETag"]}

    again = client.get(asked, headers={"Accept-Encoding": "br"} | kept)
    unpacked = client.get(asked, headers=kept)

    assert (again.status_code, again.data) == (304, b"")
    told = ("ETag", "Cache-Control", "Vary")
    assert [again.headers[it] for it in told] == [first.headers[it] for it in told]
    assert {"Content-Type", "Content-Encoding", "Content-Length"} & set(
        dict(again.headers)
    ) == set()
    assert (unpacked.status_code, unpacked.data) == (200, plain(SHEET))


def test_a_question_for_the_head_gets_the_head(client):
    whole, head = (ask(address(SHEET)) for ask in (client.get, client.head))

    assert (head.status_code, head.data) == (200, b"")
    assert dict(head.headers) == dict(whole.headers)


def test_nothing_can_be_sent_to_a_file(client):
    assert client.post(address(SHEET)).status_code == 405


def test_files_need_neither_session_nor_database(cut_off):
    client = cut_off.test_client()
    client.set_cookie("leitsaetze", "irgendetwas")

    response = client.get(address(SHEET))

    assert (response.status_code, response.data) == (200, plain(SHEET))
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("name", KERN_FILES)
def test_the_design_system_comes_from_its_installed_package(client, name):
    assert client.get(f"/static/kern/{name}").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "../app.py",
        "%2e%2e/app.py",
        "kern/kern.css",
        "kern/../../x",
        "css/",
        "nichts.css",
        "css/../css/site.css",
        "css/./site.css",
        "css//site.css",
        "./css/site.css",
        "css/site.css.br",
        "help/pictures.json",
        "seal",
        "css/site.css?v=%00",
    ],
)
def test_nothing_else_is_served(client, path):
    assert client.get(f"/static/{path}").status_code == 404


def test_styles_load_nothing_from_elsewhere():
    addresses = {address(path) for path in assets()}

    for path in (path for path in assets() if path.endswith(".css")):
        links = re.findall(r"url\(\s*[\"']?([^\"')]*)", plain(path).decode())
        assert {link for link in links if not link.startswith("data:")} <= addresses, path
        assert "@import" not in plain(path).decode(), path


def test_no_font_keeps_a_reader_waiting():
    faces = re.findall(r"@font-face \{(.*?)\}", plain(SHEET).decode())

    assert sorted(re.search(r"font-weight: (\d+)", face)[1] for face in faces) == ["400", "600"]
    assert all("font-display: swap" in face for face in faces)
    for path in (path for path in assets() if path.endswith(".css") and path != SHEET):
        assert "@font-face" not in plain(path).decode(), path


def test_a_running_server_does_not_hold_what_makes_files():
    done = subprocess.run(
        [sys.executable, "-c", PROOF], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("set()\n", "")


def test_every_file_is_there_and_as_short_as_its_kind_allows():
    assert set(assets()) == set(files_in())
    for path, asset in assets().items():
        packed = set(SUFFIXES) if path.endswith((".css", ".js", ".svg")) else set()
        assert set(asset.bodies) == {"identity", *packed}, path
        assert all(len(asset.bodies[it]) < len(plain(path)) for it in packed), path


@pytest.mark.parametrize(
    "path",
    [
        "leitsaetze/translations/en/site.po",
        "leitsaetze/help/handbook/texte.md",
        "templates/layout/base.html",
        "static/help/pictures.json",
        "requirements.txt",
    ],
)
def test_whatever_makes_a_page_makes_another_release(tmp_path, path):
    for folder in ("leitsaetze", "templates", "static"):
        (tmp_path / folder).mkdir()
    (tmp_path / "requirements.txt").write_text("flask==3")
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text("first")
    first = release(tmp_path)
    (tmp_path / path).write_text("second")

    assert release(tmp_path) != first


def test_another_finished_file_makes_another_release(app):
    prints = [asset.fingerprint for asset in assets().values()]

    assert app.config["RELEASE"] == release(finished=prints)
    assert release(finished=[*prints[:-1], "0123456789ab"]) != release(finished=prints)
