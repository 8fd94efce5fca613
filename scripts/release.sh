#!/usr/bin/env bash
# The release of the version that a tag names, as .github/workflows/release.yml makes it:
#
#   release.sh check TAG              stops unless TAG may be released
#   release.sh publish TAG ASSET...   releases it, or goes on where an earlier run stopped
set -euo pipefail
cd "$(dirname "$0")/.."

command=$1
tag=$2
shift 2

stop() {
  echo "::error::$1"
  exit 1
}

# What CHANGELOG.md says about the version.
notes() {
  awk -v start="## [${tag#v}]" \
    'index($0, "## [") == 1 { on = index($0, start) == 1; next } on' CHANGELOG.md | sed '/./,$!d'
}

check() {
  [[ "$tag" =~ ^v[0-9]+\.[0-9]+\.[0-9]+$ ]] ||
    stop "$tag is not released: only versions vX.Y.Z are, no pre-releases and no major tags."
  local version named heading
  version=${tag#v}
  named=$(node -p 'require("./package.json").version')
  [[ "$named" == "$version" ]] || stop "The tag is $tag, but package.json says $named."
  heading=$(grep -F "## [$version]" CHANGELOG.md || true)
  [[ "$heading" =~ ^"## [$version] - "[0-9]{4}-[0-9]{2}-[0-9]{2}$ ]] ||
    stop "CHANGELOG.md has no heading with a date for $version."
  [[ -n "$(notes)" ]] || stop "CHANGELOG.md says nothing about $version."
  git merge-base --is-ancestor HEAD origin/main || stop "$tag is not a commit of main."
}

publish() {
  local commit drafts described attempts
  # Between the check and now somebody may have moved the tag. Once published it is locked.
  commit=$(gh api "repos/$GITHUB_REPOSITORY/commits/tags/$tag" --jq .sha)
  [[ "$commit" == "$(git rev-parse HEAD)" ]] || stop "$tag was moved after it was checked."

  drafts=$(gh release list --limit 100 --json tagName,isDraft \
    --jq ".[] | select(.tagName == \"$tag\") | .isDraft")
  if [[ "$drafts" != *false* ]]; then
    # An immutable release takes nothing more once it is published: that comes last.
    described=(--verify-tag --title "$tag" --notes "$(notes)")
    [[ -n "$drafts" ]] || gh release create "$tag" --draft "${described[@]}"
    gh release upload "$tag" --clobber "$@"
    gh release edit "$tag" --draft=false "${described[@]}"
  fi

  # GitHub attests an immutable release in its own time.
  attempts=12
  until gh release verify "$tag"; do
    ((--attempts > 0)) ||
      stop "$tag is published, but GitHub does not attest it. If immutable releases are off in the \
repository's settings: turn them on, delete the release, but not its tag, and run this again."
    sleep 15
  done
}

move_major() {
  local major refs commit at
  major=${tag%%.*}
  refs=repos/$GITHUB_REPOSITORY/git/refs
  commit=$(git rev-parse HEAD)
  if at=$(git rev-parse --quiet --verify "refs/tags/$major^{commit}"); then
    # Somebody may run the workflow of an old release again.
    if git merge-base --is-ancestor HEAD "$at"; then
      echo "$major is at $tag or after it already."
      return
    fi
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
