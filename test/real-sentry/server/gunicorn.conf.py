import os

bind = os.environ["REAL_SENTRY_BIND"]
chdir = os.path.dirname(os.path.abspath(__file__))
# 32 runs at the same moment must all be answered at the same moment too.
workers = 3
threads = 12
worker_class = "gthread"
preload_app = True
timeout = 120
# A worker that is just being forked misses the signal to end.
graceful_timeout = 1
# Longer than clients keep an idle connection, so that no request meets one that is just being closed.
keepalive = 30


def when_ready(server):
    # It listens now.
    open(os.environ["REAL_SENTRY_LISTENING"], "w").close()


def worker_int(worker):
    # Nothing is to be saved, and Python takes seconds to take Sentry apart.
    os._exit(0)


def on_exit(server):
    os._exit(0)
