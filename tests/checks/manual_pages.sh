#!/usr/bin/env bash
# Every command has a manual page that man can format; the completion script is sound and offers
# commands, options and values.
set -u
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
build/borderlens manual "$folder" --quiet || exit 1
fail=0
if command -v mandoc >/dev/null; then
  mandoc -T lint -W error "$folder"/*.1 || fail=1
elif command -v man >/dev/null; then
  for page in "$folder"/*.1; do
    warnings=$(man --warnings -l "$page" 2>&1 >/dev/null)
    [ -z "$warnings" ] || { echo "$page: $warnings"; fail=1; }
  done
fi
for word in run check change-pair score; do
  [ -s "$folder/borderlens-$word.1" ] || { echo "no page for $word"; fail=1; }
done
build/borderlens completion >"$folder/completion" || exit 1
bash -n "$folder/completion" || exit 1
offered() {
  bash -c 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _borderlens; echo "${COMPREPLY[*]}"' \
    _ "$folder/completion" "$@"
}
expect() {
  local wanted=$1 got
  shift
  got=$(offered "$@")
  [[ " $got " == *" $wanted "* ]] || { echo "after '$*' expected $wanted, found: $got"; fail=1; }
}
expect doctor borderlens do
expect pair borderlens change p
expect --threads borderlens run --th
expect --alert-exit-code borderlens run --al
expect uniform borderlens discontinuity --kernel u
exit $fail
