"""Write every address in its canonical form, and let the database refuse another one."""

from django.db import migrations, models
from django.db.models.functions import Lower

from accounts.canonical import canonical, is_mailable


def make_canonical(apps, schema_editor):
    """Who confirmed an address, or else came first, keeps it; the others keep their account as claimants."""
    User = apps.get_model("accounts", "User")
    EmailAddress = apps.get_model("account", "EmailAddress")
    for address in EmailAddress.objects.order_by("-verified", "-primary", "pk"):
        email = canonical(address.email)
        if email == address.email or not is_mailable(email):
            continue
        if EmailAddress.objects.filter(user_id=address.user_id, email=email).exists():
            address.delete()
            continue
        if EmailAddress.objects.filter(email=email, verified=True).exists():
            address.verified = False
        address.email = email
        address.save()
    confirmed = models.Exists(EmailAddress.objects.filter(user=models.OuterRef("pk"), verified=True))
    for user in User.objects.exclude(email=None).order_by(confirmed.desc(), "created_at"):
        email = canonical(user.email)
        others = User.objects.filter(email=email).exclude(pk=user.pk)
        kept = email if is_mailable(email) and not others.exists() else None
        if kept != user.email:
            User.objects.filter(pk=user.pk).update(email=kept)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("account", "0009_emailaddress_unique_primary_email")]

    operations = [
        migrations.RemoveConstraint("user", "user_email_unique_whatever_case"),
        migrations.RunPython(make_canonical, migrations.RunPython.noop),
        migrations.AddConstraint(
            "user",
            models.CheckConstraint(
                condition=models.Q(email=Lower("email"), email__regex="^[!#-~]+$"),
                name="user_email_is_canonical",
            ),
        ),
        # allauth's table; not of rows that cannot be mailed and were there before
        migrations.RunSQL(
            """ALTER TABLE account_emailaddress ADD CONSTRAINT address_is_canonical
            CHECK (email = lower(email) AND email ~ '^[!#-~]+$') NOT VALID""",
            "ALTER TABLE account_emailaddress DROP CONSTRAINT address_is_canonical",
        ),
    ]
