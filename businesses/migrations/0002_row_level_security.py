"""Row-level security: each table shows the rows of organizations that the asking person is a member of."""

from django.db import migrations

from organizations.tenancy import row_security


class Migration(migrations.Migration):
    dependencies = [("businesses", "0001_initial")]

    operations = [
        row_security("businesses_business"),
        row_security("businesses_businessevent"),
    ]
