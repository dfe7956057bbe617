"""What holds for every command: help, options, mistakes, exit codes, JSON, terminals, start-up."""

from __future__ import annotations

import errno
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result

from generator import project
from generator.cli import app
from generator.errors import ContentError, Exit, Mark, OnepagerError, Problem

Run = Callable[..., Result]
Process = Callable[..., subprocess.CompletedProcess[bytes]]

HEAVY = ("pydantic", "reportlab", "docx", "lxml", "yaml", "jinja2", "markdown_it", "rich", "sqlite3")


def commands() -> list[list[str]]:
    """Every command and subcommand, as words."""
    context = click.Context(app)
    found: list[list[str]] = [[]]
    for name in app.list_commands(context):
        found.append([name])
        command = app.get_command(context, name)
        if isinstance(command, click.Group):
            found.extend([name, sub] for sub in command.list_commands(context))
    return found


# --- help ---


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_command_has_help_in_plain_characters_and_the_common_options(onepager: Run, words: list[str]) -> None:
    result = onepager(*words, "--help")
    assert result.exit_code == Exit.OK
    assert result.stdout.isascii()
    for option in ("--root", "--json", "--quiet", "--debug"):
        assert option in result.stdout
    assert onepager(*words, "-h").stdout == result.stdout


def test_the_list_of_commands_says_what_each_command_says_of_itself(onepager: Run) -> None:
    assert len(commands()) > 1 + 9 + 5 + 6
    listed = onepager("--help").stdout
    for name in ("init", "build", "show", "explain", "list", "new", "check", "doctor", "completion"):
        assert f"  {name} " in listed


def test_alone_it_prints_its_help(onepager: Run) -> None:
    result = onepager()
    assert (result.exit_code, result.stdout) == (Exit.OK, onepager("--help").stdout)


def test_it_tells_its_version(onepager: Run) -> None:
    assert onepager("--version").stdout.startswith("onepager 0.")


@pytest.mark.parametrize("words", [["--help"], ["build", "--help"], ["new", "--help"], ["list", "--help"]])
def test_help_imports_nothing_heavy(words: list[str]) -> None:
    code = f"import sys; from generator.cli import app\ntry: app.main({words!r})\nexcept SystemExit: pass\n"
    code += f"print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stderr.strip() == "[]"
    assert "Usage: onepager" in found.stdout


def test_one_document_is_made_without_what_only_batches_letterheads_and_terminals_need(office: Path) -> None:
    words = ["build", "sta-renewal", "-a", "member"]
    unneeded = ["docx", "multiprocessing", "concurrent.futures", "reportlab.platypus", "rich", "distributed"]
    code = f"import sys; from generator.cli import app\ntry: app.main({words!r})\nexcept SystemExit: pass\n"
    code += f"print([m for m in {unneeded!r} if m in sys.modules], file=sys.stderr)"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert made.stderr.strip().endswith("[]")
    assert len(list((office / "output").glob("*STA*"))) == 2


def test_a_run_that_finds_nothing_to_do_reads_no_store(office: Path) -> None:
    for path in office.rglob("*.*"):  # what was saved a moment ago may still be being saved
        os.utime(path, (time.time() - 60,) * 2)
    words = ["build", "fentanyl", "-a", "press", "--as-of", "2026-11-24"]
    code = f"import sys; from generator.cli import app\ntry: app.main({words!r})\nexcept SystemExit: pass\n"
    code += "print('generator.project' in sys.modules, file=sys.stderr)"
    told = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stderr.strip()
        for _ in range(3)  # made; found as it should be, which is remembered; nothing to do
    ]
    assert (told[0][-4:], told[2][-5:]) == ("True", "False")


def test_python_m_generator_is_the_same_command(process: Process, onepager: Run) -> None:
    done = process("--help")
    assert done.stdout.decode().split() == onepager("--help").stdout.split()


@pytest.mark.parametrize("name", ["leave-behind", "Leave-Behind", "Leave_Behind", "Constituent leave-behind"])
@pytest.mark.parametrize("command", ["build", "show", "explain", "source-sheet"])
@pytest.mark.usefixtures("office")
def test_an_audience_is_known_by_the_names_its_documents_carry(onepager: Run, command: str, name: str) -> None:
    by_id, by_name = (onepager(command, "fentanyl", "-a", audience).stdout for audience in ("constituent", name))
    assert _without_times(by_id) == _without_times(by_name) != ""


