"""Row-level security of websites at the partner, and of the jobs that are about briefs and such websites."""

from django.db import migrations

from organizations.tenancy import row_security

#: A job is seen by who sees what it is about; one about anything else by the system only.
ABOUT_MINE = " OR ".join(
    f"EXISTS (SELECT FROM {table} WHERE {table}.id = (args ->> '{name}')::uuid)"
    for table, name in (
        ("briefs_agentrun", "run_id"),
        ("briefs_businessbrief", "brief_id"),
        ("hosting_partnerwebsite", "website_id"),
    )
)
OF_MY_JOBS = "EXISTS (SELECT FROM procrastinate_jobs job WHERE job.id = job_id)"


class Migration(migrations.Migration):
    dependencies = [
        ("hosting", "0001_initial"),
        ("briefs", "0001_initial"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]

    operations = [
        row_security("hosting_partnerwebsite"),
        row_security("procrastinate_jobs", ABOUT_MINE),
        row_security("procrastinate_events", OF_MY_JOBS),
    ]
