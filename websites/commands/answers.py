"""The possible results of parsing a line, and the questions asked when a line is ambiguous."""

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
    return missing_section(ids, reader) or single_answer([make(one) for one in ids], reader)


def single_answer(operations: Sequence[Operation], reader: Reader) -> Answer | None:
    """Return the only operation, a question when there are several, None when there is none."""
    if len(operations) > 1:
        return Unclear(_("Which one do you mean?"), commands_for(operations[:6], reader))
    return Understood(operations[0]) if operations else None


def commands_for(operations: Sequence[Operation], reader: Reader) -> tuple[str, ...]:
    """Return the commands for some operations, in the language of the line."""
    return tuple(command_for(one, reader.definition, reader.vocabulary.language) for one in operations)


def missing_section(ids: Sequence[str], reader: Reader) -> Unclear | None:
    """Return the question whether to add the section that the site does not have, None when it has it."""
    if not ids or not ids[0].startswith("no "):
        return None
    kind = ids[0].removeprefix("no ")
    question = _("The site has no such section: %(name)s. Add it?") % {"name": NAMES[kind]}
    return Unclear(question, commands_for([AddBlock(kind=kind)], reader), is_weak=True)
