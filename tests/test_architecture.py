"""What the tree must never hold, whatever else changes (docs/trust.md V3, S4, S8)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.navigation import BY_KEY, PAGES_DIR

ROOT = Path(__file__).parents[1]
OURS = [file for folder in ("core", "dashboard", "pages") for file in (ROOT / folder).rglob("*.py")]
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__"}
FORBIDDEN_MODULES = {"pickle", "marshal", "shelve", "yaml", "dill"}
PAGE_LINES = 80
CLOCKS = {"now", "today", "utcnow"}


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for file in OURS:
        yield file, ast.parse(file.read_text("utf-8"))


def imported(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def test_nothing_runs_text_as_code_or_loads_objects_from_bytes() -> None:
    """V3."""
    for file, tree in trees():
        assert not imported(tree) & FORBIDDEN_MODULES, file
        calls = {n.func.id for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
        assert not calls & FORBIDDEN_CALLS, file


def test_the_check_for_code_from_text_would_find_some() -> None:
    """V3: the positive control."""
    tree = ast.parse("import pickle\neval('1')")
    assert imported(tree) & FORBIDDEN_MODULES
    assert {n.func.id for n in ast.walk(tree) if isinstance(n, ast.Call)} & FORBIDDEN_CALLS  # type: ignore[attr-defined]


def test_raw_html_stands_only_where_no_user_text_reaches_it() -> None:
    allowed = {"dashboard/gate.py", "dashboard/components/archive.py"}
    found = {str(f.relative_to(ROOT)) for f in OURS if re.search(r"st\.html\(|unsafe_allow", f.read_text("utf-8"))}
    assert found <= allowed


def test_the_clock_is_asked_in_one_place() -> None:
    for file, tree in trees():
        if file.name == "clock.py":
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in CLOCKS and isinstance(node.value, ast.Name):
                assert node.value.id not in ("date", "datetime"), f"{file}:{node.lineno}"


def test_answers_are_cached_in_named_places_only() -> None:
    """S8."""
    allowed = {
        "dashboard/runtime.py",
        "dashboard/components/overview.py",
        "dashboard/components/evaluation.py",
        "dashboard/components/portrait.py",
        "dashboard/forms/intake_ledger.py",
    }
    found = {str(f.relative_to(ROOT)) for f in OURS if re.search(r"@st\.cache_", f.read_text("utf-8"))}
    assert found <= allowed


def test_no_entry_script_lies_beside_the_pages() -> None:
    """S4: Streamlit would run a page without the login."""
    assert not (ROOT / "dashboard" / "pages").exists()
    assert not list(ROOT.glob("*.py"))


@pytest.mark.parametrize("file", sorted(PAGES_DIR.glob("*.py")), ids=lambda file: file.stem)
def test_a_page_is_thin_and_registered(file: Path) -> None:
    text = file.read_text("utf-8")
    assert file.stem in BY_KEY
    assert len(text.splitlines()) <= PAGE_LINES
    assert not imported(ast.parse(text)) & {"sqlalchemy", "pandas", "altair"}
    assert f'open_page("{file.stem}"' in text


def test_every_registered_page_has_its_file() -> None:
    assert all(spec.file.exists() for spec in BY_KEY.values())


def test_no_page_takes_an_address_of_the_server() -> None:
    assert not {"files", "s", "auth", "media", "static", "component", "health"} & set(BY_KEY)


def test_only_the_store_commits() -> None:
    for file, tree in trees():
        if "store" in file.parts:
            continue
        calls = [n for n in ast.walk(tree) if isinstance(n, ast.Attribute) and n.attr == "commit"]
        assert not calls, file


def test_states_of_findings_are_written_in_one_place_only() -> None:
    """All changes of state, holder or deadline go through core/store/finding_state.py."""
    for file, tree in trees():
        if file.name == "finding_state.py":
            continue
        for node in ast.walk(tree):
            targets = node.targets if isinstance(node, ast.Assign) else []
            names = {
                t.attr
                for t in targets
                if isinstance(t, ast.Attribute) and isinstance(t.value, ast.Name) and t.value.id == "finding"
            }
            allowed = {"due_on"} if file.name == "findings.py" else set()
            assert not names & ({"status", "station", "held_since_on", "due_on", "segment"} - allowed), file
