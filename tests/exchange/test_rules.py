"""What an import says, in sentences."""

from leitsaetze.exchange.rules import ImportRefused, Outcome, Remark, Summary, Thing


def test_a_summary_counts_in_german():
    summary = Summary("dorf-digital")
    summary.note(Thing.DIALOGUE, Outcome.CHANGED)
    summary.note(Thing.REVISION, Outcome.NEW)
    for _ in range(15):
        summary.note(Thing.PRINCIPLE, Outcome.NEW)
    for _ in range(3):
        summary.note(Thing.EVENT, Outcome.UNCHANGED)

    assert str(summary) == (
        "1 Dialog geändert, 15 Leitsätze neu, 1 Fassung neu, 3 Veranstaltungen unverändert"
    )


def test_faults_come_in_the_order_of_the_lines_and_each_once():
    late, early = Remark(12, "titel", "Diese Angabe fehlt."), Remark(3, "", "Die Datei ist leer.")

    refusal = ImportRefused([late, early, late])

    assert [str(fault) for fault in refusal.faults] == [
        "Zeile 3: Die Datei ist leer.",
        "Zeile 12, „titel“: Diese Angabe fehlt.",
    ]
