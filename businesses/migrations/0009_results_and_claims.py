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
        ("businesses", "0008_drop_search_columns"),
        ("organizations", "0002_who_made_and_changed_it"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AgentRun",
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
                    "agent",
                    models.CharField(
                        choices=[
                            ("research", "Research"),
                            ("content", "Site texts"),
                            ("logo", "Logo"),
                            ("seo", "Search engines"),
                            ("template", "Theme"),
                        ],
                        max_length=8,
                        verbose_name="agent",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting"),
                            ("running", "At work"),
                            ("succeeded", "Done"),
                            ("failed", "Failed"),
                            ("skipped", "Unchanged"),
                        ],
                        default="queued",
                        max_length=9,
                        verbose_name="status",
                    ),
                ),
                ("progress", models.PositiveSmallIntegerField(default=0, verbose_name="progress in percent")),
                ("doing", models.CharField(blank=True, max_length=32, verbose_name="what it does now")),
                ("queued_at", models.DateTimeField(blank=True, null=True, verbose_name="queued")),
                ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="started")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finished")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("error", models.CharField(blank=True, max_length=32, verbose_name="error")),
                ("provider", models.CharField(default="built-in", max_length=32, verbose_name="provider")),
                (
                    "inputs_hash",
                    models.CharField(blank=True, max_length=64, verbose_name="hash of the inputs"),
                ),
            ],
            options={
                "verbose_name": "agent run",
                "verbose_name_plural": "agent runs",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Claim",
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
                ("place", models.CharField(max_length=120, verbose_name="place")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position in the text")),
                ("numeral", models.CharField(max_length=60, verbose_name="figure as written")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("said", "Said by the person"),
                            ("computed", "Computed"),
                            ("table", "From a table"),
                            ("to_verify", "To verify"),
                        ],
                        max_length=9,
                        verbose_name="kind",
                    ),
                ),
                ("step", models.CharField(blank=True, max_length=16, verbose_name="step")),
                ("quote", models.CharField(blank=True, max_length=300, verbose_name="words")),
                ("formula", models.CharField(blank=True, max_length=300, verbose_name="formula")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="year")),
                (
                    "confirmed_source",
                    models.CharField(blank=True, max_length=300, verbose_name="source given by the person"),
                ),
            ],
            options={
                "verbose_name": "claim",
                "verbose_name_plural": "claims",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ItemChoice",
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
                    "agent",
                    models.CharField(
                        choices=[
                            ("research", "Research"),
                            ("content", "Site texts"),
                            ("logo", "Logo"),
                            ("seo", "Search engines"),
                            ("template", "Theme"),
                        ],
                        max_length=8,
                        verbose_name="agent",
                    ),
                ),
                ("key", models.CharField(max_length=64, verbose_name="item")),
                (
                    "state",
                    models.CharField(
                        choices=[("accepted", "Accepted"), ("edited", "Edited"), ("rejected", "Rejected")],
                        max_length=8,
                        verbose_name="decision",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="own wording")),
                ("facts", models.JSONField(blank=True, default=dict, verbose_name="facts at that time")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
            ],
            options={
                "verbose_name": "decision on an item",
                "verbose_name_plural": "decisions on items",
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="businessbrief",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="businessbrief",
            name="update_update",
        ),
        migrations.RemoveField(
            model_name="businessbriefevent",
            name="content_generation",
        ),
        migrations.RemoveField(
            model_name="businessbriefevent",
            name="logo_creation",
        ),
        migrations.RemoveField(
            model_name="businessbriefevent",
            name="market_research",
        ),
        migrations.RemoveField(
            model_name="businessbriefevent",
            name="seo_optimization",
        ),
        migrations.RemoveField(
            model_name="businessbriefevent",
            name="template_selection",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="businessbrief",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "businesses_businessbriefevent" ("brief_completeness", "business_name", "coaching_session_id", "created_at", "created_by_id", "dc360_website_id", "differentiation", "edited_fields", "id", "is_ready_for_website", "language", "location", "mission", "organization_id", "overall_confidence", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sector_id", "summary", "target_audience", "updated_at", "updated_by_id", "value_proposition", "version", "vision") VALUES (NEW."brief_completeness", NEW."business_name", NEW."coaching_session_id", NEW."created_at", NEW."created_by_id", NEW."dc360_website_id", NEW."differentiation", NEW."edited_fields", NEW."id", NEW."is_ready_for_website", NEW."language", NEW."location", NEW."mission", NEW."organization_id", NEW."overall_confidence", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sector_id", NEW."summary", NEW."target_audience", NEW."updated_at", NEW."updated_by_id", NEW."value_proposition", NEW."version", NEW."vision"); RETURN NULL;',
                    hash="c665360f510248c5b6b39d42fcc7a2ef38ae4747",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a6cd6",
                    table="businesses_businessbrief",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="businessbrief",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."brief_completeness" IS DISTINCT FROM (NEW."brief_completeness") OR OLD."business_name" IS DISTINCT FROM (NEW."business_name") OR OLD."coaching_session_id" IS DISTINCT FROM (NEW."coaching_session_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."dc360_website_id" IS DISTINCT FROM (NEW."dc360_website_id") OR OLD."differentiation" IS DISTINCT FROM (NEW."differentiation") OR OLD."edited_fields" IS DISTINCT FROM (NEW."edited_fields") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_ready_for_website" IS DISTINCT FROM (NEW."is_ready_for_website") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."location" IS DISTINCT FROM (NEW."location") OR OLD."mission" IS DISTINCT FROM (NEW."mission") OR OLD."organization_id" IS DISTINCT FROM (NEW."organization_id") OR OLD."overall_confidence" IS DISTINCT FROM (NEW."overall_confidence") OR OLD."sector_id" IS DISTINCT FROM (NEW."sector_id") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."target_audience" IS DISTINCT FROM (NEW."target_audience") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."updated_by_id" IS DISTINCT FROM (NEW."updated_by_id") OR OLD."value_proposition" IS DISTINCT FROM (NEW."value_proposition") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."vision" IS DISTINCT FROM (NEW."vision"))',
                    func='INSERT INTO "businesses_businessbriefevent" ("brief_completeness", "business_name", "coaching_session_id", "created_at", "created_by_id", "dc360_website_id", "differentiation", "edited_fields", "id", "is_ready_for_website", "language", "location", "mission", "organization_id", "overall_confidence", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sector_id", "summary", "target_audience", "updated_at", "updated_by_id", "value_proposition", "version", "vision") VALUES (NEW."brief_completeness", NEW."business_name", NEW."coaching_session_id", NEW."created_at", NEW."created_by_id", NEW."dc360_website_id", NEW."differentiation", NEW."edited_fields", NEW."id", NEW."is_ready_for_website", NEW."language", NEW."location", NEW."mission", NEW."organization_id", NEW."overall_confidence", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sector_id", NEW."summary", NEW."target_audience", NEW."updated_at", NEW."updated_by_id", NEW."value_proposition", NEW."version", NEW."vision"); RETURN NULL;',
                    hash="a287fc006011ecda41e3e34beece3fc7f25549c1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_83691",
                    table="businesses_businessbrief",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="agentrun",
            name="brief",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="runs",
                to="businesses.businessbrief",
                verbose_name="brief",
            ),
        ),
        migrations.AddField(
            model_name="agentrun",
            name="created_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="made by",
            ),
        ),
        migrations.AddField(
            model_name="agentrun",
            name="organization",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="organizations.organization",
                verbose_name="organization",
            ),
        ),
        migrations.AddField(
            model_name="agentrun",
            name="updated_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="last changed by",
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="brief",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="claims",
                to="businesses.businessbrief",
                verbose_name="brief",
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="created_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="made by",
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="organization",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="organizations.organization",
                verbose_name="organization",
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="updated_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="last changed by",
            ),
        ),
        migrations.AddField(
            model_name="itemchoice",
            name="brief",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="choices",
                to="businesses.businessbrief",
                verbose_name="brief",
            ),
        ),
        migrations.AddField(
            model_name="itemchoice",
            name="created_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="made by",
            ),
        ),
        migrations.AddField(
            model_name="itemchoice",
            name="organization",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="organizations.organization",
                verbose_name="organization",
            ),
        ),
        migrations.AddField(
            model_name="itemchoice",
            name="updated_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="last changed by",
            ),
        ),
        migrations.AddIndex(
            model_name="agentrun",
            index=models.Index(fields=["organization", "brief"], name="run_by_organization"),
        ),
        migrations.AddConstraint(
            model_name="agentrun",
            constraint=models.UniqueConstraint(fields=("brief", "agent"), name="one_run_a_brief_and_agent"),
        ),
        migrations.AddConstraint(
            model_name="agentrun",
            constraint=models.CheckConstraint(
                condition=models.Q(("agent__in", ["research", "content", "logo", "seo", "template"])),
                name="agent_run_agent_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="agentrun",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["queued", "running", "succeeded", "failed", "skipped"])),
                name="agent_run_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="agentrun",
            constraint=models.CheckConstraint(
                condition=models.Q(("progress__range", (0, 100))), name="agent_run_progress_from_0_to_100"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agentrun",
            trigger=pgtrigger.compiler.Trigger(
                name="touch",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.updated_at = statement_timestamp(); NEW.created_at = OLD.created_at; RETURN NEW;",
                    hash="0383833080cc93ce938e7f9d6caf5a794ea4b9a9",
                    operation="UPDATE",
                    pgid="pgtrigger_touch_2d41e",
                    table="businesses_agentrun",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agentrun",
            trigger=pgtrigger.compiler.Trigger(
                name="author",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE actor text;",
                    func="\nactor = NULLIF(NULLIF(current_setting('genesis.actor', true), ''), 'nobody');\nIF actor IS NULL THEN RETURN NEW; END IF;\nIF TG_OP = 'INSERT' THEN\n    NEW.created_by_id = COALESCE(NEW.created_by_id, actor::uuid);\n    NEW.updated_by_id = actor::uuid;\nELSIF NEW.updated_by_id IS NOT NULL OR OLD.updated_by_id IS NULL THEN  -- else a person is being erased\n    NEW.updated_by_id = actor::uuid;\nEND IF;\nRETURN NEW;\n",
                    hash="06ded058c191dcbd2ef7adaefaa83ee737ea18e0",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_author_53adc",
                    table="businesses_agentrun",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["organization", "brief"], name="claim_by_organization"),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("kind", "to_verify")), fields=["brief"], name="open_claims_by_brief"
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.UniqueConstraint(
                fields=("brief", "place", "position"), name="one_claim_a_figure"
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["said", "computed", "table", "to_verify"])),
                name="claim_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "computed"), _negated=True),
                    models.Q(("formula", ""), _negated=True),
                    _connector="OR",
                ),
                name="computed_claim_has_formula",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "table"), _negated=True),
                    models.Q(("source", ""), _negated=True),
                    _connector="OR",
                ),
                name="table_claim_has_source",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="touch",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.updated_at = statement_timestamp(); NEW.created_at = OLD.created_at; RETURN NEW;",
                    hash="0d6d54b7e352021b6961c4357de450fa6c6add8b",
                    operation="UPDATE",
                    pgid="pgtrigger_touch_14f17",
                    table="businesses_claim",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="author",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE actor text;",
                    func="\nactor = NULLIF(NULLIF(current_setting('genesis.actor', true), ''), 'nobody');\nIF actor IS NULL THEN RETURN NEW; END IF;\nIF TG_OP = 'INSERT' THEN\n    NEW.created_by_id = COALESCE(NEW.created_by_id, actor::uuid);\n    NEW.updated_by_id = actor::uuid;\nELSIF NEW.updated_by_id IS NOT NULL OR OLD.updated_by_id IS NULL THEN  -- else a person is being erased\n    NEW.updated_by_id = actor::uuid;\nEND IF;\nRETURN NEW;\n",
                    hash="0631791b8e9cec390f623b34e6ef40d90ca9b28e",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_author_1cf19",
                    table="businesses_claim",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="itemchoice",
            index=models.Index(fields=["organization", "brief"], name="choice_by_organization"),
        ),
        migrations.AddConstraint(
            model_name="itemchoice",
            constraint=models.UniqueConstraint(fields=("brief", "agent", "key"), name="one_decision_an_item"),
        ),
        migrations.AddConstraint(
            model_name="itemchoice",
            constraint=models.CheckConstraint(
                condition=models.Q(("agent__in", ["research", "content", "logo", "seo", "template"])),
                name="item_choice_agent_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="itemchoice",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["accepted", "edited", "rejected"])),
                name="item_choice_state_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="itemchoice",
            trigger=pgtrigger.compiler.Trigger(
                name="touch",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.updated_at = statement_timestamp(); NEW.created_at = OLD.created_at; RETURN NEW;",
                    hash="2bf5b3b32d63d0bf504c8504afa589f00477f04a",
                    operation="UPDATE",
                    pgid="pgtrigger_touch_a41d6",
                    table="businesses_itemchoice",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="itemchoice",
            trigger=pgtrigger.compiler.Trigger(
                name="author",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE actor text;",
                    func="\nactor = NULLIF(NULLIF(current_setting('genesis.actor', true), ''), 'nobody');\nIF actor IS NULL THEN RETURN NEW; END IF;\nIF TG_OP = 'INSERT' THEN\n    NEW.created_by_id = COALESCE(NEW.created_by_id, actor::uuid);\n    NEW.updated_by_id = actor::uuid;\nELSIF NEW.updated_by_id IS NOT NULL OR OLD.updated_by_id IS NULL THEN  -- else a person is being erased\n    NEW.updated_by_id = actor::uuid;\nEND IF;\nRETURN NEW;\n",
                    hash="2550b0bd95b464c50804fa54fe7183fbe19592e1",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_author_82a6c",
                    table="businesses_itemchoice",
                    when="BEFORE",
                ),
            ),
        ),
        row_security("businesses_agentrun"),
        row_security("businesses_itemchoice"),
        row_security("businesses_claim"),
    ]
