"""The possible results of parsing a line, and the questions asked when a line is ambiguous."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from django.utils.translation import gettext as _

from websites.commands.matching import Reader
from websites.commands.phrasing import command_for
from websites.definition.blocks import NAMES
from websites.definition.operations import AddBlock, Operation


@dataclass(frozen=True)
class Understood:
    """The line is a change of the site."""

    operation: Operation


@dataclass(frozen=True)
class History:
    """The line asks for undo or redo."""

    is_redo: bool = False


@dataclass(frozen=True)
class Unclear:
    """The line is incomplete or ambiguous: a question, and commands that answer it.

    A weak question is asked only when no other reading of the line makes sense.
    """

    question: str
    options: tuple[str, ...]
    is_weak: bool = False


@dataclass(frozen=True)
class Unknown:
    """The line was not understood; `suggestions` are similar commands."""

    suggestions: tuple[str, ...]


Answer: TypeAlias = Understood | History | Unclear | Unknown


def block_answer(ids: Sequence[str], make: Callable[[str], Operation], reader: Reader) -> Answer | None:
    """Return the operation on the only block of `ids`, or a question when there are several."""
    if ids[0].startswith("no "):
        return missing_section(ids[0].removeprefix("no "), reader)
    return single_answer([make(one) for one in ids], reader)


def single_answer(operations: Sequence[Operation], reader: Reader) -> Answer | None:
    """Return the only operation, a question when there are several, None when there is none."""
    if not operations:
        return None
    if len(operations) == 1:
        return Understood(operations[0])
    options = tuple(command_for(one, reader.definition, reader.vocabulary.language) for one in operations)
    return Unclear(_("Which one do you mean?"), options[:6])


def missing_section(kind: str, reader: Reader) -> Unclear:
    """Return the question whether to add a section that the site does not have."""
    adding = command_for(AddBlock(kind=kind), reader.definition, reader.vocabulary.language)
    question = _("The site has no such section: %(name)s. Add it?") % {"name": NAMES[kind]}
    return Unclear(question, (adding,), is_weak=True)
