"""Mutation test of the rules and of scoring, in a copy of them: `python -m tests.mutants [folder]` (docs/mutation.md)."""

import ast
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDERS = ("core", "data/schemes", "data/portraits", "tests/scoring", "tests/rules")
FILES = ("tests/__init__.py", "pyproject.toml")
MUTATED = ("core/rules", "core/scoring")


class Undecorated(ast.NodeTransformer):
    """Writes `@rule def f` as `def f` and `f = rule(f)`: the same to Python, but mutmut leaves decorated functions alone."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> list[ast.stmt]:
        applied: ast.expr = ast.Name(node.name, ast.Load())
        for decorator in reversed(node.decorator_list):
            applied = ast.Call(decorator, [applied], [])
        if not node.decorator_list:
            return [node]
        node.decorator_list = []
        return [node, ast.Assign([ast.Name(node.name, ast.Store())], applied)]


def make_copy(folder: Path) -> None:
    """Everything the tests of rules and scoring need, and nothing else, ready to be mutated."""
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)
    for name in MUTATED:
        for file in (folder / name).rglob("*.py"):
            tree = Undecorated().visit(ast.parse(file.read_text("utf-8")))
            file.write_text(ast.unparse(ast.fix_missing_locations(tree)), "utf-8")


def mutmut(folder: Path, *arguments: str) -> str:
    """What mutmut answers in this folder."""
    command = [sys.executable, "-m", "mutmut", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


def main() -> None:
    """Run all mutants on one core at low priority, then show those that no test noticed."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="hbp-mutants-"))
    make_copy(folder)
    os.nice(10)
    subprocess.run([sys.executable, "-m", "mutmut", "run", "--max-children", "1"], cwd=folder, check=True)
    for line in mutmut(folder, "results").splitlines():
        name, _, state = line.strip().partition(":")
        if state:
            print(f"\n{state.strip()}: {mutmut(folder, 'show', name)}")
    mutmut(folder, "export-cicd-stats")
    print((folder / "mutants" / "mutmut-cicd-stats.json").read_text("utf-8"))


if __name__ == "__main__":
    main()
