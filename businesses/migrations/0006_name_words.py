import pgtrigger.compiler
import pgtrigger.migrations
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
    dependencies = [("businesses", "0005_an_organizations_work_outlives_people")]

    operations = [
        migrations.RunSQL(NAME_WORDS, "DROP FUNCTION name_words(text)"),
        *words_beside("businesses_businessbrief"),
        *words_beside("businesses_business"),
        pgtrigger.migrations.AddTrigger(
            model_name="business",
            trigger=pgtrigger.compiler.Trigger(
                name="words",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF TG_OP = 'UPDATE' AND (NEW.organization_id, NEW.id, NEW.business_name)\n    = (OLD.organization_id, OLD.id, OLD.business_name) THEN RETURN NULL; END IF;\nIF TG_OP <> 'INSERT' THEN DELETE FROM businesses_business_word WHERE row_id = OLD.id; END IF;\nIF TG_OP <> 'DELETE' THEN\n    INSERT INTO businesses_business_word (organization_id, row_id, word)\n    SELECT NEW.organization_id, NEW.id, name_words(NEW.business_name);\nEND IF;\nRETURN NULL;\n",
                    hash="6b280f12aa9c6af1eb7beb96a27b60dd53667b67",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_words_6aec2",
                    table="businesses_business",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="business",
            trigger=pgtrigger.compiler.Trigger(
                name="no_words",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="TRUNCATE businesses_business_word; RETURN NULL;",
                    hash="2dd9a74386d3ca849bb20c85ec3c8fb605678a85",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_words_7a5f7",
                    table="businesses_business",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="businessbrief",
            trigger=pgtrigger.compiler.Trigger(
                name="words",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF TG_OP = 'UPDATE' AND (NEW.organization_id, NEW.id, NEW.business_name)\n    = (OLD.organization_id, OLD.id, OLD.business_name) THEN RETURN NULL; END IF;\nIF TG_OP <> 'INSERT' THEN DELETE FROM businesses_businessbrief_word WHERE row_id = OLD.id; END IF;\nIF TG_OP <> 'DELETE' THEN\n    INSERT INTO businesses_businessbrief_word (organization_id, row_id, word)\n    SELECT NEW.organization_id, NEW.id, name_words(NEW.business_name);\nEND IF;\nRETURN NULL;\n",
                    hash="5245952af27cbbea889c776f350d6d5ba969fb24",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_words_11305",
                    table="businesses_businessbrief",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="businessbrief",
            trigger=pgtrigger.compiler.Trigger(
                name="no_words",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="TRUNCATE businesses_businessbrief_word; RETURN NULL;",
                    hash="e14e2af3172ebd5afbf2be2475d8fd7e087d290c",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_words_2fc99",
                    table="businesses_businessbrief",
                    when="AFTER",
                ),
            ),
        ),
    ]
