"""The door: own origin only, identity from the cookie alone, closed paths, dressed answers (docs/trust.md S1, V12)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from core import clock
from core.access.login import issue_ticket
from core.commands.evidence import AttachEvidence
from core.store.engine import open_store
from dashboard import routes
from dashboard.door import Door
from tests.county import County

PAGE = '<html lang="en"><head><title>Streamlit</title></head><body></body></html>'
OWN = {"origin": "http://127.0.0.1"}


async def page(_request: Request) -> Response:
    return HTMLResponse(PAGE, headers={"etag": "x"})


async def echo(request: Request) -> Response:
    return JSONResponse({"uid": request.headers.get("x-hbp-uid")})


@pytest.fixture
def client(sqlite_county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Our door and our routes around a stand-in for the pages."""
    monkeypatch.setenv("HBP_DATABASE_URL", sqlite_county.store.url)
    monkeypatch.setenv("HBP_DATA_DIR", str(tmp_path))
    open_store.cache_clear()
    stand_in = [
        Route("/", page),
        Route("/auth/echo", echo),
        Route("/media/x", page),
        Route("/_stcore/upload_file/x", page),
    ]
    app = Starlette(routes=[*routes.ROUTES, *stand_in], middleware=[Middleware(Door)])
    with TestClient(app, base_url="http://127.0.0.1") as http:
        yield http
    open_store(sqlite_county.store.url).close()
    open_store.cache_clear()


def sign_in(client: TestClient, county: County, username: str) -> None:
    client.get("/")
    ticket = issue_ticket(county.store, username, client.cookies["hbp_browser"], clock.now())
    assert client.post("/auth/redeem", content=ticket, headers=OWN).status_code == 200


def test_the_page_is_dressed_and_gets_a_browser_cookie(client: TestClient) -> None:
    answer = client.get("/")
    assert '<html lang="zh-CN">' in answer.text
    assert '<script src="/shell.js">' in answer.text
    assert "unsafe-eval'" not in answer.headers["content-security-policy"].replace("wasm-unsafe-eval'", "")
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers
    assert "httponly" in answer.headers["set-cookie"].lower()


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:9999", "https://127.0.0.1"])
def test_a_foreign_origin_is_refused(client: TestClient, origin: str) -> None:
    """V12."""
    assert client.get("/", headers={"origin": origin}).status_code == 403
    assert client.post("/auth/redeem", content="x", headers={"origin": origin}).status_code == 403


def test_a_foreign_host_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 403


@pytest.mark.parametrize("path", ["/media/x", "/_stcore/upload_file/x", "/files/1"])
def test_closed_paths_need_a_living_session(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 403
    client.cookies.set("hbp_sid", "made up")
    assert client.get(path).status_code == 403


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/interact", "/_stcore/script-health-check"])
def test_paths_that_nobody_needs_are_absent(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_socket_from_elsewhere_is_closed_before_anything_runs(client: TestClient) -> None:
    with (
        pytest.raises(WebSocketDisconnect) as refusal,
        client.websocket_connect("/_stcore/stream", headers={"origin": "http://evil.example"}),
    ):
        pass
    assert refusal.value.code == 1008


def test_identity_comes_from_the_cookie_and_never_from_a_header(client: TestClient, sqlite_county: County) -> None:
    """S1."""
    assert client.get("/auth/echo", headers={"x-hbp-uid": "1"}).json() == {"uid": None}
    sign_in(client, sqlite_county, "office")
    own = client.get("/auth/echo").json()["uid"]
    assert client.get("/auth/echo", headers={"x-hbp-uid": "999"}).json() == {"uid": own}


def test_the_session_cookie_cannot_be_read_by_scripts_or_sent_by_other_sites(
    client: TestClient, sqlite_county: County
) -> None:
    client.get("/")
    ticket = issue_ticket(sqlite_county.store, "office", client.cookies["hbp_browser"], clock.now())
    cookie = client.post("/auth/redeem", content=ticket, headers=OWN).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_a_ticket_opens_once(client: TestClient, sqlite_county: County) -> None:
    """V12."""
    client.get("/")
    ticket = issue_ticket(sqlite_county.store, "office", client.cookies["hbp_browser"], clock.now())
    assert client.post("/auth/redeem", content=ticket, headers=OWN).status_code == 200
    assert client.post("/auth/redeem", content=ticket, headers=OWN).status_code == 401
    assert client.get("/auth/redeem").status_code == 405


def test_leaving_ends_the_session_also_for_a_copy_of_the_cookie(client: TestClient, sqlite_county: County) -> None:
    sign_in(client, sqlite_county, "office")
    copy = client.cookies["hbp_sid"]
    assert client.get("/files/1").status_code == 404
    client.post("/auth/leave", headers=OWN)
    client.cookies.set("hbp_sid", copy)
    assert client.get("/files/1").status_code == 403


def test_a_file_is_sent_as_a_sealed_download_to_those_who_may_have_it(
    client: TestClient, sqlite_county: County, tmp_path: Path
) -> None:
    finding, number = sqlite_county.add_finding(), sqlite_county.add_file(tmp_path / "files")
    sqlite_county.do(AttachEvidence(finding_id=finding, file_id=number, title="佐证"), "liuzhou")
    sign_in(client, sqlite_county, "liuzhou")
    answer = client.get(f"/files/{number}")
    assert answer.content == b"%PDF-1.7 evidence"
    assert answer.headers["content-disposition"].startswith("attachment; filename*=utf-8''")
    assert answer.headers["cache-control"] == "no-store"
    assert "sandbox" in answer.headers["content-security-policy"]
    sign_in(client, sqlite_county, "caizheng")
    foreign, absent = client.get(f"/files/{number}"), client.get("/files/4711")
    assert (foreign.status_code, foreign.text) == (absent.status_code, absent.text) == (404, absent.text)


def test_behind_a_proxy_only_the_public_name_counts(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HBP_PUBLIC_URL", "https://hbp.example")
    own = {"host": "hbp.example", "origin": "https://hbp.example"}
    answer = client.get("/", headers=own)
    assert answer.status_code == 200
    assert "__Host-hbp_browser" in answer.headers["set-cookie"]
    assert "secure" in answer.headers["set-cookie"].lower()
    assert "strict-transport-security" in answer.headers
    assert client.get("/", headers={"host": "127.0.0.1"}).status_code == 403
    assert client.get("/health", headers={"host": "127.0.0.1"}).status_code == 200


def test_health_says_when_the_database_does_not_fit(client: TestClient, sqlite_county: County) -> None:
    import sqlalchemy as sa

    assert client.get("/health").json() == {"ok": True}
    with sqlite_county.store.write() as session:
        session.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    answer = client.get("/health")
    assert (answer.status_code, answer.json()["reason"]) == (503, "database_newer")
