"""Settings for tests: cheap hasher, strict templates, mail in memory; the rest as in production."""

import os

from localrun.embedded import ROOT, ensure_database_url

ensure_database_url(ROOT)  # plain `pytest` needs no server made by hand
os.environ.setdefault("SECRET_KEY", "tests-only")
os.environ.setdefault("HTTPS", "0")

from config.settings import *  # noqa: E402, F403 - inherited whole, once the database is there
from config.settings import DATABASES, STORAGES, TEMPLATES, VAR_DIR  # noqa: E402
from config.tests.strict import MissingVariable  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PUBLIC_URL = "https://genesis.example"
MEDIA_ROOT = VAR_DIR / "media-of-tests"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
DATABASES["default"]["OPTIONS"].pop("pool")
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = MissingVariable()
WHITENOISE_AUTOREFRESH = True  # static files come from their sources; nothing is collected for a test
WHITENOISE_USE_FINDERS = True
