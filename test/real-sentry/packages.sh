#!/usr/bin/env bash
# For CI, on Debian and Ubuntu: installs Postgres and Redis where they are missing. Their versions are
# those of the system's release, which has no others. Python 3.8 is in none of today's releases;
# programs.ts says where it is looked for, and how to get it.
set -euo pipefail

missing=()
if ! compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; then missing+=(postgresql); fi
if ! command -v redis-server >/dev/null; then missing+=(redis-server); fi
if ((${#missing[@]} == 0)); then exit 0; fi

as_root=()
if ((EUID != 0)); then as_root=(sudo); fi
# RUNLEVEL keeps both from starting servers of their own, which nobody asked for.
apt() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get -qq "$@"
}
echo "Installing ${missing[*]} …"
apt update
apt install --yes --no-install-recommends "${missing[@]}" >/dev/null
