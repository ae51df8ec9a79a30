"""Publish sites to measure: `python -m bench.published.sites ROOT THEME...`, where they are as JSON.

Each is made as a person makes one: a coached session played, the five results, the business, its site, a
theme chosen, ways to reach it written, published.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.utils import translation

#: What a person adds to the first site: texts of the contact section.
CONTACT = {
    "whatsapp": "+221 77 123 45 67",
    "phone": "+221 33 123 45 67",
    "email": "bonjour@example.org",
    "hours": "8 h – 18 h",
}


def main(root: str, themes: Sequence[str]) -> None:
    """Prepare the database, publish a site per theme and language, and write where they are to stdout."""
    django.setup()
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    with redirect_stdout(sys.stderr):
        for command in ("migrate", "createcachetable", "load_reference"):
            call_command(command, verbosity=0)
        made = list(_sites(root, themes))
    sys.stdout.write(json.dumps(made))


def _sites(root: str, themes: Sequence[str]) -> Iterator[dict[str, str]]:
    from businesses.demo.seed import finished  # models load after setup

    for person, case in finished():
        user = _person(person.email)
        for theme in themes:
            with translation.override(case.language):
                yield {"theme": theme, "language": case.language, "path": _published(user, case, theme, root)}


def _person(email: str) -> Any:
    from allauth.account.models import EmailAddress

    from accounts.models import User

    user = User.objects.create_user(email)
    confirmed = {"verified": True, "primary": True}
    EmailAddress.objects.update_or_create(user=user, email=email, defaults=confirmed)
    return user


def _published(user: Any, case: Any, theme: str, root: str) -> str:
    """Play the case to a published site and return its path."""
    from django.urls import reverse

    from businesses.demo.play import play
    from businesses.services import create_business
    from websites.definition.operations import Batch, SetForm, SetSite, SetText
    from websites.generation.site import make_site
    from websites.publishing.services import publish
    from websites.services import change

    site = make_site(by=user, business=create_business(by=user, brief=play(by=user, case=case).brief))
    contact = next(block["id"] for block in site.definition["blocks"] if block["kind"] == "contact")
    texts = [SetText(block=contact, path=way, text=text) for way, text in CONTACT.items()]
    looks = [SetSite(aspect="theme", value=theme), SetSite(aspect="palette", value="")]
    wished = Batch(operations=(*looks, *texts, SetForm(block=contact, is_on=True)))
    site = change(by=user, site=site, version=site.version, operation=wished).site
    publish(by=user, site=site, version=site.version)
    return reverse("websites_public:page", args=[site.slug])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
