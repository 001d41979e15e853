"""How long material is kept where nobody says otherwise (保管期限, docs/rules.md §4.3)."""

from core.vocabulary import MaterialKind, Retention

USUAL = {
    MaterialKind.DECISION: Retention.PERMANENT,
    MaterialKind.POLICY: Retention.PERMANENT,
    MaterialKind.VOUCHER: Retention.THIRTY_YEARS,
    MaterialKind.MINUTES: Retention.THIRTY_YEARS,
}


def usual_retention(kind: MaterialKind) -> Retention:
    """Retention of a kind of material: decisions and rules for good, vouchers and minutes 30 years, the rest 10."""
    return USUAL.get(kind, Retention.TEN_YEARS)
