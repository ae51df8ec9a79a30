"""Short commands in French or English: `parse` reads a line, `command_for` writes one for an operation."""

from websites.commands.answers import Answer, History, Unclear, Understood, Unknown
from websites.commands.parser import parse
from websites.commands.phrasing import command_for

__all__ = ["Answer", "History", "Unclear", "Understood", "Unknown", "command_for", "parse"]
