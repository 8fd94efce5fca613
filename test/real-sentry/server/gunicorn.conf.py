import os

bind = os.environ["REAL_SENTRY_BIND"]
chdir = os.path.dirname(os.path.abspath(__file__))
# 32 runs at the same moment must all be answered at the same moment too.
workers = 3
threads = 12
worker_class = "gthread"
preload_app = True
timeout = 120
# Runs have a process each, so that no connection is used twice for long.
keepalive = 2
