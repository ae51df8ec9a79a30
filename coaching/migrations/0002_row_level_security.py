"""Row-level security: each table shows the rows of organizations that the asking person is a member of."""

from django.db import migrations

from organizations.tenancy import row_security


class Migration(migrations.Migration):
    dependencies = [("coaching", "0001_initial")]

    operations = [
        row_security("coaching_coachingsession"),
        row_security(
            "coaching_coachingstep",
            # Sessions are under their own policy in here, so this needs no second look at memberships.
            "EXISTS (SELECT FROM coaching_coachingsession s WHERE s.id = coaching_coachingstep.session_id)",
        ),
    ]
