"""The base classes of operations, and helpers that all of them use."""

from typing import Any, Final

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from pydantic import ValidationError

from coaching.answers import clean_answer
from websites.definition.blocks import FIELDS, NAMES
from websites.definition.schema import AnyBlock, Definition, Part
from websites.errors import EditRefused

#: Texts that may have several lines.
MULTILINE_FIELDS: Final = frozenset({"text", "description"})
_EXCERPT_LENGTH: Final = 60


class Operation(Part):
    """One change of a definition."""

    def apply(self, definition: Definition) -> Definition:
        """Return the changed definition. Raises EditRefused when the change is not possible."""
        raise NotImplementedError

    def describe(self, definition: Definition) -> str:
        """Describe the change in the language of the interface; `definition` is the one before the change."""
        raise NotImplementedError


class BlockOperation(Operation):
    """A change of the block with the id `block`."""

    block: str

    def section(self, definition: Definition) -> str:
        """Return the label of the block. Raises EditRefused when it does not exist."""
        return block_name(get_block(definition, self.block))


class Batch(Operation):
    """Several operations applied together: all or none."""

    operations: tuple[Any, ...]

    def apply(self, definition: Definition) -> Definition:
        """Apply the operations in order."""
        for operation in self.operations:
            definition = operation.apply(definition)
        return definition

    def describe(self, definition: Definition) -> str:
        """Describe the operations that have an effect."""
        sentences = []
        for operation in self.operations:
            after = operation.apply(definition)
            if after != definition:
                sentences.append(operation.describe(definition))
            definition = after
        return " ".join(sentences)


def get_block(definition: Definition, block_id: str) -> AnyBlock:
    """Return a block, or raise EditRefused when it does not exist."""
    block = definition.block(block_id)
    if block is None:
        raise EditRefused(_("This section is no longer there."))
    return block


def with_values(definition: Definition, **values: Any) -> Definition:
    """Return the definition with other values. Raises EditRefused with the reason when they are not valid."""
    try:
        return Definition.model_validate(dict(definition) | values)
    except ValidationError as error:
        raise EditRefused(_reason(error)) from error


def with_block(definition: Definition, block_id: str, **values: Any) -> Definition:
    """Return the definition with some values of one block changed."""
    changed = dict(get_block(definition, block_id)) | values
    return with_values(definition, blocks=[changed if b.id == block_id else b for b in definition.blocks])


def _reason(error: ValidationError) -> str:
    first = error.errors()[0]
    limit = first.get("ctx", {}).get("max_length")
    if first["type"] == "string_too_long":
        return _("This text is too long: %(limit)s characters at most.") % {"limit": limit}
    if first["type"] == "too_long":
        return _("There is no room for more: %(limit)s at most.") % {"limit": limit}
    return _("This cannot be written here.")


def clean_text(text: str, path: str) -> str:
    """Return a text without control characters, and on one line where several are not allowed."""
    clean = clean_answer(text).text.strip()
    return clean if path.rpartition(".")[2] in MULTILINE_FIELDS else " ".join(clean.split())


def block_name(block: AnyBlock) -> str:
    """Return the label of a block."""
    return str(NAMES[block.kind])


def field_name(path: str) -> str:
    """Return the label of the text at a path."""
    return str(FIELDS[path.rpartition(".")[2]])


def excerpt(text: str) -> str:
    """Return the beginning of a text, for use in a sentence."""
    return Truncator(text).chars(_EXCERPT_LENGTH)
