"""How texts are compared when accents and capitals must make no difference."""

import unicodedata


def fold(text: str) -> str:
    """Return the text in lower case and without accents; œ and æ become two letters."""
    parts = unicodedata.normalize("NFKD", text)
    letters = "".join(char for char in parts if not unicodedata.combining(char))
    return letters.casefold().replace("œ", "oe").replace("æ", "ae")
