"""Row-level security: each table shows the rows of organizations that the asking person is a member of."""

from django.db import migrations

from organizations.tenancy import row_security


class Migration(migrations.Migration):
    dependencies = [("briefs", "0001_initial")]

    operations = [
        row_security("briefs_businessbrief"),
        row_security("briefs_businessbriefevent"),
        row_security("briefs_agentrun"),
        row_security("briefs_itemchoice"),
        row_security("briefs_claim"),
    ]
