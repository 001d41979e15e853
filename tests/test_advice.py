"""Every kind of finding has its own words in the notices."""

from core.advice import FILE, advice_for
from core.vocabulary import Subcategory


def test_every_kind_of_finding_has_words_of_its_own_that_end_as_sentences() -> None:
    entries = [advice_for(kind) for kind in (*Subcategory, None)]
    for field in ("duty", "authority", "demands", "self_check"):
        words = [getattr(entry, field) for entry in entries]
        assert all(word.endswith("。") for word in words)
        assert len(set(words)) == len(words), field
    assert FILE.read_text("utf-8").count("[") == len(entries)
