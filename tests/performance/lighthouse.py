"""Lighthouse's four scores of the main pages of a running site, in Chromium.

npm install --prefix /tmp/lighthouse lighthouse
python -m tests.performance.lighthouse http://127.0.0.1:8000 /tmp/lighthouse/node_modules/.bin/lighthouse
"""

import json
import shutil
import subprocess
import sys

PAGES = ("/", "/claims/", "/claims/KO-012/", "/questions/ersane-toll/", "/map/", "/fr/claims/")
CHROMIUM = "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-sync --no-first-run"
LEAST = 95


def scores(lighthouse, address):
    """Return the scores from 0 to 100 by category."""
    command = [lighthouse, address, "--quiet", "--output", "json", f"--chrome-flags={CHROMIUM}"]
    environment = {"CHROME_PATH": shutil.which("chromium") or "", "PATH": "/usr/bin:/bin:/usr/local/bin"}
    report = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, env=environment).stdout)
    return {name: round(100 * category["score"]) for name, category in report["categories"].items()}


def main(site, lighthouse):
    found = {page: scores(lighthouse, site + page) for page in PAGES}
    for page, marks in found.items():
        print(page, *(f"{name} {mark}" for name, mark in marks.items()), sep="  ")
    return 0 if min(min(marks.values()) for marks in found.values()) >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
