"""Changes of a definition: pure values, each of which returns a new definition and says what it changed."""

from websites.definition.operations.base import Many, Operation
from websites.definition.operations.blocks import (
    AddBlock,
    DuplicateBlock,
    HideBlock,
    MoveBlock,
    RemoveBlock,
    SetForm,
    SetImage,
    SetText,
    WriteBlock,
)
from websites.definition.operations.entries import AddEntry, MoveEntry, RemoveEntry
from websites.definition.operations.images import AddPictures, DescribeImage, ForgetImage, placing, uses
from websites.definition.operations.looks import SetSite
from websites.definition.operations.origins import KeepMine, TakeNew

__all__ = [
    "AddBlock",
    "AddEntry",
    "AddPictures",
    "DescribeImage",
    "DuplicateBlock",
    "ForgetImage",
    "HideBlock",
    "KeepMine",
    "Many",
    "MoveBlock",
    "MoveEntry",
    "Operation",
    "RemoveBlock",
    "RemoveEntry",
    "SetForm",
    "SetImage",
    "SetSite",
    "SetText",
    "TakeNew",
    "WriteBlock",
    "placing",
    "uses",
]
