import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    """Nothing asks for the words of names in one column any more. Undone, each table is written anew once."""

    dependencies = [("businesses", "0007_words_of_names_until_now")]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="business",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="businessbrief",
            name="update_update",
        ),
        migrations.RemoveField(
            model_name="business",
            name="search",
        ),
        migrations.RemoveField(
            model_name="businessbrief",
            name="search",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="business",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "businesses_businessevent" ("brief_id", "business_name", "created_at", "created_by_id", "cultural_context", "deleted_at", "deleted_by_id", "differentiation", "id", "location", "mission", "organization_id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sector_id", "status", "target_audience", "updated_at", "updated_by_id", "value_proposition", "vision") VALUES (NEW."brief_id", NEW."business_name", NEW."created_at", NEW."created_by_id", NEW."cultural_context", NEW."deleted_at", NEW."deleted_by_id", NEW."differentiation", NEW."id", NEW."location", NEW."mission", NEW."organization_id", NEW."owner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sector_id", NEW."status", NEW."target_audience", NEW."updated_at", NEW."updated_by_id", NEW."value_proposition", NEW."vision"); RETURN NULL;',
                    hash="6b2b9124c63544ea7be3c7b165d84e91280f62a0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1c257",
                    table="businesses_business",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="businessbrief",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "businesses_businessbriefevent" ("brief_completeness", "business_name", "coaching_session_id", "content_generation", "created_at", "created_by_id", "dc360_website_id", "differentiation", "edited_fields", "id", "is_ready_for_website", "language", "location", "logo_creation", "market_research", "mission", "organization_id", "overall_confidence", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sector_id", "seo_optimization", "summary", "target_audience", "template_selection", "updated_at", "updated_by_id", "value_proposition", "version", "vision") VALUES (NEW."brief_completeness", NEW."business_name", NEW."coaching_session_id", NEW."content_generation", NEW."created_at", NEW."created_by_id", NEW."dc360_website_id", NEW."differentiation", NEW."edited_fields", NEW."id", NEW."is_ready_for_website", NEW."language", NEW."location", NEW."logo_creation", NEW."market_research", NEW."mission", NEW."organization_id", NEW."overall_confidence", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sector_id", NEW."seo_optimization", NEW."summary", NEW."target_audience", NEW."template_selection", NEW."updated_at", NEW."updated_by_id", NEW."value_proposition", NEW."version", NEW."vision"); RETURN NULL;',
                    hash="d3cb19dbef0ca9584667454b7156aa64fb5baafe",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_83691",
                    table="businesses_businessbrief",
                    when="AFTER",
                ),
            ),
        ),
    ]
