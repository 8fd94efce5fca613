# Sentry, as far as its API about projects and client keys goes. Postgres and Redis are real; what
# deals with events (Kafka, Snuba, ClickHouse, Relay) is not there, and nothing of this API asks for
# it. Tasks are put into Redis, and no worker takes them out: no answer of this API waits for one.
#
# Environment variables say where things are, and how an instance differs from the usual one.
import os

from sentry.conf.server import *  # noqa

FOLDER = os.environ["REAL_SENTRY_FOLDER"]
URL = os.environ.get("REAL_SENTRY_URL", "")
REDIS = os.path.join(FOLDER, "redis.sock")

DATABASES = {
    "default": {
        "ENGINE": "sentry.db.postgres",
        "NAME": "sentry",
        "USER": "sentry",
        "HOST": os.path.join(FOLDER, "postgres"),
        "AUTOCOMMIT": True,
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": 0,
    }
}
BROKER_URL = "redis+socket://" + REDIS

SENTRY_OPTIONS.update(  # noqa
    {
        "mail.backend": "dummy",
        "system.admin-email": "admin@example.com",
        "system.secret-key": os.environ["REAL_SENTRY_SECRET"],
        # Without this, Sentry makes no DSNs.
        "system.url-prefix": URL if os.environ.get("REAL_SENTRY_URL_PREFIX") != "none" else "",
        "redis.clusters": {"default": {"hosts": {0: {"unix_socket_path": REDIS}}}},
        "filestore.backend": "filesystem",
        "filestore.options": {"location": os.path.join(FOLDER, "files")},
    }
)

DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
SENTRY_SINGLE_ORGANIZATION = False
SENTRY_USE_BIG_INTS = True
SENTRY_BEACON = False
SENTRY_USE_RELAY = False
SENTRY_CACHE = "sentry.cache.redis.RedisCache"
SENTRY_BUFFER = "sentry.buffer.base.Buffer"
SENTRY_QUOTAS = "sentry.quotas.base.Quota"
SENTRY_TSDB = "sentry.tsdb.dummy.DummyTSDB"
SENTRY_EVENTSTREAM = "sentry.eventstream.base.EventStream"
SENTRY_NODESTORE = "sentry.nodestore.django.DjangoNodeStorage"
SENTRY_DIGESTS = "sentry.digests.backends.dummy.DummyBackend"

# Sentry takes the organization's plan for the answer; here there are no plans.
SENTRY_FEATURES["projects:rate-limits"] = os.environ.get("REAL_SENTRY_KEY_LIMITS") != "none"  # noqa

# Requests a second that the API takes from one caller. A self-hosted Sentry never limits its API,
# whatever the settings say, so this instance has to be one that is not.
SENTRY_RATELIMITER = "sentry.ratelimits.redis.RedisRateLimiter"
if "REAL_SENTRY_API_LIMIT" in os.environ:
    SENTRY_SELF_HOSTED = False
    SENTRY_RATELIMITER_ENABLED = True
    SENTRY_RATELIMITER_DEFAULT = int(os.environ["REAL_SENTRY_API_LIMIT"])
