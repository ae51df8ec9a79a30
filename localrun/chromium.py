"""Find the Chromium that the browser tests drive; `python -m localrun.chromium` installs Debian's."""

import os
import shutil
import subprocess
import sys

ADVICE = (
    "No Chromium on this machine, so the browser tests cannot run. Install it with\n"
    "  sudo apt-get install chromium\n"
    "or point CHROMIUM to the program."
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> str | None:
    """Return the path of a Chromium or Chrome, or None."""
    if named := os.environ.get("CHROMIUM"):
        return shutil.which(named)
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next(filter(None, map(shutil.which, names)), None)


def main() -> None:
    """Install Debian's package as root when no Chromium is there; otherwise say how, and go on."""
    if find_chromium():
        return
    apt = shutil.which("apt-get")
    if apt and os.geteuid() == 0:
        print("Installing Chromium for the browser tests", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in ("update -q", "install -y -q --no-install-recommends chromium"):
            subprocess.run([apt, *command.split()], stdout=subprocess.DEVNULL, env=quiet)  # noqa: S603
    if not find_chromium():
        print(f"{ADVICE}\nThe browser tests will fail with this message.", file=sys.stderr)


if __name__ == "__main__":
    main()
