"""Settings of the benchmark: production's, over plain HTTP, with the bare page and the peer beside ours."""

import os

os.environ.update(DEBUG="0", HTTPS="0")
os.environ.setdefault("SECRET_KEY", "bench-only")

from config.settings import *  # noqa: F403  settings are inherited whole

ROOT_URLCONF = "bench.urls"
MIDDLEWARE = ["bench.views.count_queries", *MIDDLEWARE]  # noqa: F405  inherited
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], BASE_DIR / "bench" / "templates"]  # noqa: F405  inherited
