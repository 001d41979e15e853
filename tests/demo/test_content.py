"""What the demo material must hold, and how a faulty file is refused."""

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from core.demo.content import DEFAULT_FOLDER, DemoContent, load_content
from core.errors import InvalidInput
from core.vocabulary import BodyKind, Handling, Severity, Subcategory, UnitKind


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DEFAULT_FOLDER, tmp_path / "demo"))


def _problems(folder: Path) -> dict[str, str]:
    with pytest.raises(InvalidInput) as refused:
        load_content(folder)
    return dict(refused.value.details["problems"])


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_there_are_42_units_of_four_kinds(content: DemoContent) -> None:
    assert Counter(unit.kind for unit in content.units) == {
        UnitKind.AGENCY: 16,
        UnitKind.TOWNSHIP: 14,
        UnitKind.PARK: 4,
        UnitKind.STATE_FIRM: 8,
    }


def test_there_are_bodies_of_every_supervising_kind(content: DemoContent) -> None:
    assert Counter(body.kind for body in content.bodies) == {
        BodyKind.TEAM: 6,
        BodyKind.DISCIPLINE_OFFICE: 4,
        BodyKind.RESIDENT_TEAM: 6,
        BodyKind.CHARGE_LEADER: 7,
        BodyKind.DEPARTMENT: 8,
    }
    assert len(content.rounds) == 3


def test_codes_and_names_are_taken_once(content: DemoContent) -> None:
    for names in (
        [unit.code for unit in content.units],
        [unit.short_name for unit in content.units],
        [body.code for body in content.bodies],
        [template.title for template in content.templates],
        [template.text for template in content.templates],
    ):
        assert max(Counter(names).values()) == 1


def test_units_have_short_names_posts_and_four_to_eight_offices(content: DemoContent) -> None:
    for unit in content.units:
        assert len(unit.short_name) <= 6
        assert 4 <= len(unit.offices) <= 8
        assert len(set(unit.offices)) == len(unit.offices)
        assert len(unit.owner_leaders) >= 3
        assert all(village.endswith("村") for village in unit.villages)


def test_there_are_at_least_260_templates_over_all_subcategories(content: DemoContent) -> None:
    assert len(content.templates) >= 260
    assert min(Counter(template.subcategory for template in content.templates).values()) >= 9
    assert {template.subcategory for template in content.templates} == set(Subcategory)


@pytest.mark.parametrize("kind", list(UnitKind))
def test_each_kind_has_at_least_two_templates_in_every_subcategory(content: DemoContent, kind: UnitKind) -> None:
    counts = Counter(template.subcategory for template in content.templates if kind in template.kinds)
    assert [subcategory for subcategory in Subcategory if counts[subcategory] < 2] == []


def test_every_unit_can_draw_more_findings_than_an_inspection_brings(content: DemoContent) -> None:
    assert min(len(content.templates_for(unit)) for unit in content.units) >= 100


def test_templates_made_for_one_agency_do_not_fit_another(content: DemoContent) -> None:
    units = {unit.code: unit for unit in content.units}
    titles = {template.title for template in content.templates_for(units["JYJ"])}
    assert "学校食堂监管不严" in titles
    assert "医废处置监管有漏洞" not in titles
    assert "粮食种植任务虚报面积" not in titles


def test_no_opening_of_four_characters_is_used_more_than_three_times(content: DemoContent) -> None:
    openings = Counter(template.text[:4] for template in content.templates)
    assert [opening for opening, count in openings.items() if count > 3] == []


def test_handling_and_severity_vary(content: DemoContent) -> None:
    assert {template.handling for template in content.templates} == set(Handling)
    assert {template.severity for template in content.templates} == set(Severity)


def test_each_template_names_two_or_three_pieces_of_evidence(content: DemoContent) -> None:
    assert {len(template.evidence) for template in content.templates} == {2, 3}


def test_every_subcategory_has_a_lead_department(content: DemoContent) -> None:
    assert all(content.lead_department(code).kind is BodyKind.DEPARTMENT for code in Subcategory)


def test_a_faulty_template_is_refused_with_file_number_title_and_field(folder: Path) -> None:
    _replace(folder / "findings" / "B5.toml", '"immediate"', '"at_once"')
    problems = _problems(folder)
    assert problems == {
        "findings/B5.toml 第 5 条“会计出纳由一人兼任” handling": "读到“at_once”，应为 immediate、time_limited、long_term 之一。"
    }


def test_all_faulty_templates_are_listed_at_once(folder: Path) -> None:
    _replace(folder / "findings" / "A1.toml", "{n2}次只宣读", "{times}次只宣读")
    _replace(folder / "findings" / "A3.toml", '["JYJ"]', '["XXX"]')
    problems = _problems(folder)
    assert len(problems) == 2
    assert problems["findings/A3.toml 第 2 条“学校食堂监管不严” only"] == "units.toml 里没有代码 XXX。"


def test_an_unknown_subcategory_is_refused(folder: Path) -> None:
    _replace(folder / "findings" / "D5.toml", '"D5"', '"D6"')
    assert list(_problems(folder)) == ["findings/D5.toml subcategory"]


def test_a_unit_without_a_field_is_refused_with_its_place(folder: Path) -> None:
    _replace(folder / "units.toml", 'short_name = "县发改局"\n', "")
    assert _problems(folder) == {"units.toml 第 1 个 [[unit]]": "缺少 short_name，请补上。"}


def test_a_unit_that_names_a_body_of_another_kind_is_refused(folder: Path) -> None:
    _replace(folder / "units.toml", 'resident_team = "P1"', 'resident_team = "T1"')
    assert _problems(folder) == {
        "units.toml 县发改局 resident_team": "读到“T1”，county.toml 里没有这个派驻纪检监察组。"
    }


def test_a_subcategory_nobody_looks_after_is_refused(folder: Path) -> None:
    _replace(folder / "county.toml", '"D5"', '"D4"')
    assert _problems(folder) == {"county.toml [[body]] subcategories": "D5 线索处置没有主责部门。"}


def test_a_missing_list_of_phrases_is_refused(folder: Path) -> None:
    _replace(folder / "phrases.toml", "stage_goals", "goals")
    assert _problems(folder) == {"phrases.toml": "缺少 stage_goals，请补上。"}


def test_a_missing_and_a_broken_file_are_refused(folder: Path) -> None:
    (folder / "phrases.toml").write_text("[progress", encoding="utf-8")
    assert _problems(folder)["phrases.toml"].startswith("不是正确的 TOML")
    (folder / "phrases.toml").unlink()
    assert _problems(folder) == {"phrases.toml": "找不到该文件，请补上。"}


def test_what_involves_persons_says_in_its_outcome_how_they_were_dealt_with(content: DemoContent) -> None:
    dealt_with = re.compile("处分|谈话|诫勉|批评|约谈|移交|移送|解除|追责|处理|停职|立案|处置|免职|调整岗位|追究")
    silent = [each.title for each in content.templates if each.involves_persons and not dealt_with.search(each.outcome)]
    assert silent == []


def test_most_findings_are_time_limited_and_the_other_handlings_occur_often_enough(content: DemoContent) -> None:
    counts = Counter(template.handling for template in content.templates)
    assert counts[Handling.LONG_TERM] >= 15
    assert counts[Handling.IMMEDIATE] >= 15
    assert counts[Handling.TIME_LIMITED] > len(content.templates) * 0.8
