#!/usr/bin/env bash
# Releases the version of a tag, as .github/workflows/release.yml does:
#
#   release.sh check TAG              stops unless TAG may be released
#   release.sh publish TAG ASSET...   releases it, or continues where an earlier run stopped
set -euo pipefail
cd "$(dirname "$0")/.."

command=$1
tag=$2
shift 2

stop() {
  echo "::error::$1"
  exit 1
}

# The version's section of CHANGELOG.md.
notes() {
  awk -v start="## [${tag#v}]" \
    'index($0, "## [") == 1 { on = index($0, start) == 1; next } on' CHANGELOG.md | sed '/./,$!d'
}

check() {
  [[ "$tag" =~ ^v[0-9]+\.[0-9]+\.[0-9]+$ ]] || stop "$tag is not a version vX.Y.Z, and only those are released."
  local version=${tag#v} named
  named=$(node -p 'require("./package.json").version')
  [[ "$named" == "$version" ]] || stop "The tag is $tag, but package.json has $named."
  grep -qE "^## \[${version//./\\.}\] - [0-9]{4}-[0-9]{2}-[0-9]{2}$" CHANGELOG.md ||
    stop "CHANGELOG.md has no heading with a date for $version."
  [[ -n "$(notes)" ]] || stop "CHANGELOG.md has no text about $version."
  git merge-base --is-ancestor HEAD origin/main || stop "$tag is not a commit of main."
}

publish() {
  local commit drafts described attempts=12
  # The tag could have been moved after the check. A published tag is locked.
  commit=$(gh api "repos/$GITHUB_REPOSITORY/commits/tags/$tag" --jq .sha)
  [[ "$commit" == "$(git rev-parse HEAD)" ]] || stop "$tag was moved after it was checked."

  drafts=$(gh release list --limit 100 --json tagName,isDraft \
    --jq ".[] | select(.tagName == \"$tag\") | .isDraft")
  if [[ "$drafts" != *false* ]]; then
    # Publishing comes last, because an immutable release takes no more assets afterwards.
    described=(--verify-tag --title "$tag" --notes "$(notes)")
    [[ -n "$drafts" ]] || gh release create "$tag" --draft "${described[@]}"
    gh release upload "$tag" --clobber "$@"
    gh release edit "$tag" --draft=false "${described[@]}"
  fi

  # GitHub attests an immutable release some time later.
  until gh release verify "$tag"; do
    ((--attempts > 0)) ||
      stop "$tag is published, but GitHub does not attest it. If immutable releases are off in the \
repository's settings, turn them on, delete the release but not its tag, and run this again."
    sleep 15
  done
}

move_major() {
  local major=${tag%%.*} refs=repos/$GITHUB_REPOSITORY/git/refs commit at
  commit=$(git rev-parse HEAD)
  if at=$(git rev-parse --quiet --verify "refs/tags/$major^{commit}"); then
    # The workflow of an old release can be run again.
    if git merge-base --is-ancestor HEAD "$at"; then return; fi
    git merge-base --is-ancestor "$at" HEAD || stop "$major is at $at, which $tag does not contain."
    gh api "$refs/tags/$major" --method PATCH --raw-field "sha=$commit" --field force=true
  else
    gh api "$refs" --method POST --raw-field "ref=refs/tags/$major" --raw-field "sha=$commit"
  fi
}

check
if [[ "$command" == publish ]]; then
  publish "$@"
  move_major
fi
