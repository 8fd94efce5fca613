# Sentry, as far as its API about projects and client keys goes. Postgres and Redis are real; what
# deals with events (Kafka, Snuba, ClickHouse, Relay) is not there, and nothing of this API asks for
# it. Tasks are put into Redis, and no worker takes them out: no answer of this API waits for one.
#
# Environment variables say where things are, and how an instance differs from the usual one. What
# is not set here is as Sentry has it, in whichever release.
import os

from sentry.conf.server import *  # noqa

FOLDER = os.environ["REAL_SENTRY_FOLDER"]
# The folder of a socket, or a host.
POSTGRES = os.environ.get("REAL_SENTRY_POSTGRES", os.path.join(FOLDER, "postgres"))
SOCKET = os.path.join(FOLDER, "redis.sock")
# A host, instead of the socket.
REDIS = os.environ.get("REAL_SENTRY_REDIS")

DATABASES = {
    "default": {
        "ENGINE": "sentry.db.postgres",
        "NAME": "sentry",
        "USER": "sentry",
        "HOST": POSTGRES,
        "AUTOCOMMIT": True,
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": 0,
    }
}
BROKER_URL = "redis://" + REDIS if REDIS else "redis+socket://" + SOCKET

SENTRY_OPTIONS.update(  # noqa
    {
        "mail.backend": "dummy",
        "system.admin-email": "admin@example.com",
        "system.secret-key": os.environ["REAL_SENTRY_SECRET"],
        # Without this, Sentry makes no DSNs.
        "system.url-prefix": os.environ.get("REAL_SENTRY_URL", ""),
        "redis.clusters": {
            "default": {"hosts": {0: {"host": REDIS} if REDIS else {"unix_socket_path": SOCKET}}}
        },
        "filestore.backend": "filesystem",
        "filestore.options": {"location": os.path.join(FOLDER, "files")},
    }
)

ALLOWED_HOSTS = ["127.0.0.1"]
SENTRY_USE_BIG_INTS = True
SENTRY_BEACON = False
SENTRY_CACHE = "sentry.cache.redis.RedisCache"
SENTRY_RATELIMITER = "sentry.ratelimits.redis.RedisRateLimiter"

# On sentry.io, the organization's plan says so.
SENTRY_FEATURES["projects:rate-limits"] = os.environ.get("REAL_SENTRY_KEY_LIMITS") != "none"  # noqa
