"""The demo content, read once."""

import pytest

from core.demo.content import DemoContent, load_content


@pytest.fixture(scope="session")
def content() -> DemoContent:
    return load_content()
