import pytest

from core.intake.feedback.numerals import read_number


@pytest.mark.parametrize(
    ("written", "value"),
    [("7", 7), ("39", 39), ("一", 1), ("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("三十九", 39), ("一百零五", 105), ("①", 1), ("⑳", 20), ("㈢", 3), ("⒋", 4), ("⑸", 5), ("零", 0)],
)  # fmt: skip
def test_numeral_is_read(written, value):
    assert read_number(written) == value


@pytest.mark.parametrize("written", ["", "甲", "一甲", "3a"])
def test_other_words_are_no_numeral(written):
    assert read_number(written) is None
