#!/usr/bin/env bash
# The `gh` of a release rehearsal. It knows the calls of scripts/release.sh
# and GitHub's rules for them, and refuses everything else. $HOME/github has
#
#   origin.git      the repository
#   releases/TAG/   a release: its notes, the names of its assets, and "draft" while it is one
set -euo pipefail
cd "$HOME/github"

refuse() {
  echo "$1" >&2
  exit 1
}

words=()
method=GET
jq='' notes='' sha='' ref='' draft=''
while (($# > 0)); do
  case $1 in
    --method) method=$2 && shift ;;
    --jq) jq=$2 && shift ;;
    --notes) notes=$2 && shift ;;
    --raw-field | --field)
      case $2 in
        sha=*) sha=${2#sha=} ;;
        ref=*) ref=${2#ref=} ;;
        force=true) ;;
        *) refuse "Unknown field $2" ;;
      esac
      shift
      ;;
    --title | --json | --limit) shift ;;
    --draft | --draft=false) draft=$1 ;;
    --verify-tag | --clobber) ;;
    -*) refuse "Unknown option $1" ;;
    *) words+=("$1") ;;
  esac
  shift
done

call="${words[*]}"
origin() { git --git-dir origin.git "$@"; }
commit_of() { origin rev-parse --verify "refs/tags/$1^{commit}"; }
tag=${words[2]:-}
release=releases/$tag

case $call in
  "api repos/$GITHUB_REPOSITORY/commits/tags/"*) commit_of "${call##*/}" ;;
  "api repos/$GITHUB_REPOSITORY/git/refs"*)
    [[ $method == POST ]] || ref=${call#*/git/}
    name=${ref#refs/tags/}
    [[ ! -d releases/$name ]] || refuse 'The tag of a release is locked'
    there=$(origin tag --list "$name")
    case $method,$there in
      POST, | PATCH,?*) origin update-ref "$ref" "$sha" ;;
      *) refuse "HTTP 422: $method is not for what is there" ;;
    esac
    ;;
  'release list')
    # The question is jq's to understand; here it is enough to see which tag it names.
    for release in releases/*; do
      if [[ $jq == *"\"${release##*/}\""* ]]; then
        if [[ -e $release/draft ]]; then echo true; else echo false; fi
      fi
    done
    ;;
  'release create '*)
    commit_of "$tag"
    [[ ! -d $release ]] || refuse "There is a release of $tag"
    mkdir -p "$release"
    [[ $draft != --draft ]] || touch "$release/draft"
    printf %s "$notes" > "$release/notes"
    ;;
  'release upload '*)
    [[ -e $release/draft ]] || refuse "$tag is no draft, and takes nothing more"
    basename "${words[3]}" > "$release/assets"
    ;;
  'release edit '*)
    commit_of "$tag"
    [[ -e $release/draft ]] || refuse "$tag is no draft"
    [[ $draft != --draft=false ]] || rm "$release/draft"
    printf %s "$notes" > "$release/notes"
    ;;
  'release verify '*)
    [[ -d $release && ! -e $release/draft ]] || refuse "no attestations for tag $tag"
    ;;
  *) refuse "Unknown command $call" ;;
esac