def _without_times(told: str) -> str:
    return re.sub(r"\([\d.]+ s\)|/office\S*|\w+: |\d", "", told)


# --- mistakes on the command line ---


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["biuld"], 'there is no command "biuld"; did you mean "build"?'),
        (["xyz"], 'there is no command "xyz"; there are init, build, batch, hearing, show'),
        (["list", "topcis"], 'there is no command "topcis"; did you mean "topics"?'),
        (["list"], "say what to list: topics, audiences, facts, sources, offices or hearings"),
        (["new"], "say what to begin: a topic, point, fact, source, audience, office or hearing"),
        (["build", "--fromat", "pdf"], 'there is no option --fromat; did you mean "--format"?'),
        (["build", "sta-renewl"], 'there is no topic "sta-renewl"; did you mean "sta-renewal"?'),
        (["build", "-a", "membr"], 'there is no audience "membr"; did you mean "member"?'),
        (["build", "--office", "rep-exampel"], 'there is no office "rep-exampel"; did you mean "rep-example"?'),
        (["build", "--format", "pfd"], '--format: there is no format "pfd"; did you mean "pdf"?'),
        (["build", "--format", "Word"], '--format: there is no format "word"; write docx'),
        (["build", "--format", ","], "--format: is empty"),
        (["build", "--as-of", "11/23/2026"], '--as-of: "11/23/2026" is not a date; write it as 2026-11-23'),
        (["build", "--as-of", "20261123"], '--as-of: "20261123" is not a date'),
        (["build", "--as-of", "2026-02-30"], '--as-of: "2026-02-30" is not a date'),
        (["show"], "TOPIC is missing: say which topic"),
        (["release"], "FILE or NUMBER is missing: say which file, or which number"),
        (["trace"], "FILE or NUMBER is missing: say which file, or which number"),
        (["inspect"], "FILE is missing: say which file"),
        (["show", "sta-renewal"], "-a / --audience is missing: for whom; onepager list audiences shows them"),
        (["show", "sta-renewal", "-a"], "-a needs a value after it"),
        (["help"], "write onepager --help"),
        (["init"], "FOLDER is missing"),
        (["completion", "tcsh"], 'there is no "tcsh"; there are bash, zsh, fish, powershell'),
        (
            ["new", "point", "nih-funding", "x", "--kind", "messag"],
            '--kind: there is no "messag"; did you mean "message"?',
        ),
        (["check", "rural-hospitals"], 'onepager check takes no word "rural-hospitals": it looks at everything'),
        (["facts", "reveiw", "nih-funding/jobs"], 'there is no command "reveiw"; did you mean "review"?'),
        (["facts", "nih-funding", "fentanyl"], 'onepager facts takes no second word "fentanyl"'),
        (["list", "topics", "fentanyl", "x"], 'onepager list topics takes no words "fentanyl x"'),
    ],
)
@pytest.mark.usefixtures("office")
def test_a_mistake_is_named_and_mended_and_the_exit_code_is_2(onepager: Run, words: list[str], message: str) -> None:
    result = onepager(*words)
    assert result.exit_code == Exit.USAGE
    assert result.stdout == ""
    assert result.stderr.startswith("error: ")
    assert message in result.stderr


