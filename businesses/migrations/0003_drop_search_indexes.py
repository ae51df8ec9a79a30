from django.contrib.postgres.operations import RemoveIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):
    """Under a policy `@@` may not use an index: a search reads its organization's rows instead."""

    atomic = False
    dependencies = [("businesses", "0002_row_level_security")]

    operations = [
        RemoveIndexConcurrently("businessbrief", "brief_search"),
        RemoveIndexConcurrently("business", "business_search"),
    ]
