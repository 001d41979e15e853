"""Writes the formal feedback opinion (反馈意见) of an inspection from its findings, in one of three usual layouts."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.vocabulary import Category

_NUMERALS = "一二三四五六七八九十"

_ASPECTS = {
    Category.A: ("聚焦党中央决策部署落实情况，履职尽责有差距", "聚焦决策部署贯彻落实，担当作为不够有力"),
    Category.B: ("聚焦群众身边腐败和不正之风，责任压力传导不够", "聚焦整治群众身边不正之风，廉洁风险防控不严"),
    Category.C: ("聚焦基层党组织建设，党建责任落实不到位", "聚焦党组织和干部队伍建设，组织基础不够扎实"),
    Category.D: ("聚焦巡察审计等监督整改，成果运用不充分", "聚焦监督发现问题整改落实，长效机制不健全"),
}

_ADVICE = {
    Category.A: (
        "提高政治站位，坚决落实决策部署",
        "一是健全学习贯彻闭环机制，二是聚焦主责主业补齐履职短板，三是防范化解重点领域风险。",
    ),
    Category.B: (
        "压实两个责任，深入整治群众身边不正之风",
        "一是层层传导管党治党压力，二是从严管理资金、资产和工程项目，三是对违规资金限期清退追缴。",
    ),
    Category.C: (
        "坚持党建引领，建强组织和干部队伍",
        "一是严格执行民主集中制，二是规范党内政治生活，三是从严选人用人和机构编制管理。",
    ),
    Category.D: (
        "强化成果运用，做深做实整改“后半篇文章”",
        "一是对历次监督反馈意见逐项对账，二是对整改情况定期自查复核，三是建立长效机制。",
    ),
}

_PRAISE = (
    "巡察期间，{unit}领导班子高度重视、积极配合，主动提供资料、立行立改。近年来，班子团结带领干部职工履职尽责，各项工作取得一定成效。",
    "巡察认为，{unit}能够围绕县委中心工作谋划推进，干部队伍总体稳定，巡察期间支持配合。同时，对照新形势新要求仍有差距。",
)


@dataclass(frozen=True)
class _Layout:
    """How an opinion numbers its aspects and findings."""

    aspect: str
    finding: str
    sections_numbered: bool
    findings_run_through: bool


_LAYOUTS = (
    _Layout(aspect="（{}）", finding="{}.", sections_numbered=True, findings_run_through=False),
    _Layout(aspect="{}、", finding="{}.", sections_numbered=False, findings_run_through=False),
    _Layout(aspect="（{}）", finding="问题{}：", sections_numbered=True, findings_run_through=True),
)


def compose_feedback(
    unit_name: str,
    round_title: str,
    feedback_on: date,
    findings_by_category: Mapping[Category, Sequence[str]],
    team_name: str = "县委巡察组",
) -> str:
    """Compose the opinion; finding texts come without closing stop, the layout follows from the unit's name."""
    findings = {category: texts for category in Category if (texts := findings_by_category.get(category))}
    choice = zlib.crc32(unit_name.encode())
    aspect_count, finding_count = len(findings), sum(map(len, findings.values()))
    signed_on = f"{feedback_on.year}年{feedback_on.month}月{feedback_on.day}日"
    return "\n".join(
        [
            f"{team_name}关于巡察{unit_name}的反馈意见",
            "",
            f"{unit_name}：",
            f"根据县委统一安排，按照{round_title}工作部署，{team_name}对{unit_name}开展了巡察。"
            "经县委书记专题会议研究同意，现将巡察情况反馈如下。",
            "",
            *_body(unit_name, findings, choice, f"{aspect_count}个方面{finding_count}个问题"),
            "",
            team_name,
            signed_on,
        ]
    )


def _body(unit_name: str, findings: Mapping[Category, Sequence[str]], choice: int, totals: str) -> Iterator[str]:
    layout = _LAYOUTS[choice % len(_LAYOUTS)]
    verdict, problems, advice = ("一、", "二、", "三、") if layout.sections_numbered else ("", "", "")
    yield f"{verdict}总体评价"
    yield _PRAISE[choice // 3 % len(_PRAISE)].format(unit=unit_name)
    yield f"{problems}存在的主要问题"
    yield f"巡察发现，{unit_name}主要存在{totals}。"
    yield from _aspects(findings, layout, choice // 6 % 2)
    yield f"{advice}意见建议"
    for numeral, category in zip(_NUMERALS, findings, strict=False):
        heading, sentence = _ADVICE[category]
        yield f"{layout.aspect.format(numeral)}{heading}。{sentence}"
    yield "请于收到本意见之日起30日内，将整改方案报县委巡察办；整改情况以适当方式公开，接受干部群众监督。"


def _aspects(findings: Mapping[Category, Sequence[str]], layout: _Layout, wording: int) -> Iterator[str]:
    written = 0
    for numeral, (category, texts) in zip(_NUMERALS, findings.items(), strict=False):
        yield f"{layout.aspect.format(numeral)}{_ASPECTS[category][wording]}"
        first = written + 1 if layout.findings_run_through else 1
        yield from (f"{layout.finding.format(number)}{text}。" for number, text in enumerate(texts, start=first))
        written += len(texts)
