"""Find a browser for the tests, or install one where that is possible; `python -m tests.browser` says what it found."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
USUAL = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
MISSING = "未找到浏览器：请安装 Chrome、Edge 或 Chromium，或用环境变量 E2E_BROWSER 写明它的路径。浏览器测试不能跳过。"


def find() -> str | None:
    """Path of a Chromium-based browser on this machine."""
    chosen = os.environ.get("E2E_BROWSER")
    if chosen:
        return chosen if Path(chosen).exists() else shutil.which(chosen)
    on_path = (shutil.which(name) for name in NAMES)
    return next((path for path in (*on_path, *USUAL) if path and Path(path).exists()), None)


def install() -> None:
    """Install Chromium and a Chinese font where this machine is a Debian and we may."""
    if shutil.which("apt-get") is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    print("正在安装测试用的浏览器和中文字体……")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    lock = ("-o", "DPkg::Lock::Timeout=300")
    packages = ("chromium", "fonts-noto-cjk")
    for arguments in (("update", "-qq"), ("install", "-y", "-qq", "--no-install-recommends", *packages)):
        subprocess.run(["apt-get", *lock, *arguments], check=False, env=environment, stdout=subprocess.DEVNULL)


def main() -> int:
    """Make sure that there is a browser; 1 when there is none and none could be had."""
    if find() is None:
        install()
    found = find()
    print(f"测试用浏览器：{found}" if found else MISSING)
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
