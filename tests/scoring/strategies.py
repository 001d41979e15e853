"""Facts of every kind, for what must hold whatever they are."""

from datetime import timedelta
from decimal import Decimal

from hypothesis import strategies as st

from core.scoring.facts import Ballots, FindingFacts, InspectionFacts, MilestoneFacts, ScoreFacts
from core.vocabulary import Milestone, Severity, Status, Subcategory
from tests.scoring.facts import TODAY, full_points

DAYS = st.dates(TODAY - timedelta(days=60), TODAY + timedelta(days=20))
FINDINGS = st.builds(
    FindingFacts,
    id=st.integers(1, 50),
    code=st.just("1-1-1"),
    status=st.sampled_from(Status.counted()),
    due_on=st.none() | DAYS,
    cleared_on=st.none() | DAYS,
    involves_persons=st.booleans(),
    has_disposal=st.booleans(),
    has_owner=st.booleans(),
    has_handler=st.booleans(),
    subcategory=st.none() | st.sampled_from(Subcategory),
    severity=st.sampled_from(Severity),
    tasks=st.integers(0, 3),
    tasks_without_goal=st.integers(0, 3),
    tasks_without_due=st.integers(0, 3),
    done_measures_without_evidence=st.integers(0, 3),
    pieces=st.integers(0, 2),
    policies=st.integers(0, 1),
    wider_review=st.booleans(),
    relapses=st.integers(0, 2),
    came_back=st.booleans(),
)
INSPECTIONS = st.builds(
    InspectionFacts,
    as_of=st.just(TODAY),
    findings=st.lists(FINDINGS, max_size=8, unique_by=lambda one: one.id).map(tuple),
    milestones=st.dictionaries(
        st.sampled_from(Milestone), st.builds(MilestoneFacts, due_on=DAYS, met_on=st.none() | DAYS)
    ),
    false_item_ids=st.lists(st.integers(1, 50), max_size=6, unique=True).map(tuple),
)


def _given(full: Decimal) -> st.SearchStrategy[Decimal]:
    """Points of one indicator with two decimals, in hundredths so that shrinking leads to round numbers."""
    return st.integers(0, int(full * 100)).map(lambda hundredths: Decimal(hundredths) / 100)


POINTS = st.fixed_dictionaries({key: _given(full) for key, full in full_points().items()})
VOTES = st.integers(0, 30)
BALLOTS = st.builds(Ballots, satisfied=VOTES, basically=VOTES, dissatisfied=VOTES, unknown=VOTES)
WEIGHTS = st.tuples(st.integers(0, 100), st.integers(1, 100), st.integers(0, 100))
SCORE_FACTS = st.builds(ScoreFacts, self_points=POINTS, review_points=POINTS, ballots=st.none() | BALLOTS)
"""Every point given and nothing stated."""
VETOED = st.one_of(
    st.builds(dict, false_items=st.integers(5, 9)),
    st.builds(dict, days_not_started=st.integers(90, 400)),
    st.sampled_from(
        [
            {"confirmed_false_rectification": True},
            {"accountability_case": True},
            {"relapsed_two_rounds": True},
            {"mass_incident": True},
        ]
    ),
)
