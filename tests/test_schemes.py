"""Schemes that ship with the program are valid, and a released version is never changed (docs/rules.md §7, §9)."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.schemes import PORTRAITS, SCHEMES, newest
from core.scoring.reading import read_portrait_scheme, read_scheme

READERS: list[tuple[Path, Callable[[str], Any]]] = [(SCHEMES, read_scheme), (PORTRAITS, read_portrait_scheme)]


@pytest.mark.parametrize(("folder", "read"), READERS, ids=["evaluation", "portrait"])
def test_every_file_holds_the_version_its_name_says(folder: Path, read: Callable[[str], Any]) -> None:
    for file in folder.glob("*.toml"):
        assert read(file.read_text("utf-8")).label == file.stem


@pytest.mark.parametrize("folder", [SCHEMES, PORTRAITS], ids=["evaluation", "portrait"])
def test_a_released_version_is_word_for_word_what_it_was(folder: Path) -> None:
    released = dict(reversed(line.split()) for line in (folder / "released.sha256").read_text("utf-8").splitlines())
    assert {file.name for file in folder.glob("*.toml")} == set(released)
    for name, fingerprint in released.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == fingerprint, name


def test_the_highest_number_is_in_use(tmp_path: Path) -> None:
    for name in ("default-2.toml", "default-10.toml", "default-9.toml"):
        (tmp_path / name).write_text("", "utf-8")
    assert newest(tmp_path).name == "default-10.toml"
