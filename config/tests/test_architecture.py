"""The picture of the rooms in docs/architecture.md shows the layers that import-linter checks."""

import re
from xml.etree import ElementTree

from config.tests.ours import ROOT
from config.tests.test_layers import DECLARED

PICTURE = ElementTree.parse(ROOT / "docs" / "img" / "rooms.svg")  # our own file
SVG = "{http://www.w3.org/2000/svg}"
#: Folders that the contract names and that are about to go.


def declared_layers() -> list[list[str]]:
    """The layers of the contract, highest first, without rooms to come (they stand in parentheses)."""
    [contract] = [contract for contract in DECLARED["contracts"] if contract["id"] == "layers"]
    layers = [re.split(r"\s*\|\s*", layer) for layer in contract["layers"]]
    there = [[room for room in layer if room[0] != "("] for layer in layers]
    return [layer for layer in there if layer]


def drawn_layers() -> list[tuple[float, list[str]]]:
    """The layers of the picture: how far down each stands, and its rooms."""
    layers = PICTURE.iterfind(f"{SVG}g[@class='layer']")
    return [
        (
            float(re.findall(r"[\d.]+", layer.attrib["transform"])[1]),
            [room.text or "" for room in layer.iterfind(f"{SVG}text[@class='room']")],
        )
        for layer in layers
    ]


def test_the_picture_shows_the_layers_of_the_contract_in_their_order() -> None:
    assert [rooms for _, rooms in sorted(drawn_layers())] == declared_layers()


def test_each_room_of_the_picture_says_what_it_holds() -> None:
    holds = ["".join(text.itertext()) for text in PICTURE.iterfind(f".//{SVG}text[@class='holds']")]
    assert len(holds) == sum(len(rooms) for _, rooms in drawn_layers())
    assert all(len(text) > 20 for text in holds)
