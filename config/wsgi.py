"""The WSGI entry point that granian serves."""

import os
from pathlib import Path

from config.embedded import ensure_database_url

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
ensure_database_url(Path(__file__).resolve().parent.parent)

from django.core.wsgi import get_wsgi_application  # noqa: E402  the database address must be known first

application = get_wsgi_application()
