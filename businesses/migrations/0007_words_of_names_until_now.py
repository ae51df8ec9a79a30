from django.db import migrations

#: Names read, locked and written in one transaction.
BATCH = 5_000
FIRST = "00000000-0000-0000-0000-000000000000"
#: The lock lets nobody rename a row between reading its name and writing its words.
FILL = """
WITH batch AS MATERIALIZED (
    SELECT id, organization_id, business_name FROM {table} WHERE id > %s ORDER BY id LIMIT %s FOR SHARE
), written AS (
    INSERT INTO {table}_word (organization_id, row_id, word)
    SELECT organization_id, id, name_words(business_name) FROM batch ON CONFLICT DO NOTHING
) SELECT id FROM batch ORDER BY id DESC LIMIT 1
"""


def fill(apps, schema_editor):
    """Write the words of names from before the triggers; may be broken off and run again."""
    for table in ("businesses_businessbrief", "businesses_business"):
        last = FIRST
        while last:
            with schema_editor.connection.cursor() as cursor:
                cursor.execute(FILL.format(table=table), [last, BATCH])
                found = cursor.fetchone()
            last = found and found[0]


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("businesses", "0006_name_words")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
