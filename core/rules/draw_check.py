"""Whether a draw sheet holds: every part is computed again from what stands on it, without any database (docs/rules.md §6.2)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core.rules.draw import LARGEST_WEIGHT, commitment_of, seed_of, weight_of
from core.rules.draw_sheet import DrawSheet, SealedPart, drawn_by, probabilities_of, read_sheet, seal_of
from core.vocabulary import Term


class SheetCheck(Term):
    """What is computed again from a sheet, and what each holds against."""

    FORM = "form", "抽取单可读，一字未动"
    SEAL = "seal", "抽取单指纹与内容相符"
    COMMITMENT = "commitment", "随机数与封存时公布的承诺相符"
    FRAME = "frame", "候选名单、权重、数量与封存时的指纹相符"
    WEIGHTS = "weights", "每个候选的权重按风险因素算得出"
    SEED = "seed", "种子由随机数、名单指纹、留痕链头和时刻算得出"
    PROBABILITIES = "probabilities", "入选概率按权重算得出"
    RESULT = "result", "抽取结果由种子算得出"
    TRAIL = "trail", "留痕里的封存、抽取与抽取单相符"


@dataclass(frozen=True, kw_only=True)
class Check:
    """Whether one part of a sheet holds."""

    kind: SheetCheck
    holds: bool


def verify(text: str) -> tuple[Check, ...]:
    """Compute every part of a sheet again, without any database."""
    sheet = read_sheet(text)
    if sheet is None:
        return (Check(kind=SheetCheck.FORM, holds=False),)
    checks = (Check(kind=kind, holds=recompute(sheet)) for kind, recompute in RECOMPUTED.items())
    return (Check(kind=SheetCheck.FORM, holds=True), *checks)


def _fits(sealed: SealedPart) -> bool:
    """Candidates in the order of their numbers, each once, and enough of them."""
    codes = [one.code for one in sealed.candidates]
    return codes == sorted(set(codes)) and sealed.size <= len(codes)


def _weights_hold(sealed: SealedPart) -> bool:
    allowed = all(0 <= weight <= LARGEST_WEIGHT for weight in sealed.weights.values())
    return allowed and all(one.weight == weight_of(one.factors, sealed.weights) for one in sealed.candidates)


RECOMPUTED: Mapping[SheetCheck, Callable[[DrawSheet], bool]] = {
    SheetCheck.SEAL: lambda sheet: sheet.sheet_sha256 == seal_of(sheet),
    SheetCheck.COMMITMENT: lambda sheet: sheet.commitment == commitment_of(sheet.secret),
    SheetCheck.FRAME: lambda sheet: _fits(sheet.sealed) and sheet.frame_sha256 == sheet.sealed.sha256(),
    SheetCheck.WEIGHTS: lambda sheet: _weights_hold(sheet.sealed),
    SheetCheck.SEED: lambda sheet: (
        sheet.seed == seed_of(sheet.secret, sheet.frame_sha256, sheet.head_hash, sheet.drawn_at)
    ),
    SheetCheck.PROBABILITIES: lambda sheet: (
        _fits(sheet.sealed) and sheet.probabilities == probabilities_of(sheet.sealed)
    ),
    SheetCheck.RESULT: lambda sheet: _fits(sheet.sealed) and sheet.drawn == drawn_by(sheet.sealed, sheet.seed),
}
