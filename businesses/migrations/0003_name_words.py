from django.db import migrations

from organizations.tenancy import row_security

NAME_WORDS = r"""
CREATE FUNCTION name_words(name text) RETURNS SETOF text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT DISTINCT word FROM regexp_split_to_table(
        lower(regexp_replace(regexp_replace(
            regexp_replace(normalize(name, NFD), '[\u0300-\u036f]', '', 'g'),
            '[œŒ]', 'oe', 'g'), '[æÆ]', 'ae', 'g')),
        '[^[:alnum:]]+') word
    WHERE word <> ''
$$;
"""


def words_beside(table: str) -> list[migrations.RunSQL]:
    """Return what makes the table of the words of that table's names; its rows come and go by triggers."""
    made = migrations.RunSQL(
        f"""CREATE TABLE {table}_word (
            organization_id uuid NOT NULL, row_id uuid NOT NULL, word text COLLATE "C" NOT NULL,
            PRIMARY KEY (row_id, word)
        );
        CREATE INDEX {table}_by_word ON {table}_word (organization_id, word, row_id);""",
        f"DROP TABLE {table}_word",
    )
    return [made, row_security(f"{table}_word")]


class Migration(migrations.Migration):
    dependencies = [("businesses", "0002_row_level_security"), ("briefs", "0002_row_level_security")]

    operations = [
        migrations.RunSQL(NAME_WORDS, "DROP FUNCTION name_words(text)"),
        *words_beside("briefs_businessbrief"),
        *words_beside("businesses_business"),
    ]
