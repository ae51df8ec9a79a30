"""How a business or brief is found by its name.

Each row has a column `search_text`: the words of its name, folded, each after a space. The services write it
together with the name. A search for " cre" therefore finds the names with a word that begins with "cre". See
docs/decisions/0015-search-by-contains.md.
"""

from typing import Final

from reference.folding import fold

#: A search looks for so many words at most.
MOST_WORDS: Final = 8


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded; whatever is no letter or digit parts them."""
    return "".join(char if char.isalnum() else " " for char in fold(text)).split()


def search_text(name: str) -> str:
    """Return what the column `search_text` holds for a name; it begins with a space, even for no words."""
    return " " + " ".join(words_of(name))
