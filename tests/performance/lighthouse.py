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
#: Chromium's trace of a page load may lack its beginning (NO_NAVSTART); Lighthouse then asks to be run again.
TRIES = 5


def scores(lighthouse, address):
    """Return the scores from 0 to 100 by category.

    Raises:
        RuntimeError: Lighthouse could not judge the page in any of its tries.
    """
    command = [lighthouse, address, "--quiet", "--output", "json", f"--chrome-flags={CHROMIUM}"]
    environment = {"CHROME_PATH": shutil.which("chromium") or "", "PATH": "/usr/bin:/bin:/usr/local/bin"}
    for _ in range(TRIES):
        judged = subprocess.run(command, stdout=subprocess.PIPE, check=False, env=environment)
        if judged.returncode == 0:
            categories = json.loads(judged.stdout)["categories"]
            return {name: round(100 * category["score"]) for name, category in categories.items()}
    raise RuntimeError(f"Lighthouse could not judge {address}")


def main(site, lighthouse):
    found = {page: scores(lighthouse, site + page) for page in PAGES}
    for page, marks in found.items():
        print(page, *(f"{name} {mark}" for name, mark in marks.items()), sep="  ")
    return 0 if min(min(marks.values()) for marks in found.values()) >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
