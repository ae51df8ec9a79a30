"""The one change that a line means, or the question to ask when it could be several or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from websites.commands.answers import Answer, Unclear, Understood
from websites.commands.matching import Reader
from websites.commands.phrasing import phrased
from websites.definition.blocks import NAMES
from websites.definition.operations import AddBlock, Operation


def each(ids: Sequence[str], make: Callable[[str], Operation], reader: Reader) -> Answer | None:
    """Return the change of the one block meant; a question when it could be several."""
    if ids[0].startswith("no "):
        return missing(ids[0].removeprefix("no "), reader)
    return one_of([make(one) for one in ids], reader)


def one_of(operations: Sequence[Operation], reader: Reader) -> Answer | None:
    """Return the only change, a question when there are several, None when there is none."""
    if not operations:
        return None
    if len(operations) == 1:
        return Understood(operations[0])
    options = tuple(phrased(one, reader.definition, reader.words.language) for one in operations)
    return Unclear(_("Which one do you mean?"), options[:6])


def missing(kind: str, reader: Reader) -> Unclear:
    """Ask whether to add a section that the site has not."""
    adding = phrased(AddBlock(kind=kind), reader.definition, reader.words.language)
    question = _("The site has no such section: %(name)s. Add it?") % {"name": NAMES[kind]}
    return Unclear(question, (adding,), is_weak=True)