def test_outside_of_a_workspace_it_says_how_to_get_to_one(
    onepager: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = onepager("list", "topics")
    assert result.exit_code == Exit.USAGE
    assert "onepager init FOLDER" in result.stderr


@pytest.mark.parametrize("where", [["--root", "ROOT", "list", "topics"], ["list", "topics", "--root", "ROOT"]])
def test_the_workspace_can_be_named_before_and_after_the_command(
    onepager: Run, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    result = onepager(*(str(office) if word == "ROOT" else word for word in where))
    assert "sta-renewal" in result.stdout


# --- JSON ---


@pytest.mark.parametrize(
    "words",
    [
        ["list", "topics"],
        ["list", "facts"],
        ["show", "sta-renewal", "-a", "member"],
        ["explain", "sta-renewal", "-a", "press"],
        ["build", "sta-renewal", "-a", "member", "--as-of", "2026-11-23"],
        ["doctor"],
        ["new", "source", "some-paper"],
        ["completion", "powershell"],
        ["build", "nowhere"],
        ["build", "--fromat"],
    ],
)
@pytest.mark.usefixtures("office")
def test_with_json_standard_output_is_one_json_value_in_ascii(onepager: Run, words: list[str]) -> None:
    result = onepager(*words, "--json")
    assert isinstance(json.loads(result.stdout), dict)
    assert result.stdout.isascii()


@pytest.mark.usefixtures("office")
def test_json_may_stand_before_the_command(onepager: Run) -> None:
    assert json.loads(onepager("--json", "list", "topics").stdout)["topics"]


@pytest.mark.usefixtures("office")
def test_a_mistake_is_told_in_json_too(onepager: Run) -> None:
    result = onepager("build", "nowhere", "--json")
    assert json.loads(result.stdout)["ok"] is False
    assert 'no topic "nowhere"' in json.loads(result.stdout)["error"]
    assert 'no topic "nowhere"' in result.stderr


# --- errors ---


def located(office: Path) -> ContentError:
    (office / "talking_points" / "topics" / "two.yaml").write_text("title: x\npriorty: 3\n", encoding="utf-8")
    return ContentError(
        [
            Problem(Mark("talking_points/topics/two.yaml", 2, 1), 'unknown key "priorty"', 'did you mean "priority"?'),
            Problem(Mark("talking_points/sources.yaml", 1, 1), "is odd", severity="warning"),
            Problem(Mark("gone.yaml", 7, 3), "cannot be read"),
        ]
    )


def test_every_problem_is_shown_with_its_line_and_a_caret_and_then_counted(
    onepager: Run, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(root: Path) -> None:
        raise located(office)

    monkeypatch.setattr(project, "load", load)
    result = onepager("list", "topics")
    assert result.exit_code == Exit.CONTENT
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert 'talking_points/topics/two.yaml:2:1: error: unknown key "priorty". Did you mean "priority"?' in lines
    at = lines.index("  2 | priorty: 3")
    assert lines[at + 1] == "    | ^"
    assert "gone.yaml:7:3: error: cannot be read" in lines
    assert lines[-1] == "2 errors and 1 warning in 3 files"
    problems = json.loads(onepager("list", "topics", "--json").stdout)["problems"]
    assert [p["line"] for p in problems] == [7, 1, 2]


def test_a_long_line_is_shown_around_the_caret(onepager: Run, office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (office / "long.yaml").write_text("a" * 500 + "HERE" + "b" * 500, encoding="utf-8")

    def load(root: Path) -> None:
        raise ContentError([Problem(Mark("long.yaml", 1, 501), "is wrong")])

    monkeypatch.setattr(project, "load", load)
    shown, caret = onepager("list", "topics").stderr.splitlines()[1:3]
    assert len(shown) < 120
    assert shown[caret.index("^") :].startswith("HERE")


def raising(error: BaseException) -> Callable[[Path], None]:
    def load(root: Path) -> None:
        raise error

    return load


@pytest.mark.usefixtures("office")
def test_a_mistake_of_ours_is_one_line_and_with_debug_a_traceback(
    onepager: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(project, "load", raising(KeyError("theme")))
    plain = onepager("list", "topics")
    assert plain.exit_code == Exit.CONTENT
    assert len(plain.stderr.splitlines()) == 1
    assert "a mistake of onepager, not yours (KeyError: 'theme')" in plain.stderr
    assert "--debug" in plain.stderr
    debugged = onepager("list", "topics", "--debug")
    assert "Traceback (most recent call last)" in debugged.stderr
    assert "in raising" in debugged.stderr or "in load" in debugged.stderr


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (OnepagerError("The ledger is damaged."), Exit.CONTENT, "error: The ledger is damaged."),
        (
            PermissionError(errno.EACCES, "Permission denied", "topics"),
            Exit.CONTENT,
            "error: topics: Permission denied",
        ),
        (KeyboardInterrupt(), Exit.INTERRUPTED, "interrupted; every file already written is whole"),
    ],
)
@pytest.mark.parametrize("more", [[], ["--debug"]])
@pytest.mark.usefixtures("office")
def test_what_is_no_mistake_of_ours_never_shows_a_traceback(
    onepager: Run,
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    code: Exit,
    message: str,
    more: list[str],
) -> None:
    monkeypatch.setattr(project, "load", raising(error))
    result = onepager("list", "topics", *more)
    assert result.exit_code == code
    assert message in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.skipif(os.name == "nt", reason="sends a signal as POSIX does")
def test_control_c_ends_a_running_build_with_130_and_whole_files(office: Path) -> None:
    code = "import sys; from generator.cli import main; sys.argv = ['onepager', 'build']; main()"
    with subprocess.Popen([sys.executable, "-c", code], cwd=office, stdout=-1, stderr=subprocess.PIPE) as running:
        until = time.monotonic() + 30
        while not list((office / "output").glob("*.pdf")) and time.monotonic() < until:
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        _, complaint = running.communicate(timeout=30)
    assert running.returncode == Exit.INTERRUPTED
    assert b"interrupted" in complaint
    assert b"Traceback" not in complaint
    assert not list((office / "output").glob(".onepager-tmp-*"))
    assert all(p.read_bytes().rstrip().endswith(b"%%EOF") for p in (office / "output").glob("*.pdf"))


# --- terminals ---


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
@pytest.mark.parametrize(
    "words",
    [
        ["show", "us-china-engagement", "-a", "staff"],
        ["explain", "us-china-engagement", "-a", "press"],
        ["list", "facts"],
        ["build", "sta-renewal", "-a", "member", "-v", "--dry-run"],
    ],
)
def test_any_terminal_can_take_the_output(process: Process, office: Path, encoding: str, words: list[str]) -> None:
    done = process(*words, environment={"PYTHONIOENCODING": encoding})
    assert done.returncode == Exit.OK, done.stderr
    done.stdout.decode(encoding)
    assert b"Error" not in done.stderr


def test_what_a_terminal_cannot_show_becomes_plain(process: Process, office: Path) -> None:
    store = office / "talking_points" / "topics" / "sta-renewal.yaml"
    changed = store.read_text(encoding="utf-8").replace("title: Make", "title: “Łódź” — José’s · ✓ 中 Make", 1)
    store.write_text(changed, encoding="utf-8")
    done = process("list", "topics", environment={"PYTHONIOENCODING": "ascii"})
    assert b'"Lodz" -- Jose\'s - ok ? Make' in done.stdout


def test_a_pipe_that_closes_early_is_no_traceback(office: Path) -> None:
    code = "from generator.cli import app; app.main(['list', 'facts'])"
    with subprocess.Popen([sys.executable, "-c", code], cwd=office, stdout=-1, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        running.stdout.close()
        assert running.stderr is not None
        assert b"Traceback" not in running.stderr.read()


@pytest.mark.parametrize(
    ("environment", "colored"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
@pytest.mark.skipif(os.name == "nt", reason="opens a terminal as POSIX does")
@pytest.mark.usefixtures("office")
def test_color_is_for_terminals_and_only_where_it_is_wanted(environment: dict[str, str], colored: bool) -> None:
    import pty

    inside, outside = pty.openpty()
    env = {**os.environ, "TERM": "xterm", **environment}
    code = "from generator.cli import app; app.main(['build', 'nowhere'])"
    subprocess.run([sys.executable, "-c", code], env=env, stdout=outside, stderr=outside, check=False)
    os.close(outside)
    said = os.read(inside, 10_000)
    os.close(inside)
    assert b"no topic" in said
    assert (b"\x1b[" in said) == colored


@pytest.mark.usefixtures("office")
def test_quiet_prints_results_and_errors_only(onepager: Run) -> None:
    assert onepager("build", "sta-renewal", "-a", "member", "--quiet").output == ""
    assert "sta-renewal" in onepager("list", "topics", "--quiet").stdout
    assert "no topic" in onepager("build", "nowhere", "--quiet").stderr
