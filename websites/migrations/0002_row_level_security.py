"""Row-level security: each table shows the rows of organizations that the asking person is a member of."""

from django.db import migrations

from organizations.tenancy import row_security


class Migration(migrations.Migration):
    dependencies = [("websites", "0001_initial")]

    operations = [
        row_security("websites_site"),
        row_security("websites_siteevent"),
        row_security("websites_siterevision"),
        row_security("websites_siteimage"),
        row_security("websites_sitemessage"),
    ]
