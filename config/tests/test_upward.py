"""No app names an app above its own: neither its URLs and templates nor its reverse relations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from config.tests.ours import MODELS, ROOT
from config.tests.test_architecture import declared_layers

#: How high each app stands; apps side by side are equally high.
HEIGHTS: Final = {app: height for height, layer in enumerate(reversed(declared_layers())) for app in layer}
#: The apps of URL namespaces and of folders of templates that are not named after their app.
OWNERS: Final = {
    **{app: app for app in HEIGHTS},
    **dict.fromkeys(("account", "allauth", "emails", "mailbox"), "accounts"),
    **dict.fromkeys(("sites", "websites_public"), "websites"),
}
#: Folders of templates that all apps share; the menu of the layouts leads to the apps.
SHARED: Final = {"layouts", "components", "pages"}
#: The name of a URL (`briefs:brief`) or of a template (`briefs/brief.html`).
NAMED: Final = re.compile(rf"\b({'|'.join(OWNERS)})(?::[a-z_]+|/[\w/-]+\.(?:html|txt))\b")


def templates() -> Iterator[tuple[str, Path]]:
    """Return each template with its app; those in no app's folder (error pages) belong to config."""
    for file in (ROOT / "templates").rglob("*.*"):
        folder = file.relative_to(ROOT / "templates").parts[0]
        if folder not in SHARED:
            yield OWNERS.get(folder, "config"), file


def modules() -> Iterator[tuple[str, Path]]:
    """Return each Python file with its app, without tests."""
    for app in HEIGHTS:
        yield from ((app, file) for file in (ROOT / app).rglob("*.py") if "tests" not in file.parts)


def upper_relations(app: str) -> Iterator[str]:
    """Return patterns of how models that an app may import reach models above it, in queries and as rows."""
    for model in MODELS:
        for relation in model._meta.related_objects:
            lower, upper = (one._meta.app_label for one in (model, relation.related_model))
            if HEIGHTS[lower] <= HEIGHTS[app] < HEIGHTS.get(upper, 0) and not relation.hidden:
                yield rf"\b{relation.name}__\w+|\w+\.{relation.get_accessor_name()}\b"


def upper_names(app: str, file: Path) -> Iterator[str]:
    """Return what a file of an app names of the apps above it."""
    text = file.read_text()
    for found in NAMED.finditer(text):
        if HEIGHTS[OWNERS[found[1]]] > HEIGHTS[app]:
            yield found[0]
    for pattern in upper_relations(app):
        yield from re.findall(pattern, text)


def test_no_app_names_an_app_above_it() -> None:
    files = [*templates(), *modules()]
    faults = [f"{file.relative_to(ROOT)}: {name}" for app, file in files for name in upper_names(app, file)]
    assert not faults, "\n".join(faults)
