"""The programs that measure: Lighthouse and the Nu validator, from npm, kept in `var/`."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from localrun.chromium import ADVICE, FLAGS, find_chromium

HERE = Path(__file__).parent
#: Seconds after which an installation, one measurement, and the validation of all pages are given up.
INSTALLING, MEASURING, VALIDATING = 600, 120, 180
#: How often a page is opened when the browser dies under it.
TRIES = 3
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_LISTS = ("package.json", "package-lock.json")


class Missing(Exception):
    """Something is not there or does not run; the message says what and how to get it."""


@dataclass(frozen=True)
class Measured:
    """One page: its scores from 0 to 100, the bytes of its first load without images, what lost points."""

    scores: Mapping[str, int]
    kilobytes: float
    faults: tuple[str, ...]


def demand() -> None:
    """Raise Missing when a program that this needs is not there."""
    if find_chromium() is None:
        raise Missing(ADVICE)
    for program, package in {"npm": "nodejs npm", "java": "default-jre-headless"}.items():
        if shutil.which(program) is None:
            raise Missing(f"No {program} on this machine. Install it with\n  sudo apt-get install {package}")


def install(folder: Path) -> None:
    """Put the locked packages into a folder, unless they are there."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [(HERE / name).read_text() for name in _LISTS]
    kept = [(folder / name).read_text() if (folder / name).exists() else "" for name in _LISTS]
    if kept == wanted and (folder / "node_modules" / ".bin" / "lighthouse").exists():
        return
    for name, text in zip(_LISTS, wanted, strict=True):
        (folder / name).write_text(text)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(command, cwd=folder, check=True, timeout=INSTALLING, stdout=sys.stderr)


def lighthouse(folder: Path, url: str) -> Measured:
    """Open a page as a slow phone does (Lighthouse's own preset) and say how it did.

    A browser that dies is started again; raises Missing with what it said when it never comes to an end.
    """
    flags = " ".join(("--headless", *FLAGS))
    command = [str(folder / "node_modules" / ".bin" / "lighthouse"), url, "--quiet", "--output=json"]
    command += [f"--chrome-flags={flags}", f"--only-categories={','.join(CATEGORIES)}"]
    environment = {**os.environ, "CHROME_PATH": str(find_chromium())}
    said = ""
    for _ in range(TRIES):
        done = subprocess.run(
            command, check=False, timeout=MEASURING, env=environment, capture_output=True, cwd=folder
        )
        if done.returncode == 0:
            return measured(json.loads(done.stdout))
        said = done.stderr.decode(errors="replace")[-500:]
    raise Missing(f"Lighthouse could not measure {url}:\n{said}")


def measured(report: Mapping[str, Any]) -> Measured:
    """Return what matters of a Lighthouse report."""
    scores = {name: round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES}
    return Measured(scores, _kilobytes(report), tuple(_faults(report)))


def _kilobytes(report: Mapping[str, Any]) -> float:
    """Return what was loaded over the network, images left out."""
    asked = report["audits"]["network-requests"]["details"]["items"]
    loaded = [one for one in asked if one["url"].startswith("http") and one.get("resourceType") != "Image"]
    return float(sum(one["transferSize"] for one in loaded) / 1024)


def _faults(report: Mapping[str, Any]) -> list[str]:
    """Return the audits that cost points."""
    parts = [ref for category in report["categories"].values() for ref in category["auditRefs"]]
    weighing = {ref["id"] for ref in parts if ref["weight"]}
    return [
        f"{key}: {audit.get('displayValue') or audit['title']}"
        for key, audit in report["audits"].items()
        if key in weighing and audit["score"] is not None and audit["score"] < 1
    ]


def validate(folder: Path, files: Sequence[Path]) -> list[str]:
    """Return what the Nu validator, the W3C's own, says against the pages' HTML and CSS."""
    jar = folder / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = ["java", "-Xss4m", "-jar", str(jar), "--format", "json", "--stdout", *map(str, files)]
    done = subprocess.run(command, check=False, timeout=VALIDATING, capture_output=True, text=True)
    said = json.loads(done.stdout)["messages"]
    return [
        f"{Path(one['url']).stem}, line {one.get('lastLine', 0)}: {one['message']}"
        for one in said
        if one["type"] == "error" or one.get("subType") == "warning"
    ]
