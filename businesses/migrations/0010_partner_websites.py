import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import audit.models
from organizations.tenancy import row_security


class Migration(migrations.Migration):
    dependencies = [
        ("businesses", "0009_results_and_claims"),
        ("organizations", "0002_who_made_and_changed_it"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PartnerWebsite",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=audit.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="created",
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="last change",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting"),
                            ("placed", "Online with the partner"),
                            ("failed", "Failed"),
                        ],
                        default="queued",
                        max_length=8,
                        verbose_name="status",
                    ),
                ),
                (
                    "error",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unavailable", "The partner does not answer. Try again in a few minutes."),
                            ("refused", "The partner refused this brief. Complete it, then try again."),
                            ("locked", "The partner does not let Genesis in. Tell whoever runs this server."),
                        ],
                        max_length=16,
                        verbose_name="error",
                    ),
                ),
                ("idempotency_key", models.UUIDField(default=uuid.uuid4, verbose_name="idempotency key")),
                ("fingerprint", models.CharField(max_length=64, verbose_name="fingerprint of the content")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="address")),
                ("placed_at", models.DateTimeField(blank=True, null=True, verbose_name="placed")),
                (
                    "brief",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partner_website",
                        to="businesses.businessbrief",
                        verbose_name="brief",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="organizations.organization",
                        verbose_name="organization",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="last changed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "website at the partner",
                "verbose_name_plural": "websites at the partner",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["organization", "brief"], name="partner_site_by_organization")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["queued", "placed", "failed"])),
                        name="partner_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("error__in", ["", "unavailable", "refused", "locked"])),
                        name="partner_error_known",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partnerwebsite",
            trigger=pgtrigger.compiler.Trigger(
                name="touch",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.updated_at = statement_timestamp(); NEW.created_at = OLD.created_at; RETURN NEW;",
                    hash="d635f8f48f167e2a99d1dd233b8ecb04cb869de3",
                    operation="UPDATE",
                    pgid="pgtrigger_touch_954e3",
                    table="businesses_partnerwebsite",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partnerwebsite",
            trigger=pgtrigger.compiler.Trigger(
                name="author",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE actor text;",
                    func="\nactor = NULLIF(NULLIF(current_setting('genesis.actor', true), ''), 'nobody');\nIF actor IS NULL THEN RETURN NEW; END IF;\nIF TG_OP = 'INSERT' THEN\n    NEW.created_by_id = COALESCE(NEW.created_by_id, actor::uuid);\n    NEW.updated_by_id = actor::uuid;\nELSIF NEW.updated_by_id IS NOT NULL OR OLD.updated_by_id IS NULL THEN  -- else a person is being erased\n    NEW.updated_by_id = actor::uuid;\nEND IF;\nRETURN NEW;\n",
                    hash="b54195ff7b4733d46e62713b86d308df381854a7",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_author_440ae",
                    table="businesses_partnerwebsite",
                    when="BEFORE",
                ),
            ),
        ),
        row_security("businesses_partnerwebsite"),
    ]
