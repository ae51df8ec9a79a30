"""Operations on a definition: immutable values that return a changed definition and describe the change."""

from websites.definition.operations.base import Batch, Operation
from websites.definition.operations.blocks import (
    AddBlock,
    DuplicateBlock,
    HideBlock,
    MoveBlock,
    RemoveBlock,
    SetForm,
)
from websites.definition.operations.entries import AddEntry, MoveEntry, RemoveEntry
from websites.definition.operations.images import (
    AddPictures,
    DescribeImage,
    RemoveImage,
    SetImage,
    sections_showing,
    show_images,
)
from websites.definition.operations.texts import KeepMine, SetSite, SetText, TakeNew, WriteBlock

__all__ = [
    "AddBlock",
    "AddEntry",
    "AddPictures",
    "Batch",
    "DescribeImage",
    "DuplicateBlock",
    "HideBlock",
    "KeepMine",
    "MoveBlock",
    "MoveEntry",
    "Operation",
    "RemoveBlock",
    "RemoveEntry",
    "RemoveImage",
    "SetForm",
    "SetImage",
    "SetSite",
    "SetText",
    "TakeNew",
    "WriteBlock",
    "sections_showing",
    "show_images",
]
