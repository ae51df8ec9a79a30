import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import audit.models
from organizations.tenancy import row_security


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("businesses", "0009_results_and_claims"),
        ("organizations", "0002_who_made_and_changed_it"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Site",
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
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="address")),
                ("theme", models.CharField(max_length=32, verbose_name="theme")),
                ("definition", models.JSONField(default=dict, verbose_name="definition")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("languages", models.JSONField(default=list, verbose_name="languages")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published"), ("offline", "Offline")],
                        default="draft",
                        max_length=9,
                        verbose_name="status",
                    ),
                ),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="published")),
                (
                    "published_version",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="published version"),
                ),
                (
                    "external_id",
                    models.CharField(blank=True, max_length=64, verbose_name="partner website id"),
                ),
                (
                    "business",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="site",
                        to="businesses.business",
                        verbose_name="business",
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
                "verbose_name": "site",
                "verbose_name_plural": "sites",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Publication",
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
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="address")),
                ("html", models.BinaryField(verbose_name="page")),
                ("gzipped", models.BinaryField(verbose_name="compressed page")),
                ("etag", models.CharField(max_length=64, verbose_name="ETag")),
                ("policy", models.CharField(max_length=400, verbose_name="content security policy")),
                (
                    "site",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="publication",
                        to="websites.site",
                        verbose_name="site",
                    ),
                ),
            ],
            options={
                "verbose_name": "published page",
                "verbose_name_plural": "published pages",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FormerSlug",
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
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="former address")),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_slugs",
                        to="websites.site",
                        verbose_name="site",
                    ),
                ),
            ],
            options={
                "verbose_name": "former address of a site",
                "verbose_name_plural": "former addresses of sites",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SiteEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("slug", models.SlugField(db_index=False, max_length=60, verbose_name="address")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published"), ("offline", "Offline")],
                        default="draft",
                        max_length=9,
                        verbose_name="status",
                    ),
                ),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="published")),
                (
                    "external_id",
                    models.CharField(blank=True, max_length=64, verbose_name="partner website id"),
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
                    "organization",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.organization",
                        verbose_name="organization",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="organization_slug_status_published_at_external_id_created_at_updated_at_updated_by_events",
                        to="websites.site",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="last changed by",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SiteImage",
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
                ("sha256", models.CharField(max_length=64, verbose_name="hash of what was uploaded")),
                ("file", models.FileField(max_length=200, upload_to="sites/%Y/%m/", verbose_name="file")),
                (
                    "small",
                    models.FileField(
                        blank=True, max_length=200, upload_to="sites/%Y/%m/", verbose_name="small file"
                    ),
                ),
                ("alt", models.CharField(blank=True, max_length=200, verbose_name="what it shows")),
                ("width", models.PositiveIntegerField(verbose_name="width in pixels")),
                ("height", models.PositiveIntegerField(verbose_name="height in pixels")),
                ("size", models.PositiveIntegerField(verbose_name="size in bytes")),
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
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="images",
                        to="websites.site",
                        verbose_name="site",
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
                "verbose_name": "image of a site",
                "verbose_name_plural": "images of sites",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SiteMessage",
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
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("reach", models.CharField(max_length=200, verbose_name="e-mail or phone")),
                ("text", models.TextField(verbose_name="message")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="read")),
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
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="websites.site",
                        verbose_name="site",
                    ),
                ),
            ],
            options={
                "verbose_name": "message from a visitor",
                "verbose_name_plural": "messages from visitors",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SiteRevision",
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
                ("version", models.PositiveIntegerField(verbose_name="version")),
                ("definition", models.JSONField(verbose_name="definition before the change")),
                ("what", models.CharField(max_length=200, verbose_name="what was changed")),
                ("is_undone", models.BooleanField(default=False, verbose_name="undone")),
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
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="websites.site",
                        verbose_name="site",
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
                "verbose_name": "change of a site",
                "verbose_name_plural": "changes of sites",
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="site",
            index=models.Index(fields=["organization", "-updated_at"], name="site_by_organization"),
        ),
        migrations.AddConstraint(
            model_name="site",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["draft", "published", "offline"])),
                name="site_status_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="site",
            trigger=pgtrigger.compiler.Trigger(
                name="touch",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.updated_at = statement_timestamp(); NEW.created_at = OLD.created_at; RETURN NEW;",
                    hash="57c7c2bd144bddf93705cdb70132c0a9037a3e4f",
                    operation="UPDATE",
                    pgid="pgtrigger_touch_e5bc2",
                    table="websites_site",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="site",
            trigger=pgtrigger.compiler.Trigger(
                name="author",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE actor text;",
                    func="\nactor = NULLIF(NULLIF(current_setting('genesis.actor', true), ''), 'nobody');\nIF actor IS NULL THEN RETURN NEW; END IF;\nIF TG_OP = 'INSERT' THEN\n    NEW.created_by_id = COALESCE(NEW.created_by_id, actor::uuid);\n    NEW.updated_by_id = actor::uuid;\nELSIF NEW.updated_by_id IS NOT NULL OR OLD.updated_by_id IS NULL THEN  -- else a person is being erased\n    NEW.updated_by_id = actor::uuid;\nEND IF;\nRETURN NEW;\n",
                    hash="ce483eb31a74c641e4bc8f97931eba3c9bcb208b",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_author_2197b",
                    table="websites_site",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="site",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "websites_siteevent" ("created_at", "external_id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "slug", "status", "updated_at", "updated_by_id") VALUES (NEW."created_at", NEW."external_id", NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."slug", NEW."status", NEW."updated_at", NEW."updated_by_id"); RETURN NULL;',
                    hash="7e1cf4b2a744c918aa2173f3260433c05b6f0413",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_dad21",
                    table="websites_site",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="site",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."external_id" IS DISTINCT FROM (NEW."external_id") OR OLD."organization_id" IS DISTINCT FROM (NEW."organization_id") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."updated_by_id" IS DISTINCT FROM (NEW."updated_by_id"))',
                    func='INSERT INTO "websites_siteevent" ("created_at", "external_id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "slug", "status", "updated_at", "updated_by_id") VALUES (NEW."created_at", NEW."external_id", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."slug", NEW."status", NEW."updated_at", NEW."updated_by_id"); RETURN NULL;',
                    hash="65fcc4b04ad321d01d17be5ab210996eda0013f1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_828e8",
                    table="websites_site",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publication",
            trigger=pgtrigger.compiler.Trigger(
                name="touch",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.updated_at = statement_timestamp(); NEW.created_at = OLD.created_at; RETURN NEW;",
                    hash="60bf58e7e0af4041431050c9fb5c32ebd80ca91d",
                    operation="UPDATE",
                    pgid="pgtrigger_touch_0df93",
                    table="websites_publication",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="formerslug",
            trigger=pgtrigger.compiler.Trigger(
                name="touch",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.updated_at = statement_timestamp(); NEW.created_at = OLD.created_at; RETURN NEW;",
                    hash="167c13245e25cb59fe5e9a5d3aff6ae5e21be741",
                    operation="UPDATE",
                    pgid="pgtrigger_touch_b771f",
                    table="websites_formerslug",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="siteimage",
            index=models.Index(fields=["organization", "site"], name="image_by_organization"),
        ),
        migrations.AddConstraint(
            model_name="siteimage",
            constraint=models.UniqueConstraint(fields=("site", "sha256"), name="one_image_a_site"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="siteimage",
            trigger=pgtrigger.compiler.Trigger(
                name="touch",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.updated_at = statement_timestamp(); NEW.created_at = OLD.created_at; RETURN NEW;",
                    hash="679031e66c948dc1b25b406d74071b166985a17a",
                    operation="UPDATE",
                    pgid="pgtrigger_touch_354f6",
                    table="websites_siteimage",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="siteimage",
            trigger=pgtrigger.compiler.Trigger(
                name="author",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE actor text;",
                    func="\nactor = NULLIF(NULLIF(current_setting('genesis.actor', true), ''), 'nobody');\nIF actor IS NULL THEN RETURN NEW; END IF;\nIF TG_OP = 'INSERT' THEN\n    NEW.created_by_id = COALESCE(NEW.created_by_id, actor::uuid);\n    NEW.updated_by_id = actor::uuid;\nELSIF NEW.updated_by_id IS NOT NULL OR OLD.updated_by_id IS NULL THEN  -- else a person is being erased\n    NEW.updated_by_id = actor::uuid;\nEND IF;\nRETURN NEW;\n",
                    hash="ededdc9682f491d15a0197785fc0fc396f646451",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_author_8a1f5",
                    table="websites_siteimage",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="sitemessage",
            index=models.Index(fields=["organization", "-created_at"], name="message_by_organization"),
        ),
        migrations.AddIndex(
            model_name="sitemessage",
            index=models.Index(fields=["site", "-created_at"], name="message_by_site"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sitemessage",
            trigger=pgtrigger.compiler.Trigger(
                name="touch",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.updated_at = statement_timestamp(); NEW.created_at = OLD.created_at; RETURN NEW;",
                    hash="4fde6564e235ddedb16dab73df5a99289a4b2674",
                    operation="UPDATE",
                    pgid="pgtrigger_touch_81f5d",
                    table="websites_sitemessage",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="siterevision",
            index=models.Index(fields=["organization", "site"], name="revision_by_organization"),
        ),
        migrations.AddConstraint(
            model_name="siterevision",
            constraint=models.UniqueConstraint(fields=("site", "version"), name="one_revision_a_version"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="siterevision",
            trigger=pgtrigger.compiler.Trigger(
                name="touch",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.updated_at = statement_timestamp(); NEW.created_at = OLD.created_at; RETURN NEW;",
                    hash="2d877d3142a22faea978745241b27bdf4ec7e7e7",
                    operation="UPDATE",
                    pgid="pgtrigger_touch_b5272",
                    table="websites_siterevision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="siterevision",
            trigger=pgtrigger.compiler.Trigger(
                name="author",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE actor text;",
                    func="\nactor = NULLIF(NULLIF(current_setting('genesis.actor', true), ''), 'nobody');\nIF actor IS NULL THEN RETURN NEW; END IF;\nIF TG_OP = 'INSERT' THEN\n    NEW.created_by_id = COALESCE(NEW.created_by_id, actor::uuid);\n    NEW.updated_by_id = actor::uuid;\nELSIF NEW.updated_by_id IS NOT NULL OR OLD.updated_by_id IS NULL THEN  -- else a person is being erased\n    NEW.updated_by_id = actor::uuid;\nEND IF;\nRETURN NEW;\n",
                    hash="b7a7c8fa069b229da65474074c7d08b77c6d6316",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_author_ab7e0",
                    table="websites_siterevision",
                    when="BEFORE",
                ),
            ),
        ),
        row_security("websites_site"),
        row_security("websites_siteevent"),
        row_security("websites_siterevision"),
        row_security("websites_siteimage"),
        row_security("websites_sitemessage"),
    ]
