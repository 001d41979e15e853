"""The documents say what is there: commands, settings, pages, checks."""

import re
from pathlib import Path

import pytest

from core.config import Settings
from dashboard.navigation import PAGES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
TRUST = (ROOT / "docs" / "trust.md").read_text("utf-8")
ROWS = re.findall(r"^\| ([A-Z]\d+) \|.*\| ([^|]+) \|$", TRUST, re.MULTILINE)


@pytest.mark.parametrize("target", re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE))
def test_every_make_target_is_in_the_readme(target: str) -> None:
    assert f"make {target}" in README


@pytest.mark.parametrize("target", sorted(set(re.findall(r"make ([a-z]+)", README))))
def test_every_make_target_of_the_readme_exists(target: str) -> None:
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("name", list(Settings.model_fields))
def test_every_setting_is_in_the_readme(name: str) -> None:
    assert f"HBP_{name.upper()}" in README


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.key)
def test_every_page_is_in_the_manual(spec: object) -> None:
    assert spec.title in (ROOT / "docs" / "manual.md").read_text("utf-8")  # type: ignore[attr-defined]


COMMANDS = (
    "migrate",
    "doctor",
    "demo",
    "user",
    "intake feedback",
    "intake ledger",
    "overview",
    "overdue",
    "ledgers",
    "inspections",
    "score --facts",
    "lookback",
    "portrait",
    "audit verify",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"python -m core {command}" in README


@pytest.mark.parametrize(("check", "tests"), ROWS, ids=[check for check, _ in ROWS])
def test_every_check_listed_has_a_test_that_names_it(check: str, tests: str) -> None:
    files = [ROOT / name for name in re.findall(r"tests/[\w/]+\.py", tests)]
    assert files
    assert all(file.exists() for file in files), tests
    assert any(re.search(rf"\b{check}\b", file.read_text("utf-8")) for file in files), f"{check}: {tests}"


def test_pictures_of_the_readme_are_there() -> None:
    for name in re.findall(r"\((docs/[\w./-]+\.png)\)", README):
        assert (ROOT / name).exists(), name


def test_nothing_in_the_project_names_a_machine_or_a_registry() -> None:
    pattern = re.compile(r"(?<![\w.])/(?:work|root|home)/|index-url|\"resolved\":")
    for file in ROOT.rglob("*"):
        skipped = {
            ".git",
            ".venv",
            "data",
            ".hypothesis",
            "__pycache__",
            ".pytest_cache",
            ".mypy_cache",
            ".ruff_cache",
            ".import_linter_cache",
        }
        if (
            file.is_file()
            and not skipped & set(file.parts)
            and file.suffix in (".py", ".md", ".toml", ".txt", ".js", ".css")
            and file.name != "test_docs.py"
        ):
            assert not pattern.search(file.read_text("utf-8")), file
