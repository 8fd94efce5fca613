#!/usr/bin/env bash
# in-docker.sh IMAGE FOLDER
#
# Starts an official image of Sentry on port 9000 of this machine, with the Postgres and Redis that
# are there on their usual ports, and writes FOLDER/description.json, which REAL_SENTRY is to name. Docker
# keeps the server until it is told otherwise, so this is for a machine that is thrown away.
set -euo pipefail
image=$1
folder=$2
url=http://127.0.0.1:9000
mkdir -p "$folder/files"

sentry() {
  local program=$1
  shift
  docker run --network host --entrypoint "$program" \
    --volume "$(dirname "$(realpath "$0")")/server:/real-sentry:ro" --volume "$folder:/folder" \
    --env SENTRY_CONF=/real-sentry/sentry.conf.py --env PYTHONDONTWRITEBYTECODE=1 \
    --env REAL_SENTRY_FOLDER=/folder --env REAL_SENTRY_SEED=/folder/description.json \
    --env REAL_SENTRY_POSTGRES=127.0.0.1 --env REAL_SENTRY_REDIS=127.0.0.1 \
    --env REAL_SENTRY_URL="$url" --env REAL_SENTRY_SECRET=of-a-server-for-tests \
    "${options[@]}" "$image" "$@"
}
options=(--rm)
sentry sentry upgrade --noinput --no-repair
sentry python3 /real-sentry/seed.py
# It belongs to the container's user.
sudo chown "$(id -u)" "$folder/description.json"

options=(--detach --name real-sentry)
sentry sentry run web --bind 127.0.0.1:9000
curl --silent --show-error --fail --output /dev/null \
  --retry 60 --retry-delay 2 --retry-all-errors "$url/api/0/" || {
  docker logs --tail 50 real-sentry
  exit 1
}
