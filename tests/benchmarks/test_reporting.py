"""What is measured is asked as meant, judged by its bound and written down whole."""

from benchmarks.laboratory import Options
from benchmarks.load import Request
from benchmarks.processes import hidden_fields
from benchmarks.report import Report
from benchmarks.rounds import Ratio, Round, Target
from benchmarks.rows import ROWS, Detail, Finding

OPTIONS = Options(sizes=(1_000, 10_000), kinds=("sqlite",), rounds=2, seconds=1)


def target(*rounds: Round, paths: tuple[str, ...] = ("/",)) -> Target:
    return Target("page", None, Request(paths), rounds=list(rounds))


def test_no_two_requests_are_alike_where_they_must_not_be():
    request = Request(
        ("/a", "/b"), "POST", {"X-Forwarded-For": "{network}"}, "key=messung-{n}&text={n}"
    )

    assert request.filled(65_537) == (
        "/b",
        {"X-Forwarded-For": "10.1.0.1"},
        b"key=messung-000000065537&text=000000065537",
    )
    assert not request.fixed
    assert Request(("/a",)).fixed


def test_ratios_compare_rounds_with_each_other():
    base = target(Round(1000, 0.5), Round(400, 0.5), Round(800, 0.5))
    page = target(Round(500, 1.0), Round(100, 2.0), Round(400, 1.0))

    assert page.speed_against(base) == Ratio(0.5, 0.25, 0.5, noisy=True)
    assert page.cost_against(base) == Ratio(2.0, 2.0, 4.0)


def test_bounds_are_lower_or_upper_ones():
    assert ROWS["warm-50"].passed(1.7)
    assert not ROWS["warm-50"].passed(1.69)
    assert ROWS["memory"].passed(119.9)
    assert not ROWS["memory"].passed(121)


def test_a_row_that_misses_comes_with_its_profile(tmp_path):
    report = Report(OPTIONS, "17.2")
    report.found = [
        Finding("changed-50", "sqlite", Ratio(0.4, 0.3, 0.5)),
        Finding("changed-200", "sqlite", Ratio(0.2, 0.2, 0.2)),
        Finding("unchanged", "sqlite", Ratio(2.5, 2.4, 2.6)),
        Detail("growth", ("start page, cold", "sqlite", "1.00", "1.10", "1.10")),
    ]
    report.profiles["changed-50"] = ("sqlite", ["5.00 ms in all"])

    report.write(tmp_path / "performance.md")
    text = (tmp_path / "performance.md").read_text(encoding="utf-8")
    _table, _title, misses = text.partition("## Rows that miss their bound")

    assert "| **0.40** | 0.30–0.50 |" in text
    assert "| start page, cold | SQLite | 1.00 | 1.10 | 1.10 |" in text
    assert misses.count("5.00 ms in all") == 1
    assert f"same way through the code: {ROWS['changed-200'].title}." in misses
    assert "304" not in misses
    assert "`make run`, second start to first answer" in text.partition("Not measured")[2]


def test_hidden_fields_of_a_form_are_read():
    page = '<input type="hidden" name="a" value="1 &amp; 2"><input type="text" name="b" value="3">'
    assert hidden_fields(page) == {"a": "1 & 2"}
