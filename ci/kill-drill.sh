#!/usr/bin/env bash
# Kills a worker and then the whole run with SIGKILL in the middle, runs again, and compares the
# observations with those of an uninterrupted run (made here unless reports/ already holds one).
set -euo pipefail
cd "$(dirname "$0")/.."
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
# One experiment whose cells go on from another cell's state, and one without.
ids="vanmolle2021/selective-distillation vanmolle2021/two-color-mnist-annealing"
cells=30
# shellcheck disable=SC2086
retort() { java -jar target/retort.jar gate $ids --scale smoke --out "$1"; }
stored() { find "$out" -name '*.json' -path '*results*' | wc -l; }

# shellcheck disable=SC2086
java -jar target/retort.jar gate $ids --scale smoke --out "$out" > "$out/log" 2>&1 &
run=$!
until (($(stored) >= 5)); do sleep 0.2; kill -0 "$run"; done
pkill -KILL -P "$run" --newest
until (($(stored) >= 15)); do sleep 0.2; kill -0 "$run"; done
kill -KILL "$run"
wait "$run" 2>/dev/null || true
grep "trying again" "$out/log"
left=$(stored)
echo "killed with $left cells stored"
((left < cells)) || { echo "the run ended before it was killed"; exit 1; }
retort "$out" | grep "stored before"

retort reports > /dev/null
observations() {
  find "$1/results" -path '*/smoke/*' -name '*.json' -printf '%f\n' | while read -r name; do
    file=$(find "$1/results" -name "$name")
    printf '%s %s\n' "$name" "$(grep -o '"metrics":{[^}]*}' "$file" | tr '\n' ' ') $(sha256sum < "${file%.json}.safetensors")"
  done | LC_ALL=C sort # comm reads whole lines in this order
}
# Only the cells of the gate's run: reports/ may hold further seeds.
observations "$out" > "$out/interrupted"
observations reports > "$out/whole"
missing=$(LC_ALL=C comm -23 "$out/interrupted" "$out/whole")
[[ -z $missing ]] || { echo "other observations than an uninterrupted run:"; echo "$missing"; exit 1; }
echo "$(wc -l < "$out/interrupted") cells have the same metrics and the same weights as in an uninterrupted run"
