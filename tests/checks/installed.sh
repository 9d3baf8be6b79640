#!/usr/bin/env bash
# The installed program runs from any place: it finds its models, manual pages and completion beside it.
set -u
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
fail=0
cmake --install build --prefix "$folder/first" >"$folder/log" 2>&1 || { tail -n 5 "$folder/log"; exit 1; }
mv "$folder/first" "$folder/moved"
# Without the build's own files in reach, the installed ones must do.
cp -r sample-tiles/scenes "$folder/scenes"
scene=$(find "$folder/scenes" -mindepth 1 -maxdepth 1 -type d | sort | head -n 1)
(cd "$folder" && moved/bin/borderlens lens land_use --scene "$scene" --out seen --quiet) ||
  { echo "the installed program cannot use its shipped model"; fail=1; }
(cd "$folder" && moved/bin/borderlens doctor >doctor.csv) || { cat "$folder/doctor.csv"; fail=1; }
for file in share/man/man1/borderlens.1 share/man/man1/borderlens-run.1 \
            share/bash-completion/completions/borderlens share/borderlens/models/spectral_6.forest \
            share/doc/borderlens/README.md; do
  [ -s "$folder/moved/$file" ] || { echo "not installed: $file"; fail=1; }
done
exit $fail
