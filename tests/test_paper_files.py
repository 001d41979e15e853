"""What is photographed on the spot opens to those who visit, and to the unit once the visit is recorded (docs/rules.md §6.1)."""

from pathlib import Path

import pytest

from core.access.actor import ByUsername, load_actor
from core.commands.evidence import AttachEvidence
from core.commands.visits import PlanVisits, RecordVisit
from core.commands.working_papers import SavePaper
from core.config import Settings
from core.errors import InvalidInput, NotFound, NotPermitted, UnreadableFile
from core.files import open_file
from core.identity import Actor
from core.paper_files import PaperFile, keep_paper_file
from core.queries.evidence import list_material, list_same_files
from core.queries.visits import get_visit
from core.vocabulary import Verdict
from tests.county import TODAY, County, at
from tests.intake.evidence_files import picture_of

NOW = at(TODAY)
PHOTO = picture_of()


@pytest.fixture
def paper(county: County) -> int:
    """A paper of a planned visit that the second team leads at a unit of the first."""
    county.ids["finding"] = county.add_finding()
    inspections = ({"inspection_id": county.ids["柳舟镇"], "finding_ids": (county.ids["finding"],)},)
    lead = county.ids["第二巡察组"]
    (visit,) = county.do(PlanVisits(inspections=inspections, from_on=TODAY, to_on=TODAY, lead_body_id=lead))
    county.ids["visit"] = visit
    number: int = county.see(get_visit, visit).papers[0].id
    return number


def actor(county: County, username: str) -> Actor:
    with county.store.read() as session:
        return load_actor(session, ByUsername(username), NOW, TODAY)


def keep(county: County, folder: Path, caller: str, paper: int, data: bytes = PHOTO) -> int:
    received = PaperFile(data=data, name="公开栏.png", paper_id=paper)
    return keep_paper_file(county.store, Settings(data_dir=folder), actor(county, caller), received, NOW)


def save(county: County, paper: int, file_id: int | None, caller: str, version: int = 1) -> None:
    fields = {"fact": "公开栏空着", "verdict": Verdict.PARTLY, "file_id": file_id}
    county.do(SavePaper(paper_id=paper, version=version, **fields), caller)


def opens(county: County, folder: Path, caller: str, file_id: int) -> bool:
    try:
        return bool(open_file(county.store, Settings(data_dir=folder).files_dir, actor(county, caller), file_id, NOW))
    except NotFound:
        return False


def test_a_photo_opens_to_those_who_visit_and_to_the_unit_after_the_visit_is_recorded(
    county: County, paper: int, tmp_path: Path
) -> None:
    photo = keep(county, tmp_path, "team2", paper)
    assert not opens(county, tmp_path, "team2", photo)
    save(county, paper, photo, "team2")
    assert county.see(get_visit, county.ids["visit"], caller="team1").papers[0].file_name == "公开栏.png"
    visiting, visited = ("team1", "team2", "discipline", "office"), ("liuzhou", "liuzhou_head", "vice_mayor")
    assert [who for who in (*visiting, *visited, "caizheng", "civil") if opens(county, tmp_path, who, photo)] == [
        *visiting
    ]
    assert county.see(list_material, "R1-柳舟镇", caller="liuzhou") == ()
    for attempt in (
        lambda: county.see(list_same_files, photo, caller="liuzhou"),
        lambda: county.do(AttachEvidence(finding_id=county.ids["finding"], file_id=photo, title="公示照片"), "liuzhou"),
    ):
        with pytest.raises((NotFound, InvalidInput)):
            attempt()
    record = {"visited_on": TODAY, "methods": ("field",), "conclusion": "部分相符", "unit_signer": "副镇长"}
    county.do(RecordVisit(visit_id=county.ids["visit"], version=1, **record), "team2")
    assert all(opens(county, tmp_path, who, photo) for who in visited)
    assert not opens(county, tmp_path, "caizheng", photo)


def test_only_those_who_write_the_paper_hand_a_file_in_and_only_their_own_goes_onto_it(
    county: County, paper: int, tmp_path: Path
) -> None:
    for caller in ("liuzhou", "caizheng", "leader", "resident"):
        with pytest.raises((NotFound, NotPermitted)):
            keep(county, tmp_path, caller, paper)
    with pytest.raises(UnreadableFile):
        keep(county, tmp_path, "team1", paper, b"MZ\x90 program")
    theirs = county.add_file(tmp_path, unit="县财政局")
    mine = keep(county, tmp_path, "team1", paper)
    for caller, file_id in (("team1", theirs), ("discipline", mine), ("team1", 4711)):
        with pytest.raises(InvalidInput):
            save(county, paper, file_id, caller)
    save(county, paper, mine, "team1")
    save(county, paper, mine, "discipline", version=2)
    save(county, paper, None, "discipline", version=3)
    assert not opens(county, tmp_path, "team1", mine)
