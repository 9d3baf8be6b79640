#!/usr/bin/env bash
# Every command answers --help with an example and exit code 0; unknown words give exit code 2.
set -u
cd "$(dirname "$0")/../.."
fail=0
# A command's own name is the first one after the head of the function that declares it.
commands=$(cat src/app/command_*.cpp | awk '/^Command [a-z_]+\(\) \{/ {wanted = 1}
  wanted && match($0, /\.name = "[^"]*"/) {print substr($0, RSTART + 9, RLENGTH - 10); wanted = 0}')
[ -n "$commands" ] || { echo "no commands found"; exit 1; }
while read -r command; do
  # shellcheck disable=SC2086
  text=$(build/borderlens $command --help 2>&1) || { echo "$command --help: exit $?"; fail=1; }
  grep -q "Example:" <<<"$text" || { echo "$command --help: shows no example"; fail=1; }
done <<<"$commands"
build/borderlens no-such-command >/dev/null 2>&1
[ $? -eq 2 ] || { echo "an unknown command: expected exit code 2"; fail=1; }
build/borderlens --version | grep -q "^borderlens [0-9]" || { echo "--version says nothing"; fail=1; }
exit $fail
