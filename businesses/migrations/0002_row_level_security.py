from django.db import migrations

from organizations.tenancy import row_security


class Migration(migrations.Migration):
    dependencies = [("businesses", "0001_initial"), ("organizations", "0001_initial")]

    operations = [
        row_security("businesses_businessbrief"),
        row_security("businesses_business"),
        row_security("businesses_businessbriefevent"),
        row_security("businesses_businessevent"),
    ]
