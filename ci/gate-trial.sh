#!/usr/bin/env bash
# How often does the gate cry wolf? Runs it on unbroken code with fresh seeds, RUNS times (20), three
# seeds each, and counts first looks that alarmed and decisions that were regressions. The levels
# promise alarms in at most 5 % of an experiment's first looks, and regressions in 5 % of runs of all
# experiments. About 35 s a run on two cores.
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${1:-20}
out=${GATE_TRIAL_OUT:-$(mktemp -d)} # name a folder to keep what was trained
[[ -n ${GATE_TRIAL_OUT:-} ]] || trap 'rm -rf "$out"' EXIT
mkdir -p "$out"
alarms=0 regressions=0
for ((i = 0; i < runs; i++)); do
  first=$((20001 + 10 * i))
  code=0
  java -jar target/retort.jar gate --scale smoke --seeds "$first-$((first + 2))" --out "$out" > "$out/log" || code=$?
  ((code < 2)) || { cat "$out/log"; exit "$code"; }
  grep -q "^gate: alarm" "$out/log" && { alarms=$((alarms + 1)); grep "^gate: alarm" "$out/log"; }
  ((code == 0)) || { regressions=$((regressions + 1)); grep "^regression" "$out/log"; }
  echo "run $((i + 1)) of $runs: $alarms alarms, $regressions regressions so far"
done
