import pytest

from core.intake.feedback.normalise import MASK, read_source, trim


@pytest.mark.parametrize(
    ("given", "folded"),
    [
        ("（１）；：，．", "(1);:,."),
        ("\ufeff\u3000甲\t乙", "  甲 乙"),
        ("甲\r\n乙\r丙", "甲 \n乙\n丙"),
        ("甲\u2028乙｡", "甲\n乙。"),
    ],
)
def test_widths_and_spaces_are_folded_one_for_one(given, folded):
    source = read_source(given)

    assert source.folded == folded
    assert len(source.original) == len(source.folded) == len(source.bare)


@pytest.mark.parametrize(
    ("given", "bare"),
    [
        ("关于“甲。乙”问题", f"关于“{MASK * 3}”问题"),
        ("《甲。乙》", f"《{MASK * 3}》"),
        ("‘甲;乙’", f"‘{MASK * 3}’"),
        ('"甲。"', f'"{MASK * 2}"'),
        ("“甲‘乙’。”丙", f"“{MASK * 5}”丙"),
        ("“甲。“乙", f"“{MASK * 2}“乙"),
        ("(甲;乙)(12)(十二)", f"({MASK * 3})(12)(十二)"),
        ("“甲。\n乙”", "“甲。\n乙”"),
        ("甲”。乙", "甲”。乙"),
        ("(甲。“乙”", f"(甲。“{MASK}”"),
    ],
)
def test_quoted_text_is_masked_and_open_quotes_hide_nothing(given, bare):
    assert read_source(given).bare == bare


def test_trim_drops_outer_space_and_closing_signs_only_at_the_end():
    source = read_source(" 。甲。乙。； ")

    assert source.original[slice(*trim(source, 0, 8, "。;"))] == "。甲。乙"
    assert trim(source, 7, 8) == (8, 8)
