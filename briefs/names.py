"""The words of names, kept beside each row so that a search finds by index what starts with a word.

Row-level security lets a query use an index only through operators that leak nothing of hidden rows. `@@` and
LIKE are not among them, `>=` and `<` are. So `<table>_word` (organization_id, row_id, word) holds what
PostgreSQL's function `name_words` makes of each `business_name`. Triggers fill it; it is no model, as nothing
but this search reads it. See docs/decisions/0007-words-of-names.md.
"""

import re
import unicodedata
from typing import Final

import pgtrigger
from django.db.models import BooleanField, F, Func
from django.db.models.expressions import RawSQL

from organizations.tenancy import SEEN_ORGANIZATIONS

#: A search looks for so many words at most.
MOST_WORDS: Final = 8
#: Sorts behind every letter and figure: what starts with a word is less than the word with this.
_LAST: Final = "\U0010ffff"
_LIGATURES: Final = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})
_MARKS: Final = re.compile("[\u0300-\u036f]")
_FIND: Final = """SELECT row_id FROM {table}_word
WHERE organization_id = ANY (ARRAY({seen})) AND word >= %s AND word < %s"""
_KEEP: Final = """
IF TG_OP = 'UPDATE' AND (NEW.organization_id, NEW.id, NEW.business_name)
    = (OLD.organization_id, OLD.id, OLD.business_name) THEN RETURN NULL; END IF;
IF TG_OP <> 'INSERT' THEN DELETE FROM {table}_word WHERE row_id = OLD.id; END IF;
IF TG_OP <> 'DELETE' THEN
    INSERT INTO {table}_word (organization_id, row_id, word)
    SELECT NEW.organization_id, NEW.id, name_words(NEW.business_name);
END IF;
RETURN NULL;
"""


def words_of(text: str) -> list[str]:
    """Return the first words of a search, folded as `name_words` folds names: no accents, lower case."""
    folded = _MARKS.sub("", unicodedata.normalize("NFD", text)).translate(_LIGATURES).lower()
    return "".join(char if char.isalnum() else " " for char in folded).split()[:MOST_WORDS]


def has_words(table: str, starts: list[str]) -> Func:
    """Return the condition that a row's name has, for each of these folded starts, a word beginning with it.

    True only of rows that the connection is shown. Their ids become an array before the table is read: the
    planner, which takes every organization for an average one, then fetches just those rows by their key.
    """
    each = " INTERSECT ".join([_FIND.format(table=table, seen=SEEN_ORGANIZATIONS)] * len(starts))
    bounds = [bound for start in starts for bound in (start, start + _LAST)]
    ids = RawSQL(f"ARRAY({each})", bounds)  # noqa: S611 - tables are ours, bounds are parameters
    return Func(F("pk"), ids, template="%(expressions)s", arg_joiner=" = ANY ", output_field=BooleanField())


def keeps_words(table: str) -> list[pgtrigger.Trigger]:
    """Return the triggers that keep `<table>_word` true, whoever writes the table's names."""
    return [
        pgtrigger.Trigger(
            name="words",
            when=pgtrigger.After,
            operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
            func=_KEEP.format(table=table),
        ),
        pgtrigger.Trigger(
            name="no_words",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Truncate,
            func=f"TRUNCATE {table}_word; RETURN NULL;",
        ),
    ]
