"""A site as a ZIP file that opens from a folder or on any host."""

import io
import zipfile
from collections.abc import Mapping
from typing import Final

from django.template.loader import render_to_string
from django.utils.translation import override

from websites.definition.schema import Definition
from websites.models import Site
from websites.publishing import services as publishing
from websites.rendering.assets import assets_of
from websites.rendering.page import render

#: The time of every file, so that the same site gives the same bytes.
_TIMESTAMP: Final = (2000, 1, 1, 0, 0, 0)
#: Formats that are compressed already.
_UNCOMPRESSED: Final = (".webp", ".png", ".jpg")


def build_archive(site: Site) -> bytes:
    """Return the current site as a ZIP file, with texts about its use and licence in its language.

    The same site gives the same bytes. Raises PublishingRefused for figures to be verified and for lost
    images, like publishing.
    """
    publishing.check_claims(site)
    definition = publishing.public_definition(Definition.model_validate(site.definition))
    assets = assets_of(site, definition)
    files = {file.name: file.content for file in assets.files()}
    files["index.html"] = render(definition, links=assets.links()).html.encode()
    font = assets.mark.licence if assets.mark else ""
    context = {"name": publishing.name_of(site, definition), "slug": site.slug, "font": font}
    with override(definition.language):
        for name in ("README.txt", "LICENSE.txt"):
            text = render_to_string(f"websites/archive/{name}", context)
            files[name] = text.replace("\n", "\r\n").encode("utf-8-sig")
    return _zip(site.slug, files)


def _zip(folder: str, files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{name}", _TIMESTAMP)
            entry.external_attr, entry.create_system = 0o644 << 16, 3  # an ordinary file, made on Unix
            kind = zipfile.ZIP_STORED if name.endswith(_UNCOMPRESSED) else zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name], compress_type=kind, compresslevel=9)
    return buffer.getvalue()
