"""Find a Chromium-family browser for the browser tests; with --ensure, install one where none is found.

python tools/browser.py              print the browser's path, exit 1 where there is none
python tools/browser.py --ensure     the same, after trying to install one
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "msedge",
    "chrome",
)
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)


def find_browser() -> str | None:
    """Path of the browser: NDTC_BROWSER if set, else one on PATH, an installed application, or Playwright's own."""
    if chosen := os.environ.get("NDTC_BROWSER"):
        return chosen
    for command in COMMANDS:
        if path := shutil.which(command):
            return path
    for path in APPLICATIONS:
        if Path(path).exists():
            return path
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def install_browser() -> None:
    """The Debian package as root, else Playwright's download. Failures are left to find_browser to notice."""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print("No browser found: installing Debian's chromium …", flush=True)
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=environment)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], env=environment)
    if find_browser() is None:
        print("No browser found: trying Playwright's download …", flush=True)
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"])


def main() -> int:
    if find_browser() is None and "--ensure" in sys.argv[1:]:
        install_browser()
    browser = find_browser()
    if browser is None:
        print(
            "No Chrome, Chromium or Edge found, and none could be installed. The browser tests need one: install Chromium "
            "(Debian, Ubuntu: apt-get install chromium; others: https://www.chromium.org) or set NDTC_BROWSER to its path.",
            file=sys.stderr,
        )
        return 1
    print(f"Browser for the tests: {browser}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
