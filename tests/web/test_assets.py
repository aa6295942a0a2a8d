"""Styles, scripts and fonts: from this server only, kept until they change."""

import pytest

from leitsaetze.config import ROOT
from leitsaetze.web.assets import KERN_FILES, release


def test_an_asset_may_be_kept_for_good_under_its_fingerprint(app, client):
    with app.test_request_context():
        address = app.jinja_env.globals["asset"]("css/site.css")

    response = client.get(address)

    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.data == (ROOT / "static" / "css" / "site.css").read_bytes()


@pytest.mark.parametrize("version", ["", "?v=", "?v=0123456789ab"])
def test_under_another_fingerprint_it_is_asked_for_each_time(client, version):
    response = client.get(f"/static/css/site.css{version}")

    assert response.headers["Cache-Control"] == "public, no-cache"
    assert client.get("/static/css/site.css", headers={"If-None-Match": response.headers["ETag"]})


@pytest.mark.parametrize("name", sorted(KERN_FILES))
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
    ],
)
def test_nothing_else_is_served(client, path):
    assert client.get(f"/static/{path}").status_code == 404


def test_styles_load_nothing_from_elsewhere():
    for style in (ROOT / "static").rglob("*.css"):
        assert "http" not in style.read_text(encoding="utf-8"), style


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
