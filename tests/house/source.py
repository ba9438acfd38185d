"""The project's own files, as the house rules look at them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "supervise"

PAGES = ("flask", "wtforms", "werkzeug", "socketio", "engineio", "supervise.web")
"""What the web half of a feature stands on, and the domain half does not know."""


@cache
def files() -> tuple[Path, ...]:
    """All files that git keeps or would keep: tracked, or new and not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    paths = (ROOT / name for name in listed.stdout.decode().split("\0") if name)
    return tuple(sorted(p for p in paths if p.is_file()))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def under(*folders: str, suffix: str = ".py") -> list[Path]:
    return [p for p in files() if p.suffix == suffix and named(p).startswith(folders)]


def halves() -> tuple[list[Path], list[Path]]:
    """The files that know no page (the ground, the disguise check, the domain half of features), and features' web half."""
    domain, pages = [], []
    for path in under("supervise/"):
        parts = path.relative_to(PACKAGE).parts
        if len(parts) > 1 and parts[0] not in {"web", "ops", "cli"}:
            (pages if knows_pages(path) else domain).append(path)
    return domain, pages


def knows_pages(path: Path) -> bool:
    return any(name.startswith(PAGES) for _, name in imported(parsed(path)))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=named(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (n for n in ast.walk(parsed(path)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every name that is imported, in full, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, one.name) for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{one.name}") for one in node.names)


def used(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every dotted name that is read, like `datetime.now`, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.lineno, ast.unparse(node)
