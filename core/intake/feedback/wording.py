"""Does a piece of text speak of a deficit (a finding), of a measure, or of something after the findings?

Word lists only; who asks decides what to do with the answer.
"""

import re
from functools import lru_cache

_NOT = r"不(?!断|仅|忘|松劲|懈|变|少于|得|留|放松|敢腐|能腐|想腐|含糊|动摇|走样|打折|折不扣|厌|出村|低于|超过|定期|停|漏|同)"
DEFICIT = re.compile(
    _NOT
    + r"|未(?!来|雨)|无(?!缝|障碍|偿|人机|纸化|私|愧|死角|线)|缺(?!席审)|欠|弱|虚(?:化|设|报|列|开|高|假|于)|空(?:转|白|泛|心|挂|缺)"
    r"|松[散懈软弛]|宽松|偏[松软弱低差慢少高离]|差(?:距|错|异)|较差|短板|滞后|迟[缓报滞]|缓慢|拖[延沓欠]|走过场|走形式|走样|形式主义|流于|官僚"
    r"|违[规纪反法]|超(?:标|范围|期|支|额|编|时|预算|职数|发|过诉)|漏洞|漏[缴报登记管网]|混[乱岗用淆]|乱|随意|任性|挪用|截留|套取|骗取|侵占|贪占"
    r"|造假|作假|冒[领充]|代[签打领]|重复|闲置|浪费|流失|沉淀|盲[区目]|隐患|脱[节岗离管]|薄弱|淡[薄漠化]|[弱矮虚淡]化|失[管察职真序衡范当守]|错位|越位"
    r"|打折扣|折扣|了之|敷衍|应付|推诿|扯皮|仅[有限仅\d停为]?|只[有是注重抓]|重.{1,8}轻|长期(?!坚持|整改|任务)|仍|变相|反弹|屡|逾期|低(?:下|效|于|质)|偏低|不高"
    r"|困难|过[多高低散宽长]|账外|公款|私设|小金库|返利|滥|优亲厚友|一言堂|两张皮|上热|温差|落差|偏差|变形|变通|拼凑|雷同|照搬|照抄|基本相同|兼任|坐支|白条|慢半拍|雷声大|绕道|一填|避重就轻|一阵风|报大账|照本宣科|走马观花|蜻蜓点水|一团和气|浮于|照本宣科|浅尝|蜕变|脱实|等靠要|好人主义|老好人|形同|悬"
    r"|挂账|[呆坏]账|瞒报|超前|少[缴报交]|多[发报领]|时有发生|(?:问题|矛盾|较为?|比较|尤为)突出|屡禁|消极|被动|粗[放糙疏]|单一|僵化|老化|断[层档代]|挤占|停留在|大水漫灌|甩手|靠后|滑坡|又出现"
    r"|吃拿卡要|报喜|张冠李戴|搭车|收费偏|较少|太少|过少|杂|堵点|梗阻|真空|悬空|脱钩|跑偏|搁置|烂尾|积压|侵害|损害"
)
_SCRUB = re.compile(
    r"(?:解决|杜绝|防止|避免|克服|纠正|整治|根治|破解|消除|防范|补齐|针对|严禁)[^。;:,]{0,30}?(?:问题|现象|情况|行为|反弹|短板|弱项|漏洞|隐患|懈怠)"
    r"|(?:杜绝|防止|避免)[^。;:,]{0,20}?(?:不力|不到位|不落实)"
)
_MEASURE_START = re.compile(
    r"(?:第?[一二三四五六七八九十]+[是要、,])?(?:加强|强化|坚持|提高|提升|压实|压紧|落实|扛牢|扛起|坚决|严格|严肃|严明|建立|建好|健全|完善|制[定订]|修[订改]|出台|印发"
    r"|召开|组织|开展|举办|成立|推进|推动|推行|深化|巩固|抓|统筹|统一|聚焦|紧盯|突出|立足|围绕|针对|责令|责成|要求|督促|约谈|补[签办齐充缴录正]|清退|清[理查]|收[回缴]|追[缴回]"
    r"|更换|新建|改[建进]|选派|聘请|邀请|明确|规范|优化|拓宽|扩大|增[加强设]|做[好深实细到优]|履行|从严|全面|深入|深刻|扎实|持续|进一步|及时|立即|立行立改|即知即改|已|现已|目前"
    r"|截至|按照|根据|通过|对照|结合|举一反三|认真|切实|着力|大力|积极|主动|集中|逐[项条一]|重新|委托|调剂|实行|实施|采取|启动|编[制印]|公[开示]|[督指]导|培训|学习|宣传|整合|盘活"
    r"|处置|核查|排查|自查|梳理|细化|下发|发放|设立|签订|修复|购置|安排|完成|上缴|返还|扣减|给予|移送|召集|传达|研究|部署|专题|把|将|由|引[入进]|构建|打造|畅通|纳入|开通|配[齐备强]"
    r"|拓展|丰富|创新|树[牢立]|筑牢|增强|凝聚|锤炼|守牢|以|用好|形成|定期|每[月周季年]|发挥|对账|联合|协调|动员|整改)"
)
# With these a deficit further on is what was mended (盘活闲置校舍), unless the words end in one (开展检查走过场).
_DEED_START = re.compile(
    r"清退|追[缴回]|收[回缴]|盘活|补[签办齐充缴录]|修订|制定|出台|新[建增]|改建|处置|约谈|召开|举办|开展|更换|上缴|退[回还]|通报|给予|排查|核查|清理|整治|化解|拆除|复耕|公开招聘"
)
_MEASURE_SIGN = re.compile(
    r"已(?:全部|完成|整改|清退|补|收|建|纠正|按)|(?:会议?|培训|学习|检查)[^,。;]{0,6}\d+[次期场轮]|制度\d+项|全部(?:处理|清退|整改)到位|\d+人次"
)

