"""Short commands typed in one line, in French or English: `parse` reads one, `phrased` writes one."""

from websites.commands.answers import Answer, History, Unclear, Understood, Unknown
from websites.commands.grammar import parse
from websites.commands.phrasing import phrased

__all__ = ["Answer", "History", "Unclear", "Understood", "Unknown", "parse", "phrased"]
