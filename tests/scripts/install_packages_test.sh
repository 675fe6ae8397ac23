#!/bin/sh
# scripts/install-packages without root and sudo, on a system of stand-ins: it says what to run, and leaves nothing
# behind. The first argument is the source directory.
set -eu

source=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/tmp"
for tool in sh grep mktemp rm tail env; do ln -s "$(command -v "$tool")" "$work/bin/$tool"; done
stand_in() {
  printf '#!/bin/sh\n%s\n' "$2" >"$work/bin/$1"
  chmod +x "$work/bin/$1"
}
fail() {
  echo "FAILED: $1" >&2
  cat "$work/err" >&2
  exit 1
}
run() {
  status=0
  PATH="$work/bin" TMPDIR="$work/tmp" sh "$source/scripts/install-packages" 2>"$work/err" || status=$?
  [ -z "$(ls "$work/tmp")" ] || fail "a log is left behind"
}

stand_in dpkg-query 'exit 1'
stand_in apt-get 'echo "no such package"; exit 100'

stand_in id 'echo 1000'
run
[ "$status" = 1 ] || fail "exit $status without root and sudo"
grep -q '^error: packages are missing, and installing them needs root' "$work/err" || fail "it does not say what is missing"
grep -q '^help: as root, run: apt-get update && apt-get install .* cmake' "$work/err" || fail "it does not say what to run"

stand_in id 'echo 0'
run
[ "$status" = 1 ] || fail "exit $status where apt-get fails"
grep -q 'no such package' "$work/err" || fail "it does not show why apt-get fails"

stand_in apt-get 'exit 0'
run
[ "$status" = 0 ] || fail "exit $status where apt-get works"

stand_in dpkg-query 'echo "install ok installed"'
stand_in id 'echo 1000'
run
[ "$status" = 0 ] || fail "exit $status where nothing is missing"
[ ! -s "$work/err" ] || fail "it speaks where nothing is missing"
