"""Composes notices, opinions and news of invented findings in every layout, with random numbering and punctuation width."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

CHINESE = "一二三四五六七八九十"
SUBJECTS = (
    "理论学习中心组学习", "“第一议题”制度执行", "河道保洁", "农村饮水安全监管", "营商环境优化", "意识形态阵地管理", "公务接待审批",
    "‘三资’清理", "项目招标采购", "专项资金拨付", "固定资产登记", "廉政谈话", "执法案卷制作", "“三重一大”事项决策", "组织生活会", "干部轮岗交流",
    "发展党员工作", "党费收缴", "上轮巡察整改", "审计问题整改", "《保密守则》执行", "困难群众救助", "安全生产检查", "窗口服务",
)  # fmt: skip
DEFICITS = (
    "不到位",
    "不够规范",
    "走过场",
    "流于形式",
    "滞后",
    "存在漏洞",
    "打折扣",
    "把关不严",
    "责任虚化",
    "台账缺失",
)
DETAILS = (
    "抽查的12个村有5个未落实", "2024年仅开展1次", "涉及资金3.27万元", "群众反映强烈", "3名工作人员长期脱岗", "“说起来重要、忙起来不要”",
    "相关要求停留在纸面", "有关意见建议未采纳",
)  # fmt: skip
ASPECTS = (
    "聚焦党中央决策部署落实，履职尽责有差距", "聚焦群众身边腐败和不正之风，廉洁风险防控不严", "聚焦基层党组织建设，队伍管理偏松",
    "关于落实上级决策部署不够有力方面", "关于全面从严治党主体责任弱化方面", "关于组织领导作用发挥不充分方面", "巡察审计整改不彻底",
)  # fmt: skip
MEASURES = (
    "修订管理办法，召开推进会3次", "开展专题培训2期，解决能力不足问题", "清退资金1.2万元，对2名责任人批评教育", "建立台账，按月调度，防止问题反弹",
    "补齐记录17份，明确专人负责",
)  # fmt: skip
UNITS = ("青石镇党委", "县水务局党组", "城东社区党委", "县城投公司党总支", "凤鸣村党支部")


@dataclass
class Sheet:
    """Text under composition in full-width form, with the spans that are findings and headings."""

    parts: list[str] = field(default_factory=list)
    spans: list[tuple[int, int, tuple[int, int] | None]] = field(default_factory=list)
    heading: tuple[int, int] | None = None

    def write(self, text: str) -> tuple[int, int]:
        start = sum(map(len, self.parts))
        self.parts.append(text)
        return start, start + len(text)

    def head(self, text: str) -> None:
        self.heading = self.write(text)

    def finding(self, text: str) -> None:
        self.spans.append((*self.write(text), self.heading))


@dataclass(frozen=True)
class Composed:
    text: str
    findings: list[tuple[str, str | None, int, int]]


def compose(layout: Callable[[random.Random, Sheet], None], seed: int) -> Composed:
    """The text of one layout and what must come out of it."""
    rng, sheet = random.Random(seed), Sheet()
    layout(rng, sheet)
    text = _vary_width(rng, "".join(sheet.parts))
    findings = [(text[a:b], text[slice(*head)] if head else None, a, b) for a, b, head in sheet.spans]
    return Composed(text, findings)


def _vary_width(rng: random.Random, text: str) -> str:
    """Some signs in half width, one for one; between digits nothing changes."""
    share = rng.choice((0.0, 0.0, 0.3, 1.0))
    half = dict(zip("，；：（）", ",;:()", strict=True))
    return "".join(half[c] if c in half and rng.random() < share else c for c in text)


def some_findings(rng: random.Random, low: int, high: int, *, with_stop: bool = False) -> list[str]:
    """Different findings; `with_stop` allows a 。 or ; inside."""
    found = []
    for subject in rng.sample(SUBJECTS, rng.randint(low, high)):
        text = subject + rng.choice(DEFICITS)
        if rng.random() < 0.5:
            text += (rng.choice("，。；") if with_stop else "，") + rng.choice(DETAILS)
        found.append(text)
    return found


def count(number: int, rng: random.Random) -> str:
    """A count in digits or in Chinese numerals."""
    if rng.random() < 0.5 or number > 19:
        return str(number)
    return CHINESE[number - 1] if number <= 10 else "十" + CHINESE[number - 11]


def organisation(rng: random.Random, sheet: Sheet, title: str) -> None:
    """A section that is no finding although it is numbered and names wrongs."""
    sheet.write(f"{title}\n")
    if rng.random() < 0.5:
        sheet.write("1.成立专班。由主要负责人任组长，解决责任不清的问题。\n2.定期调度。每周通报，坚决防止问题反弹。\n")
    else:
        sheet.write("一是提高认识，克服畏难情绪。二是压实责任，杜绝推诿扯皮等现象。三是强化督查，约谈2人。\n")


def next_steps(rng: random.Random, sheet: Sheet, title: str) -> None:
    sheet.write(f"{title}\n")
    lines = (
        "持续深化整改。对未完成事项挂图作战",
        "健全长效机制。解决有制度不执行的问题",
        "推动成果转化。以整改实效促发展",
    )
    marks = rng.choice((("（一）", "（二）", "（三）"), ("1.", "2.", "3."), ("一是", "二是", "三是")))
    glue = rng.choice(("\n", ""))
    sheet.write(glue.join(f"{mark}{line}。" for mark, line in zip(marks, lines, strict=True)) + "\n")


def opinion(rng: random.Random, sheet: Sheet) -> None:
    """Formal opinion: 二、 → (一)方面 → 1. finding, sometimes with ①② below a heading."""
    groups = [(aspect, some_findings(rng, 1, 5, with_stop=True)) for aspect in rng.sample(ASPECTS, rng.randint(1, 4))]
    total = sum(len(findings) for _, findings in groups)
    indent = rng.choice(("", "　　", "    "))
    dot = rng.choice((".", "、", "．", ". "))
    sheet.write(
        f"巡察反馈意见\n\n{indent}一、总体评价\n{indent}班子团结有力，工作成效明显。\n{indent}二、巡察发现的主要问题\n"
    )
    sheet.write(f"{indent}主要存在{count(len(groups), rng)}个方面{count(total, rng)}个问题。\n")
    for i, (aspect, findings) in enumerate(groups):
        sheet.write(f"{indent}（{CHINESE[i]}）")
        sheet.head(aspect)
        sheet.write(rng.choice(("\n", "。\n")))
        for j, text in enumerate(findings, start=1):
            sheet.write(f"{indent}{j}{dot}")
            sheet.finding(text)
            sheet.write(rng.choice(("。\n", "；\n", "\n")))
    sheet.write(f"{indent}{rng.choice(('三、意见建议', '三、整改要求', '三、工作建议'))}\n")
    sheet.write(
        f"{indent}（一）提高政治站位。一是加强学习，二是解决学用脱节问题。\n{indent}（二）抓好整改落实。整治采购不规范等问题。\n"
    )


def labelled_notice(rng: random.Random, sheet: Sheet) -> None:
    """Notice: (一)方面 → [1.关于“…”方面] → 问题N: / 整改情况: / 完成情况:."""
    groups = [(aspect, some_findings(rng, 1, 4, with_stop=True)) for aspect in rng.sample(ASPECTS, rng.randint(1, 3))]
    total = sum(len(findings) for _, findings in groups)
    sheet.write(
        f"关于巡察整改进展情况的通报\n反馈的{count(len(groups), rng)}个方面{count(total, rng)}个问题，已完成{total}个。\n"
    )
    organisation(rng, sheet, "一、整改组织落实情况")
    sheet.write("二、反馈问题整改情况\n")
    number = 0
    for i, (aspect, findings) in enumerate(groups):
        sheet.write(f"（{CHINESE[i]}）")
        sheet.head(aspect)
        sheet.write("\n")
        if rng.random() < 0.5:
            sheet.write("1.关于“工作推进不平衡”方面\n")
        for text in findings:
            number += 1
            sheet.write(f"问题{number}：")
            sheet.finding(text)
            sheet.write(f"。\n整改情况：一是{rng.choice(MEASURES)}。二是{rng.choice(MEASURES)}。\n完成情况：已完成\n")
    next_steps(rng, sheet, "三、下一步工作安排")


def wrapped_notice(rng: random.Random, sheet: Sheet) -> None:
    """Notice: 1.关于“…”问题的整改, measures below or in the same paragraph."""
    findings = some_findings(rng, 2, 7, with_stop=True)
    opening, closing = rng.choice(("“”", '""'))
    mark = rng.choice(("{}.", "{}、", "（{}）", "{}．"))
    tail = rng.choice(("问题的整改", "的问题", "问题", "问题整改情况"))
    sheet.write(f"巡察整改情况公示\n巡察反馈问题{count(len(findings), rng)}个。\n")
    organisation(rng, sheet, "一、加强组织领导，扛牢整改责任")
    sheet.write("二、问题整改进展情况\n")
    for i, text in enumerate(findings, start=1):
        sheet.write(mark.format(i) + f"关于{opening}")
        sheet.finding(text)
        measure = rng.choice(MEASURES)
        sheet.write(
            closing
            + tail
            + rng.choice(
                (f"。\n{measure}。\n", f"。一是{measure}。二是{measure}。\n", f"\n一是{measure}。\n二是{measure}。\n")
            )
        )
    next_steps(rng, sheet, "三、需要长期坚持的事项")


def semicolon_news(rng: random.Random, sheet: Sheet) -> None:
    """News: a;b。c;d。 after 主要是:, then advice and pledge."""
    sheet.write("县委巡察组向县档案馆党支部反馈巡察情况\n巡察组指出，该单位工作取得成绩，但也发现一些问题。主要是：")
    for sentence in range(rng.randint(1, 3)):
        texts = some_findings(rng, 2 if sentence == 0 else 1, 3)
        for i, text in enumerate(texts):
            sheet.finding(text)
            sheet.write("；" if i + 1 < len(texts) else "。")
    _advice_and_pledge(rng, sheet)


def numbered_news(rng: random.Random, sheet: Sheet) -> None:
    """News: 一是…;二是… (or 一、 1. (1) ① 第一, 其一,), then advice and pledge."""
    texts = some_findings(rng, 2, 6)
    style = rng.choice(("{c}是", "{c}、", "{n}.", "（{n}）", "第{c}，", "其{c}，"))
    announcement = rng.choice(("巡察发现{n}个主要问题：", "存在的问题：", "主要问题是：", "存在以下{n}个问题："))
    sheet.write(
        "县委巡察组向县体育中心党支部反馈巡察情况\n巡察组肯定了该单位的工作。同时，" + announcement.format(n=len(texts))
    )
    end = rng.choice("；。") if style == "{c}是" else "；"
    for i, text in enumerate(texts):
        sheet.write(style.format(c=CHINESE[i], n=i + 1))
        sheet.finding(text)
        sheet.write(end if i + 1 < len(texts) else "。")
    _advice_and_pledge(rng, sheet)


def units_news(rng: random.Random, sheet: Sheet) -> None:
    """Several units, each with its own kind of list."""
    units = rng.sample(UNITS, rng.randint(2, 4))
    lists = [(unit, some_findings(rng, 2, 5)) for unit in units]
    total = sum(len(texts) for _, texts in lists)
    sheet.write(f"县委巡察组集中反馈巡察情况，共反馈问题{total}个。\n")
    for unit, texts in lists:
        sheet.write(unit + rng.choice(("存在问题：", "的主要问题：", "存在的突出问题是：")))
        numbered = rng.choice(("", "{c}、", "{c}是"))
        for i, text in enumerate(texts):
            sheet.write(numbered.format(c=CHINESE[i]))
            sheet.finding(text)
            sheet.write("；" if i + 1 < len(texts) else "。")
        sheet.write(rng.choice(("\n", "巡察组要求：一、制定方案；二、解决推进不力问题。\n")))
    sheet.write("各单位主要负责人分别作表态发言。\n")


def _advice_and_pledge(rng: random.Random, sheet: Sheet) -> None:
    sheet.write(rng.choice(("同时，巡察组还收到反映个别干部的问题线索，已按规定移交有关部门处理。\n", "\n")))
    sheet.write(rng.choice(("巡察组提出三点意见建议：", "巡察组要求，", "针对上述问题，巡察组提出如下整改建议：")))
    sheet.write("一是提高站位，解决学用脱节问题；二是聚焦主业；三是从严治党。\n")
    sheet.write("该单位党支部书记表示：一要照单全收；二要深挖根源，破解作风不实的问题；三要压实责任。\n")


LAYOUTS = (opinion, labelled_notice, wrapped_notice, semicolon_news, numbered_news, units_news)
