#!/usr/bin/env bash
# clang-tidy with the list of .clang-tidy; every finding is an error. Needs a configured build folder for its compile commands.
#   tidy.sh --all BUILD       every source of the build
#   tidy.sh --changed BUILD   the four newest of the sources that changed since the merge-base with origin/main (else since HEAD~1); part of
#                             the gate, so quick: one large source takes half a minute
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

mode=${1:-}
build=${2:-}
max_changed=4
if [[ ("$mode" != --all && "$mode" != --changed) || -z "$build" ]]; then
  echo "usage: tests/lint/tidy.sh --all|--changed BUILD" >&2
  exit 2
fi

skip() {
  echo "skipped: $1"
  exit 0
}

# The repository may belong to another user than the one who tests.
repository() { git -c safe.directory="$PWD" "$@"; }

# Prints the commit to compare with, or fails.
base_commit() {
  local head
  head=$(repository rev-parse -q --verify HEAD) || return 1
  local base
  base=$(repository merge-base HEAD origin/main 2>/dev/null || true)
  if [[ -n "$base" && "$base" != "$head" ]]; then
    echo "$base"
    return
  fi
  repository rev-parse -q --verify HEAD~1
}

tidy=$(command -v clang-tidy-14 || command -v clang-tidy || true)
if [[ -z "$tidy" ]]; then
  [[ "$mode" == --changed ]] && skip "no clang-tidy here; scripts/install-packages test installs it"
  echo "tidy.sh: no clang-tidy; scripts/install-packages test installs it" >&2
  exit 1
fi
if [[ ! -f "$build/compile_commands.json" ]]; then
  echo "tidy.sh: $build/compile_commands.json does not exist; configure the build first" >&2
  exit 1
fi

# The sources that the build knows, relative to the repository.
mapfile -t known < <(sed -n 's/^ *"file": "\(.*\)",\{0,1\}$/\1/p' "$build/compile_commands.json" | grep -F "$PWD/" | cut -c $((${#PWD} + 2))- |
  grep -v '^build/' | sort -u)

declare -a sources=()
if [[ "$mode" == --all ]]; then
  sources=("${known[@]}")
else
  base=$(base_commit) || skip "no commit to compare with"
  # Newest first: what is not committed yet, then commit by commit.
  mapfile -t changed < <({
    repository diff --name-only --diff-filter=AMR HEAD -- '*.cpp'
    repository log --format= --name-only --diff-filter=AMR "$base..HEAD" -- '*.cpp'
  } | awk '!seen[$0]++')
  known_lines=$(printf "%s\n" "${known[@]}")
  for path in "${changed[@]}"; do
    grep -qxF -- "$path" <<<"$known_lines" && sources+=("$path")
  done
  if [[ ${#sources[@]} -gt $max_changed ]]; then
    echo "${#sources[@]} sources changed since $base; the $max_changed newest are checked here, all of them by scripts/test --tidy-all"
    sources=("${sources[@]:0:$max_changed}")
  fi
fi
[[ ${#sources[@]} -gt 0 ]] || skip "no source of the build has changed"

printf '%s\n' "${sources[@]}"
# Warnings are the compilation's business: -w leaves only the checks of the list.
printf '%s\0' "${sources[@]}" |
  xargs -0 -n 1 -P "$(nproc)" "$tidy" -p "$build" --quiet --extra-arg=-w
echo "${#sources[@]} sources checked"
