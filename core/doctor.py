"""Examination of an installation: what works, what deserves attention, what must be mended before use."""

import platform
import shutil
import subprocess
import tempfile
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from typing import Literal

from core.config import ROOT, Settings
from core.errors import CoreError
from core.messages import sentence
from core.store.engine import open_store
from core.store.schema import require_current
from core.virus import answers

State = Literal["ok", "warning", "failed"]
LOOPBACK = ("127.0.0.1", "localhost", "::1")
NEEDED = {
    ("server", "enableXsrfProtection"): True,
    ("server", "enableCORS"): True,
    ("server", "enableAgentApi"): False,
    ("client", "showErrorDetails"): "none",
    ("runner", "postScriptGC"): False,
}
"""Options of .streamlit/config.toml that must not be switched for convenience (docs/trust.md S14)."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    subject: str
    state: State
    text: str


def examine(settings: Settings) -> list[Finding]:
    """Look at everything; nothing is changed."""
    checks: tuple[Callable[[Settings], Finding], ...] = (
        _python,
        _packages,
        _data_dir,
        _database,
        _server,
        _scanner,
        _fonts,
    )
    return [check(settings) for check in checks]


def _python(_settings: Settings) -> Finding:
    return Finding("Python", "ok", platform.python_version())


def _packages(_settings: Settings) -> Finding:
    wanted = dict(
        line.split("==") for line in (ROOT / "requirements.txt").read_text("utf-8").splitlines() if "==" in line
    )
    wrong = [f"{name} 应为 {version}" for name, version in wanted.items() if _installed(name.split("[")[0]) != version]
    if wrong:
        return Finding("依赖", "failed", f"{'、'.join(wrong)}。请运行 make setup")
    return Finding("依赖", "ok", f"{len(wanted)} 个，版本与 requirements.txt 一致")


def _installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _data_dir(settings: Settings) -> Finding:
    folder = settings.data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            free = shutil.disk_usage(folder).free // 1_048_576
    except OSError:
        return Finding("数据目录", "failed", f"{folder} 不能写。请检查目录权限和磁盘")
    if free < 500:
        return Finding("数据目录", "warning", f"{folder} 只剩 {free} MB")
    return Finding("数据目录", "ok", f"{folder} 可写，剩 {free} MB")


def _database(settings: Settings) -> Finding:
    try:
        require_current(open_store(settings.database))
    except CoreError as error:
        return Finding("数据库", "failed", sentence(error))
    return Finding("数据库", "ok", "可用，版本与程序一致")


def _server(settings: Settings) -> Finding:
    file = ROOT / ".streamlit" / "config.toml"
    if not file.exists():
        return Finding("服务设置", "failed", "缺 .streamlit/config.toml，请从发布包恢复")
    config = tomllib.loads(file.read_text("utf-8"))
    wrong = [
        f"{section}.{name}" for (section, name), value in NEEDED.items() if config.get(section, {}).get(name) != value
    ]
    wrong += (
        []
        if config.get("server", {}).get("trustedUserHeaders") == {"X-HBP-UID": "uid"}
        else ["server.trustedUserHeaders"]
    )
    if config.get("server", {}).get("address") not in LOOPBACK and not settings.public_url:
        wrong.append("server.address（对外服务须经 TLS 代理并设 HBP_PUBLIC_URL）")
    if wrong:
        return Finding("服务设置", "failed", f"{'、'.join(wrong)} 不符，请恢复 .streamlit/config.toml")
    return Finding("服务设置", "ok", "符合安全要求")


def _scanner(settings: Settings) -> Finding:
    if not settings.clamd_socket:
        return Finding("病毒扫描", "ok", "未启用（需要时设 HBP_CLAMD_SOCKET）")
    if not answers(settings.clamd_socket):
        return Finding("病毒扫描", "failed", f"clamd（{settings.clamd_socket}）没有应答，上传一律不收。请检查 clamd")
    return Finding("病毒扫描", "ok", f"clamd 在 {settings.clamd_socket}")


def _fonts(_settings: Settings) -> Finding:
    """Chinese fonts matter on the machine that makes pictures and PDF; screens use the fonts of each browser."""
    lister = shutil.which("fc-list")
    if lister is None:
        return Finding("中文字体", "ok", "由浏览器所在电脑提供")
    listed = subprocess.run([lister, ":lang=zh", "family"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    if not listed.strip():
        return Finding("中文字体", "warning", "本机没有中文字体：页面不受影响，本机生成图片和 PDF 会缺字")
    return Finding("中文字体", "ok", listed.splitlines()[0].split(",")[0])
