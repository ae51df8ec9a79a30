"""The look of Genesis: light sheets, safe templates, known icons, a gallery that shows every component."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.utils.translation import override

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
STATIC = settings.BASE_DIR / "static"
TEMPLATE_TYPES = {".html", ".txt", ".xml", ".svg"}
MOST_CHARACTERS = 160
MOST_LINES = 120
PARTS_OF_THE_FRAME = {"switches.html", "_field_notes.html"}


def packed(*names: str) -> int:
    """Return the weight in bytes of static files as an old browser fetches them (gzip)."""
    return sum(len(gzip.compress((STATIC / name).read_bytes())) for name in names)


def names_in(pattern: str, folder: Path) -> set[str]:
    """Return what the pattern's group finds in all templates under a folder."""
    return {name for path in folder.rglob("*.html") for name in re.findall(pattern, path.read_text())}


def test_the_sheets_of_a_wizard_page_stay_under_nine_kilobytes() -> None:
    assert packed("css/tokens.css", "css/base.css", "css/components.css", "css/wizard.css") <= 9 * 1024


def test_the_script_of_our_own_stays_under_three_kilobytes() -> None:
    assert len(gzip.compress((STATIC / "js/app.js").read_bytes())) <= 3 * 1024


def test_no_template_holds_what_the_content_policy_forbids() -> None:
    assert {str(path): found for path in TEMPLATES if (found := forbidden_in(path.read_text()))} == {}


def forbidden_in(text: str) -> list[str]:
    """Return inline styles, scripts and handlers of a template."""
    scripts = [tag for tag in re.findall(r"<script[^>]*>", text) if "src=" not in tag]
    return scripts + re.findall(r"<style|\sstyle=|\son[a-z]+=\"|javascript:|hx-on|hx-vals=.?js:", text)


def too_large(path: Path) -> list[str]:
    """Return which lines of a template are too long, and whether it has too many of them."""
    lines = path.read_text().splitlines()
    place = path.relative_to(settings.BASE_DIR)
    long = [f"{place}:{number}" for number, line in enumerate(lines, 1) if len(line) > MOST_CHARACTERS]
    return [*long, f"{place}: {len(lines)} lines"] if len(lines) > MOST_LINES else long


def test_templates_have_no_line_over_160_characters_and_at_most_120_lines() -> None:
    folders = (settings.BASE_DIR / name for name in ("templates", "bench/templates"))
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in TEMPLATE_TYPES]
    assert [fault for path in sorted(files) for fault in too_large(path)] == []


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    sprite = set(re.findall(r'<symbol id="([a-z-]+)"', (STATIC / "img/icons.svg").read_text()))
    folder = settings.BASE_DIR / "templates"
    wanted = names_in(r'icon\.html" with name="([a-z-]+)"', folder) | names_in(
        r"{{ icons }}#([a-z-]+)", folder
    )
    assert wanted <= sprite


def test_the_gallery_shows_every_component() -> None:
    folder = settings.BASE_DIR / "templates" / "components"
    shown = names_in(
        r'include "components/([a-z_]+\.html)"', settings.BASE_DIR / "templates" / "pages" / "gallery"
    )
    nested = names_in(r'include "components/([a-z_]+\.html)"', folder)
    assert {path.name for path in folder.glob("*.html")} - shown - nested - PARTS_OF_THE_FRAME == {
        "logo.html"
    }


def test_every_component_names_its_parameters_first() -> None:
    components = (settings.BASE_DIR / "templates" / "components").glob("*.html")
    assert [one.name for one in components if not one.read_text().startswith("{% comment %}")] == []


def test_vendored_files_are_the_ones_that_the_list_names() -> None:
    listed = re.findall(
        r"^\| `([^`]+)` .* `([0-9a-f]{64})` \|$", (STATIC / "vendor/README.md").read_text(), re.M
    )
    assert len(listed) == 2
    for name, digest in listed:
        assert hashlib.sha256((STATIC / "vendor" / name).read_bytes()).hexdigest() == digest


def test_both_dark_themes_are_the_same() -> None:
    blocks = re.findall(r"color-scheme: dark;([^}]+)}", (STATIC / "css/tokens.css").read_text())
    assert len(blocks) == 2
    assert blocks[0].split() == blocks[1].split()


@pytest.mark.parametrize(("language", "words"), [("fr", "Une panne"), ("en", "Something broke")])
def test_the_failure_page_renders_without_a_request(language: str, words: str) -> None:
    with override(language):
        assert words in get_template("500.html").render()
