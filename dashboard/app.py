"""The launcher (`streamlit run dashboard/app.py`): an ASGI application around `dashboard/main.py` (docs/adr/0002)."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402
from starlette.middleware import Middleware  # noqa: E402
from streamlit import config  # noqa: E402

from core.errors import CoreError, Unavailable  # noqa: E402
from core.messages import sentence  # noqa: E402
from core.store.schema import require_current  # noqa: E402
from dashboard import nodelay, routes, runtime  # noqa: E402
from dashboard.door import Door  # noqa: E402

NEEDED: dict[str, Any] = {
    "server.trustedUserHeaders": {"X-HBP-UID": "uid"},
    "server.enableXsrfProtection": True,
    "server.enableCORS": True,
    "server.enableAgentApi": False,
    "runner.postScriptGC": False,
    "client.showErrorDetails": "none",
}
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def wrong_settings() -> list[str]:
    """Names of options that would open the server or slow it down."""
    wrong = [name for name, value in NEEDED.items() if st.get_option(name) != value]
    if st.get_option("server.address") not in LOOPBACK and not runtime.settings().public_url:
        wrong.append("server.address")
    return wrong


def agree_on_upload_size() -> None:
    """The server takes a file as large as core does (HBP_MAX_UPLOAD_MB), or people would learn of two limits."""
    config.set_option("server.maxUploadSize", runtime.settings().max_upload_mb)


def refuse_demo_in_public() -> None:
    """Its passwords stand in the README: the demo county is not served to others unless that is said aloud."""
    here = runtime.settings()
    if here.public_url and not here.demo and runtime.is_demo():
        raise Unavailable(reason="demo_county")


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[dict[str, Any]]:
    """Refuse to start wrongly; load what the first visitor should not wait for."""
    try:
        if wrong := wrong_settings():
            sys.exit(
                f"配置不对：{'、'.join(wrong)}。请在项目根目录启动，使用其中的 .streamlit/config.toml；对外服务须设 HBP_PUBLIC_URL。"
            )
        agree_on_upload_size()
        require_current(runtime.store())
        refuse_demo_in_public()
    except CoreError as error:
        sys.exit(sentence(error))
    nodelay.switch_on()
    import altair  # noqa: F401
    import pandas  # noqa: F401

    yield {}


app = st.App(ROOT / "dashboard" / "main.py", routes=routes.ROUTES, middleware=[Middleware(Door)], lifespan=lifespan)
