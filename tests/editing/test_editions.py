"""Keeping an edition at the editors' desk."""

import pytest

from leitsaetze.extensions import db
from leitsaetze.principles import publication
from tests.editing.makers import make_editor
from tests.factories import make_principle


@pytest.fixture
def desk(app):
    return app.test_client().sign_in(make_editor())


def test_an_editor_keeps_the_wording_of_today(desk, client):
    dialogue = make_principle(statement="Wir hören zu.").dialogue
    path = f"/redaktion/dialoge/{dialogue.slug}/gesamtfassungen"
    assert "Noch keine." in desk.get(path).text

    refused = desk.post(path, data={"occasion": " "})
    assert refused.status_code == 422
    assert "wofür Sie den Wortlaut festhalten" in refused.text
    sent = {"occasion": "Entwurf für den Kreistag", "submission_key": "a" * 32}
    for _ in range(2):  # sent twice, kept once
        assert desk.post(path, data=sent).location == path
    page = desk.get(path).text
    assert "Die Gesamtfassung ist festgehalten." in page
    assert page.count("Entwurf für den Kreistag") == 2  # in the list, and as an example

    again = desk.post(path, data={"occasion": "Beschluss"})
    assert again.status_code == 422
    assert "nichts geändert" in again.text
    assert 'value="Beschluss"' in again.text
    public = client.get(f"/dialoge/{dialogue.slug}/gesamtfassungen/1/").text
    assert "„Wir hören zu.“" in public


def test_what_is_not_public_has_no_form_but_a_reason(desk):
    dialogue = make_principle().dialogue
    publication.withdraw(dialogue, note="Neu.", by=None)
    db.session.commit()

    page = desk.get(f"/redaktion/dialoge/{dialogue.slug}/gesamtfassungen").text

    assert "Festhalten lässt sich nur, was öffentlich ist." in page
    assert 'name="occasion"' not in page
