#!/usr/bin/env bash
# keep.sh SIGNAL PROGRAM …
#
# Runs a program for as long as standard input is open, and then ends it with the signal. Standard input
# closes when whoever started this closes it, and also when they are gone, however they went: Ctrl-C,
# a failure, kill -9. REMOVE is a folder that nobody needs after that.
set -u
signal=$1
shift

exec 3<&0
"$@" 3<&- </dev/null &
program=$!
{
  while read -r _; do :; done <&3
  kill -s "$signal" "$program"
} 2>/dev/null &
watcher=$!

wait "$program"
status=$?
kill "$watcher" 2>/dev/null
if [[ -n ${REMOVE-} ]]; then rm -rf -- "$REMOVE"; fi
exit "$status"
