# An application with the Sentry SDK for Python, which takes its DSN from SENTRY_DSN.
import sentry_sdk

sentry_sdk.init()
sentry_sdk.capture_message("from Python")
sentry_sdk.flush()