_ADVICE = r"意见|建议|要求|希望"
_STOP_SUBJECT = r"(?:巡察(?:组|办|机构)|组长|书记|主任|局长|镇长|乡长|县长|区长|负责(?:人|同志)|领导(?:小组)?|党[委组]|党总支|支部|县委|区委|市委|会议|会上|反馈会|单位|班子|代表)"
_STOP_START = re.compile(
    r"(?:随后|最后|会上|会后|会议|为此|对此|就此|对于?上述|针对(?:上述|以上|这些|存在|反馈|巡察)|围绕(?:上述|以上|反馈)|就(?:做好|抓好|进一步|下一步|整改)|下一步|希望|要求"
    r"|强调|建议|请于|请[你局镇]|以上(?:问题|情况|意见)|上述问题|附件|联系(?:方式|电话|人)|监督电话|欢迎|特此|[一二三四五六七八九十]要)"
)
_STOP_VERB = re.compile(
    _STOP_SUBJECT
    + r"[^,。;:]{0,16}?(?:(?:要求|强调|建议|希望|表示|表态|指出|提出)(?=[:,了]|$)|提出[^。;:]{0,14}?(?:"
    + _ADVICE
    + r")"
    r"|作[了出]?[^。;:]{0,6}(?:表态|讲话|发言)|还?(?:收到|受理|移交)|将(?:持续|适时|跟踪|按|对)|[参出列][加席])"
    r"|(?:[参列出]席|主持)[^,。;:]{0,6}(?:会议|反馈会|$)|参加(?:会议|反馈会)"
    r"|^[^,。;:]{0,20}提出[^。;:]{0,14}?(?:意见|建议|要求)|(?:问题)?线索[^。;]{0,20}(?:移交|转交|另行)|(?<!反馈)(?:意见|建议|要求)(?:如下)?[:]?$"
)
_DEFICIT_AT_END = re.compile(
    r"(?:不[^,。;:]{1,5}|[^,。;:]{0,4}(?:缺失|缺位|滞后|走过场|虚化|弱化|打折扣|乏力|薄弱|淡薄|混乱|松散|空转|脱节|流于形式))$"
)

_ANCHOR_STRONG = re.compile(
    r"(?:问题|不足(?:之处)?|短板|薄弱环节|差距)(?:如下|主要)?(?:是|有|为|包括|集中在|体现在|表现[为在]|集中体现在)?$"
    r"|问题(?:主要)?(?:集中|表现|体现|反映)(?:在|为)?$|(?:如下|以下)[^,。;:]{0,10}问题$|问题如下$|具体问题$|问题[有为]?\s*\d+个$"
    r"|问题[共]?[\d一二三四五六七八九十两]+[个项条]$"
)
_ANCHOR_WEAK = re.compile(
    r"(?:主要(?:是|有|为|包括|存在|表现(?:为|在)?)|具体(?:是|为|有|表现(?:为|在)?|如下)|表现(?:为|在)|体现在|集中在|发现|指出|存在|[个大类]方面|如下)$"
)
_ANCHOR_NOT = re.compile(
    _ADVICE
    + r"|整改|表态|表示|强调|措施|针对|围绕|解决|线索|防止|做法|成效|成绩|^(?:要?对|就|把)(?:于|照)?(?:上述|存在|反馈|巡察|查找|发现)"
)


@lru_cache(maxsize=2048)
def has_deficit(text: str) -> bool:
    """True if `text` names something wrong, apart from wrongs it promises to end (“解决…问题”)."""
    return bool(DEFICIT.search(_SCRUB.sub("", text)))


@lru_cache(maxsize=2048)
def leaning(text: str) -> int:
    """+1 reads like a finding, -1 like a measure, 0 undecided. Only the first 300 characters count."""
    scrubbed = _SCRUB.sub("", text[:300])
    if _DEED_START.match(scrubbed.lstrip()) and not DEFICIT.search(scrubbed.rstrip("。;:, ")[-6:]):
        return -1
    if DEFICIT.search(scrubbed):
        return 1
    return -1 if _MEASURE_START.match(text.lstrip()) or _MEASURE_SIGN.search(scrubbed) else 0


def is_measure_sentence(text: str) -> bool:
    """True for a sentence that tells what was done about a finding."""
    return leaning(text) < 0 and bool(_MEASURE_START.match(text.lstrip()) or _MEASURE_SIGN.search(text))


def is_stop(sentence: str) -> bool:
    """True for a sentence after which lists are advice, orders or pledges (意见建议、要求、表态) and no findings."""
    head = sentence.strip()[:90].rstrip("。;:")
    ending = _SCRUB.sub("", sentence.strip()[-60:].rstrip("。;"))[-12:]
    if ":" not in head and _DEFICIT_AT_END.search(ending):
        return False
    return bool(_STOP_START.match(head) or _STOP_VERB.search(head))


def is_anchor(clause: str, context: str = "") -> bool:
    """True if `clause` (what stands before a colon or a list) announces findings.

    A weak announcement (“主要是”, “发现”) needs 问题 or 发现 in the `context` before it.
    """
    segment = re.split(r"[,。;]", clause.strip())[-1][-40:]
    if _ANCHOR_NOT.search(segment):
        return False
    if _ANCHOR_STRONG.search(segment):
        return True
    return bool(_ANCHOR_WEAK.search(segment)) and bool(re.search(r"问题|不足|发现|差距", context + clause))
