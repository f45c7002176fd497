"""The house as these tests see it: its rooms, their floors and files."""

import ast
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "linli"
FLOORS = ("foundation", "registers", "engines", "services", "oversight", "faces", "config")
DOMAIN = ("registers", "engines", "services", "oversight")


@dataclass(frozen=True, order=True)
class Room:
    """One app."""

    floor: str
    name: str
    path: Path

    def __str__(self) -> str:
        return f"{self.floor}.{self.name}"

    @property
    def height(self) -> int:
        """How many floors lie below."""
        return FLOORS.index(self.floor)


def rooms() -> list[Room]:
    """Return every room that is an app."""
    paths = sorted(path.parent for floor in FLOORS for path in SRC.glob(f"{floor}/*/apps.py"))
    return [Room(path.parent.name, path.name, path) for path in paths]


def room_named(name: str) -> Room | None:
    """Return the room with a label."""
    return next((room for room in rooms() if room.name == name), None)


def part(room: Room, name: str) -> list[Path]:
    """Return the files of `services`, `queries` …, whether it is a module or a package."""
    module = room.path / f"{name}.py"
    return [module] if module.exists() else sorted((room.path / name).glob("*.py"))


def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(room: Room, name: str) -> dict[str, ast.FunctionDef]:
    """Return every top-level function of a part by its name."""
    return {
        node.name: node
        for path in part(room, name)
        for node in parsed(path).body
        if isinstance(node, ast.FunctionDef)
    }


def exported(room: Room, name: str) -> list[str]:
    """Return the functions other rooms see: the public ones, or those in a package's `__all__`."""
    front = room.path / name / "__init__.py"
    known = functions(room, name)
    if front.exists():
        return sorted(known.keys() & names_in_all(parsed(front)))
    return sorted(key for key in known if not key.startswith("_"))


def names_in_all(tree: ast.Module) -> set[str]:
    """Return what a module names in `__all__`."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return set(ast.literal_eval(node.value))
    return set()


def tracked() -> list[Path]:
    """Return every file of the project that is not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def text_of(path: Path) -> str:
    """Return a file's text; nothing for what is not text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""
