# What gunicorn serves. It is loaded once, before the workers are forked, since loading Sentry takes
# seconds; the first instance also fills the database, so that it need not be loaded once more for that.
import os

from sentry.runner import configure

configure()

import sentry_sdk  # noqa: E402

# Sentry reports its own errors to itself, which on a small machine keeps it busy for seconds each.
sentry_sdk.init(dsn=None, default_integrations=False)

from django.db import connections  # noqa: E402
from django.urls import get_resolver  # noqa: E402
from sentry.wsgi import application  # noqa: E402, F401

# Otherwise the first request to each worker does this, and takes a second.
get_resolver().url_patterns

if "REAL_SENTRY_SEED" in os.environ:
    import seed

    seed.write(os.environ["REAL_SENTRY_SEED"])

# A connection that two processes share breaks both.
connections.close_all()
