"""An office's workspace: the folder that holds `talking_points/` and `templates/`, and what stands where in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.errors import OnepagerError, UsageError

PARTS = ("talking_points", "templates")
"""The folders by which a workspace is known."""
SETTINGS = "onepager.yaml"
OUTPUT = "output"
NO_SOURCES = "# Where we know things from. The key is the id that facts and points cite: onepager new source NAME.\n"


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where an office keeps what it says, and where its documents go."""

    root: Path

    @property
    def store(self) -> Path:
        return self.root / "talking_points"

    @property
    def templates(self) -> Path:
        return self.root / "templates"

    @property
    def settings(self) -> Path:
        return self.root / SETTINGS

    @property
    def output(self) -> Path:
        return self.root / OUTPUT

    @property
    def sources_file(self) -> Path:
        return self.store / "sources.yaml"

    @property
    def offices_file(self) -> Path:
        return self.store / "offices.yaml"

    def topic_file(self, topic: str) -> Path:
        return self.store / "topics" / f"{topic}.yaml"

    def hearing_file(self, hearing: str) -> Path:
        return self.store / "hearings" / f"{hearing}.yaml"

    def audience_file(self, audience: str) -> Path:
        return self.templates / f"{audience}.md"

    def topics(self) -> list[str]:
        """The ids of the topics, from the names of their files alone."""
        return _stems(self.store / "topics", ".yaml")

    def hearings(self) -> list[str]:
        """The ids of the hearings, from the names of their files alone."""
        return _stems(self.store / "hearings", ".yaml")

    def audiences(self) -> list[str]:
        """The ids of the audiences, from the names of their files alone."""
        return _stems(self.templates, ".md")


def is_passed_over(name: str) -> bool:
    """Whether a file is hidden, or an editor's, Office's or a sync program's own: nobody means it."""
    return name.startswith((".", "~", "#"))


def _stems(folder: Path, suffix: str) -> list[str]:
    try:
        return sorted(p.stem for p in folder.glob(f"*{suffix}") if not is_passed_over(p.name))
    except OSError:
        return []


def is_workspace(folder: Path) -> bool:
    return all((folder / part).is_dir() for part in PARTS)


def find(start: Path, root: Path | None = None) -> Workspace:
    """The workspace at `root`, or the nearest one at `start` or above it. Raises `UsageError` when there is none."""
    if root is not None:
        if is_workspace(root):
            return Workspace(root.resolve())
        raise UsageError(f"--root {root} is not a workspace: {_lacks(root)}")
    here = start.resolve()
    for folder in (here, *here.parents):
        if is_workspace(folder):
            return Workspace(folder)
    raise UsageError(
        f"No workspace here: neither {here} nor a folder above it holds talking_points and templates. Go to your "
        "workspace (cd FOLDER), name it with --root FOLDER, or make a new one: onepager init FOLDER"
    )


def _lacks(folder: Path) -> str:
    if not folder.exists():
        return "there is no such folder"
    if not folder.is_dir():
        return "it is a file"
    missing = [part for part in PARTS if not (folder / part).is_dir()]
    return f"it holds no folder {' and no folder '.join(missing)}"


def starter() -> Path:
    """The folder of the starter set: in an installed package beside this file, in a checkout the root of it."""
    package = Path(__file__).resolve().parent
    for folder in (package / "starter", package.parent):
        if is_workspace(folder):
            return folder
    raise OnepagerError("This copy of onepager lacks its starter set; install it again.")


def init(target: Path, *, empty: bool = False) -> Workspace:
    """Copy the starter set into `target`, a folder that is empty or not there yet; `empty` leaves out its topics, and
    what belongs to them. Whatever goes wrong, nothing that was there is changed and nothing half made stays."""
    _refuse_unless_empty(target)
    source = starter()
    missing_folders = [f for f in (target, *target.parents) if not f.exists()]
    try:
        target.mkdir(parents=True, exist_ok=True)
        _copy(source, target)
        if empty:
            _leave_out_topics(Workspace(target))
    except OSError as error:
        _undo(target, missing_folders)
        raise OnepagerError(f"Could not make a workspace in {target}: {error.strerror or error}.") from error
    except BaseException:
        _undo(target, missing_folders)
        raise
    return Workspace(target.resolve())


def _refuse_unless_empty(target: Path) -> None:
    if target.is_symlink() and not target.exists():
        raise UsageError(f"{target} is a link that leads nowhere. Choose another folder.")
    if target.exists() and not target.is_dir():
        raise UsageError(f"{target} is a file. Choose a folder that is empty or does not exist yet.")
    try:
        names = sorted(p.name for p in target.iterdir()) if target.exists() else []
    except OSError as error:
        raise OnepagerError(f"Could not look into {target}: {error.strerror or error}.") from error
    if names:
        shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
        kind = "is a workspace already" if is_workspace(target) else "is not empty"
        raise UsageError(
            f"{target} {kind} (it holds {shown}); nothing was changed. Choose a folder that is empty or does not "
            "exist yet."
        )


def _copy(source: Path, target: Path) -> None:
    import shutil

    leave_out = shutil.ignore_patterns(".*", "~$*", "__pycache__")
    for part in PARTS:
        shutil.copytree(source / part, target / part, ignore=leave_out)
    if (source / SETTINGS).exists():
        shutil.copyfile(source / SETTINGS, target / SETTINGS)
    (target / OUTPUT).mkdir()


def _leave_out_topics(workspace: Workspace) -> None:
    for name in ("topics", "hearings", "tables"):
        for path in (workspace.store / name).iterdir():
            path.unlink()
    workspace.sources_file.write_text(NO_SOURCES, encoding="utf-8", newline="\n")


def _undo(target: Path, made: list[Path]) -> None:
    """Take away what `init` put into the empty `target`, and the folders it made for it (innermost first)."""
    import shutil

    for part in (*PARTS, OUTPUT):
        shutil.rmtree(target / part, ignore_errors=True)
    try:
        (target / SETTINGS).unlink(missing_ok=True)
        for folder in made:
            folder.rmdir()
    except OSError:
        return  # what is in the way is not ours, or the disk refuses everything: the first error is the one to show
