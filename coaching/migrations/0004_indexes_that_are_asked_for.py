from typing import Final

import django.db.models.deletion
from django.db import migrations, models

import coaching.models

#: Table and column of each index that goes, by its name; `_like` ones served prefix searches that nobody makes.
_SESSION: Final = "coaching_coachingsession"
_DROPPED: Final = {
    "coaching_coachingsession_session_id_aae707d6_like": (_SESSION, "session_id varchar_pattern_ops"),
    "coaching_coachingsession_organization_id_a2d64c1a": (_SESSION, "organization_id"),
    "coaching_coachingsession_sector_id_b1a3cfc1": (_SESSION, "sector_id"),
    "coaching_coachingsession_sector_id_b1a3cfc1_like": (_SESSION, "sector_id varchar_pattern_ops"),
    "coaching_coachingsession_country_id_a220cd37": (_SESSION, "country_id"),
    "coaching_coachingsession_country_id_a220cd37_like": (_SESSION, "country_id varchar_pattern_ops"),
    "coaching_coachingstep_session_id_dd09309e": ("coaching_coachingstep", "session_id"),
}


def _drop(name: str, table: str, column: str) -> migrations.RunSQL:
    """Drop an index without keeping anybody waiting; going back makes it again."""
    return migrations.RunSQL(
        f"DROP INDEX CONCURRENTLY IF EXISTS {name}",
        f"CREATE INDEX CONCURRENTLY IF NOT EXISTS {name} ON {table} ({column})",
    )


def _unindexed(model: str, name: str, to: str, **options: object) -> migrations.AlterField:
    field = models.ForeignKey(db_index=False, to=to, **options)  # type: ignore[arg-type]  # the field's own
    return migrations.AlterField(model, name, field)


_PROTECT = django.db.models.deletion.PROTECT


class Migration(migrations.Migration):
    """Each answer wrote into twelve indexes of its session; half of them no query used.

    Written by hand: Django would take each foreign key off its table and check every row anew.
    """

    atomic = False
    dependencies = [("coaching", "0003_row_level_security")]

    operations = [
        *(_drop(name, *place) for name, place in _DROPPED.items()),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f"ALTER TABLE {_SESSION} RENAME CONSTRAINT {_SESSION}_session_id_key TO session_id_once",
                    f"ALTER TABLE {_SESSION} RENAME CONSTRAINT session_id_once TO {_SESSION}_session_id_key",
                )
            ],
            state_operations=[
                migrations.AlterField(
                    "coachingsession",
                    "session_id",
                    models.CharField(
                        default=coaching.models.new_session_id,
                        editable=False,
                        max_length=32,
                        verbose_name="session id",
                    ),
                ),
                migrations.AddConstraint(
                    "coachingsession",
                    models.UniqueConstraint(fields=["session_id"], name="session_id_once"),
                ),
                _unindexed(
                    "coachingsession",
                    "organization",
                    "organizations.organization",
                    on_delete=_PROTECT,
                    verbose_name="organization",
                ),
                _unindexed(
                    "coachingsession", "sector", "reference.sector", on_delete=_PROTECT, verbose_name="sector"
                ),
                _unindexed(
                    "coachingsession",
                    "country",
                    "reference.country",
                    on_delete=_PROTECT,
                    verbose_name="country",
                ),
                _unindexed(
                    "coachingstep",
                    "session",
                    "coaching.coachingsession",
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="steps",
                    verbose_name="session",
                ),
            ],
        ),
    ]
