"""Short commands typed in one line, in French or English: `parse` reads one, `phrased` writes one."""

from websites.commands.answers import Answer, History, Unclear, Understood, Unknown
from websites.commands.parser import parse
from websites.commands.phrasing import command_for

__all__ = ["Answer", "History", "Unclear", "Understood", "Unknown", "command_for", "parse"]
