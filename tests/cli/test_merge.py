"""Merging from the command line: one document for each row, and what is said of the rows."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run

SAMPLE = Path(__file__).resolve().parents[1] / "tables" / "congress" / "legislators-current.yaml"
TABLE = "table:nih-projects-by-state"
DAY = ("--as-of", "2026-11-23")


def districts(office: Path, *, rows: str, more: str = "") -> None:
    """Give the starter set a table of districts below its table of states, and nih-funding that table."""
    folder = office / "talking_points" / "tables"
    (folder / "by-district.csv").write_text("seat,name,state,projects\n" + rows, encoding="utf-8")
    state = (folder / "nih-projects-by-state.yaml").read_text(encoding="utf-8")
    figures = state[state.index("  projects:") :]
    (folder / "by-district.yaml").write_text(
        "title: By district\nfile: by-district.csv\nkey: seat\nlevel: district\n"
        f"above: {{table: nih-projects-by-state, key: state}}\ncolumns:\n{figures}{more}",
        encoding="utf-8",
    )


def text(office: Path, name: str) -> str:
    return " ".join((office / "output" / name).read_text(encoding="utf-8").split())


def test_one_document_for_each_row_with_the_row_in_its_name(office: Path, onepager: Run):
    words = ("build", "nih-funding", "-a", "constituent", "--each", TABLE, "--where", "state in [MA, CA]", *DAY)
    result = onepager(*words, "--format", "txt")
    assert result.exit_code == 0, result.output
    stem = "2026-11-23_NIH-Funding_Leave-Behind"
    assert sorted(p.name for p in (office / "output").glob("*.txt")) == [
        f"{stem}_CA-California_DRAFT.txt",
        f"{stem}_MA-Massachusetts_DRAFT.txt",
    ]
    assert "Researchers in California had 10,964 NIH-funded projects" in text(office, f"{stem}_CA-California_DRAFT.txt")
    assert "nih-funding CA" in result.output


def test_a_missing_figure_is_the_states_and_the_text_says_so(office: Path, onepager: Run):
    districts(office, rows="CA-12,California’s 12th District,CA,812\nCA-13,California’s 13th District,CA,\n")
    result = onepager(
        "build", "nih-funding", "-a", "constituent", "--each", "table:by-district", "--format", "txt", *DAY
    )
    assert result.exit_code == 0, result.output
    own = text(office, "2026-11-23_NIH-Funding_Leave-Behind_CA-12-Californias-12th_DRAFT.txt")
    above = text(office, "2026-11-23_NIH-Funding_Leave-Behind_CA-13-Californias-13th_DRAFT.txt")
    assert "California’s 12th District had 812 NIH-funded" in own
    assert "for all of" not in own
    assert "California’s 13th District had 10,964 (for all of California) NIH-funded" in above


def test_a_point_without_its_figure_is_left_out_with_the_reason(office: Path, onepager: Run):
    districts(office, rows="PR-00,Puerto Rico,PR,\nCA-13,California’s 13th District,CA,812\n")
    words = ("build", "nih-funding", "-a", "constituent", "--each", "table:by-district", "--format", "txt", *DAY)
    result = onepager(*words)
    assert result.exit_code == 0, result.output
    assert 'has no row "PR"' in result.output
    made = text(office, "2026-11-23_NIH-Funding_Leave-Behind_PR-00-Puerto-Rico_DRAFT.txt")
    assert "Puerto Rico had" not in made
    assert not re.search(r"\bNone\b|\{\{|had {2}| 0 NIH", made)
    assert "Why it matters in Puerto Rico" in made


@pytest.mark.parametrize("command", ["build", "batch"])
def test_a_build_says_for_whom_it_has_no_row(office: Path, onepager: Run, command: str):
    offices = office / "talking_points" / "offices.yaml"
    offices.write_text(re.sub(r"state: \w\w", "state: PR", offices.read_text("utf-8")), "utf-8")
    words = (command, "nih-funding", "-a", "constituent", "--format", "txt", *DAY)
    for _ in range(2):  # when there is nothing to do, too
        result = onepager(*words)
        said = " ".join(result.stderr.split())
        assert re.search(
            r'the table "nih-projects-by-state" has no row for [\w-]+ \(PR\); points of nih-funding', said
        ), said
    assert "has no row for" not in onepager(command, "fentanyl", "-a", "constituent", "--format", "txt", *DAY).stderr


def test_a_merge_says_which_rows_have_no_figure(office: Path, onepager: Run):
    rows = "".join(f"PR-0{n},Part {n},PR,\n" for n in range(5)) + "CA-13,California’s 13th District,CA,812\n"
    districts(office, rows=rows)
    words = ("build", "nih-funding", "-a", "constituent", "--each", "table:by-district", "--format", "txt", *DAY)
    for more in ((), ("--dry-run",)):
        said = " ".join(onepager(*words, *more).stderr.split())
        assert '"projects" has no figure for Part 0, Part 1, Part 2 and 2 more; points of nih-funding that' in said


def test_a_template_cannot_print_a_figure_that_is_not_there(office: Path, onepager: Run):
    districts(office, rows="PR-00,Puerto Rico,PR,\n")
    template = office / "templates" / "constituent.md"
    body = template.read_text(encoding="utf-8")
    words = ("build", "nih-funding", "-a", "constituent", "--each", "table:by-district", "--format", "txt", *DAY)
    template.write_text(body + "\n\nProjects: {{ row.projects }}\n", encoding="utf-8")
    result = onepager(*words)
    assert result.exit_code == 1
    assert 'constituent.md:47:14: error: template: there is no "row.projects" for Puerto Rico' in result.output
    assert "Write {% if row.projects %} around it" in result.output
    template.write_text(body + "\n\n{% if row.projects %}Projects: {{ row.projects }}{% endif %}\n", encoding="utf-8")
    assert onepager(*words).exit_code == 0


def test_a_topics_own_text_is_never_printed_with_a_gap(office: Path, onepager: Run):
    districts(office, rows="PR-00,Puerto Rico,PR,\n")
    topic = office / "talking_points" / "topics" / "nih-funding.yaml"
    topic.write_text(re.sub(r"^ask: .*?(?=^\w)", "ask: Save {{ row.projects }} projects.\n", topic.read_text("utf-8"),
                            flags=re.DOTALL | re.MULTILINE), "utf-8")  # fmt: skip
    result = onepager(
        "build", "nih-funding", "-a", "constituent", "--each", "table:by-district", "--format", "txt", *DAY
    )
    assert result.exit_code == 1
    assert 'this text uses "row.projects", and there is none for Puerto Rico' in result.output
    assert re.search(r"nih-funding\.yaml:\d+:11", result.output), result.output


def test_each_office_has_its_own(office: Path, onepager: Run):
    result = onepager("build", "nih-funding", "-a", "constituent", "--each", "offices", "--format", "txt", *DAY)
    assert result.exit_code == 0
    names = {p.name for p in (office / "output").glob("*.txt")}
    stem = "2026-11-23_NIH-Funding_Leave-Behind"
    assert names >= {f"{stem}_DRAFT.txt", f"{stem}_sen-example_DRAFT.txt"}
    assert "Researchers in New Mexico" in text(office, f"{stem}_sen-example_DRAFT.txt")


def test_the_office_can_be_of_a_district(office: Path, onepager: Run):
    districts(office, rows="MA-10,Massachusetts’ 10th District,MA,77\n")
    topic = office / "talking_points" / "topics" / "nih-funding.yaml"
    body = topic.read_text(encoding="utf-8").replace("table: nih-projects-by-state", "table: by-district")
    topic.write_text(re.sub(r"^charts:.*?(?=^\w|\Z)", "", body, flags=re.DOTALL | re.MULTILINE), encoding="utf-8")
    result = onepager("show", "nih-funding", "-a", "constituent", *DAY)
    assert "had 77 NIH-funded" in " ".join(result.output.split()), result.output


def test_cells_that_look_wrong_are_said_before_anything_is_made(office: Path, onepager: Run):
    csv = office / "talking_points" / "tables" / "nih-projects-by-state.csv"
    csv.write_text(csv.read_text(encoding="utf-8").replace("10964", "1096400"), encoding="utf-8")
    words = ("build", "nih-funding", "-a", "constituent", "--each", TABLE, "--where", "state == MA", "--dry-run")
    result = onepager(*words)
    assert "nih-projects-by-state.csv:6:15" in result.output
    assert "times the next smaller value" in result.output
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--each", TABLE, "--where", "sate == MA"), 'character 1: there is no column "sate"; did you mean "state"?'),
        (("--each", TABLE, "--where", "projects > 99,999"), "no row fits"),
        (("--each", "table:nih-projects-by-stat"), 'did you mean "nih-projects-by-state"?'),
        (("--each", "nih-projects-by-state"), 'write "table:nih-projects-by-state"'),
        (("--each", "office"), 'did you mean "offices"?'),
        (("--where", "state == MA"), "--each table:ID or --each offices"),
        (("--each", "offices", "--office", "rep-example"), "leave --office out"),
    ],
)
def test_what_is_asked_wrongly_is_a_usage_error(office: Path, onepager: Run, words: tuple[str, ...], said: str):
    result = onepager("build", "nih-funding", "-a", "constituent", *words)
    assert result.exit_code == 2
    assert said in result.output


def test_a_topic_without_the_table_is_refused_and_passed_over_when_not_named(office: Path, onepager: Run):
    named = onepager("build", "fentanyl", "-a", "constituent", "--each", TABLE)
    assert named.exit_code == 2
    assert 'the topic "fentanyl" has no table' in named.output
    words = ("build", "-a", "constituent", "--each", TABLE, "--where", "state == MA", "--dry-run", "--json")
    made = onepager(*words)
    assert {(d["topic"], d["row"]) for d in json.loads(made.stdout)["documents"]} == {("nih-funding", "MA")}


def test_legislators_are_imported_into_tables_and_merged(office: Path, onepager: Run):
    result = onepager("tables", "import", "legislators", str(SAMPLE), "--offices", "members.yaml", *DAY)
    assert result.exit_code == 0, result.output
    assert "541 seats, 536 of them vacant" in result.output
    assert (office / "members.yaml").exists()
    folder = office / "talking_points" / "tables"
    description = folder / "legislators.yaml"
    described = description.read_text(encoding="utf-8").replace("# above:", "above:")
    description.write_text(described, encoding="utf-8")
    words = ("build", "nih-funding", "-a", "constituent", "--each", "table:legislators", "--where", "status == seated")
    made = onepager(*words, "--format", "txt", *DAY)
    assert made.exit_code == 0, made.output
    seats = {p.stem.split("_")[3] for p in (office / "output").glob("*.txt")}
    assert seats == {
        "MA-07-Massachusetts-7th", "NM-S2-New-Mexico", "AK-00-Alaskas-At-Large", "DC-00-The-District-Of",
        "PR-00-Puerto-Rico",
    }  # fmt: skip
    massachusetts = text(office, "2026-11-23_NIH-Funding_Leave-Behind_MA-07-Massachusetts-7th_DRAFT.txt")
    assert "Massachusetts’ 7th District had 7,074 (for all of Massachusetts) NIH-funded" in massachusetts


def test_a_table_that_is_open_elsewhere_is_not_said_to_be_written(
    office: Path, onepager: Run, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("generator.files.whole.replace_file", lambda path, data: False)
    result = onepager("tables", "import", "legislators", str(SAMPLE))
    assert result.exit_code == 1
    assert "is open in another program" in result.stderr
    assert "written" not in result.stdout


def test_importing_again_replaces_only_when_told_and_leaves_descriptions_alone(office: Path, onepager: Run):
    words = ("tables", "import", "legislators", str(SAMPLE))
    assert onepager(*words, *DAY).exit_code == 0
    assert onepager(*words, *DAY).exit_code == 0
    later = ("--as-of", "2027-02-01")
    refused = onepager(*words, *later)
    assert refused.exit_code == 2
    assert "--replace" in refused.output
    description = office / "talking_points" / "tables" / "legislators.yaml"
    before = description.read_bytes()
    assert onepager(*words, *later, "--replace").exit_code == 0
    assert description.read_bytes() == before.replace(b"2026-11-23", b"2027-02-01")


def test_one_row_can_be_read_and_explained_without_making_files(office: Path, onepager: Run):
    districts(office, rows="PR-00,Puerto Rico,PR,\nCA-13,California’s 13th District,CA,\n")
    shown = onepager("show", "nih-funding", "-a", "constituent", "--row", "by-district/CA-13", *DAY)
    assert "10,964 (for all of California)" in " ".join(shown.output.split())
    explained = onepager("explain", "nih-funding", "-a", "constituent", "--row", "by-district/PR-00", *DAY)
    assert "uses the local figure projects, and there is none for Puerto Rico" in explained.output
    wrong = onepager("show", "nih-funding", "-a", "constituent", "--row", "M", *DAY)
    assert wrong.exit_code == 2
    assert 'has no row "M"' in wrong.output
    assert onepager("show", "fentanyl", "-a", "constituent", "--row", "MA", *DAY).exit_code == 2


def test_files_of_a_row_that_is_gone_are_named(office: Path, onepager: Run):
    words = ("build", "nih-funding", "-a", "constituent", "--each", TABLE, "--where", "state in [AK, AL]", *DAY)
    assert "any more" not in onepager(*words, "--format", "txt").stderr
    table = office / "talking_points" / "tables" / "nih-projects-by-state.csv"
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join(line for line in lines if not line.startswith("AK,")), encoding="utf-8")
    rest = ("build", "nih-funding", "-a", "constituent", "--each", TABLE, "--where", "state in [AL, AR]", *DAY)
    again = onepager(*rest, "--format", "txt")
    assert "1 file in" in again.stderr
    assert "_AK-Alaska_DRAFT.txt. Delete what you do not need" in again.stderr
    (next((office / "output").glob("*_AK-Alaska_DRAFT.txt"))).unlink()
    assert "any more" not in onepager(*rest, "--format", "txt").stderr
