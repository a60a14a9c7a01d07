#!/usr/bin/env bash
# What CI runs: every command of the README from a clean checkout, and, when RETORT_DATA names a data
# directory, the real experiments at paper scale as well.
set -euo pipefail
cd "$(dirname "$0")/.."
id=vanmolle2021/two-color-mnist-transition
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
step() { printf '\n== %s\n' "$*"; }

step "a browser for the pages' tests, and an allocator that makes training faster"
if command -v apt-get >/dev/null; then
  # without the browser those tests are skipped and say so
  apt-get update -qq >/dev/null 2>&1 || true
  for package in chromium libmimalloc2.0; do
    apt-get install -y -qq --no-install-recommends $package >/dev/null 2>&1 || true
  done
fi
command -v chromium || echo "no browser: the pages' tests will be skipped"

step "mvn verify: test, reproduce at smoke scale, time and report"
env -u RETORT_DATA mvn -B -ntp verify

step "the command line"
java -jar target/retort.jar list
java -jar target/retort.jar run $id
java -jar target/retort.jar gate
cp -r reference-results "$scratch/reference"
java -jar target/retort.jar record $id --baseline-seeds 10 --replace --reference "$scratch/reference" --out "$scratch/out"
java -jar target/retort.jar report
java -jar target/retort.jar compare reports reports | tail -1 | grep "intervals without 0: 0"

step "shards, and what they come to together"
sizes="davidi2024/model-sizes khan2022/model-sizes zeng2024/model-sizes"
java -jar target/retort.jar run $sizes --shard 1/2 --out "$scratch/first"
java -jar target/retort.jar run $sizes --shard 2/2 --out "$scratch/second"
java -jar target/retort.jar merge "$scratch/first" "$scratch/second" --out "$scratch/merged"
[[ $(find "$scratch/merged/runs" -name smoke.json | wc -l) == 3 ]]
java -jar target/retort.jar allure --out "$scratch/merged"

step "times against this machine's"
java -jar target/retort.jar timings # of one process each: shown only

step "data"
java -jar target/retort.jar data list
mkdir "$scratch/data"
if java -jar target/retort.jar data fetch histopathologic --data "$scratch/data"; then
  echo "a set behind a login must not count as fetched" >&2
  exit 1
fi
java -jar target/retort.jar data preview --all --out reports/data

step "networks"
java -jar target/retort.jar models
java -jar target/retort.jar models status --data "$scratch/data"
# without a network this cannot succeed, with one it may: it must say why, or leave the file
if java -jar target/retort.jar models fetch shufflenet_v2_x1_0 --data "$scratch/data" >"$scratch/fetch.txt" 2>&1; then
  ls -l "$scratch/data/pretrained/shufflenet_v2_x1_0.safetensors"
fi
cat "$scratch/fetch.txt"

step "the full timings' command, with few iterations"
mvn -B -ntp verify -DskipUTs -DskipITs -Pjmh-full -Djmh.result=drill.json "-Djmh.arguments=InferenceTime -wi 1 -w 100ms -i 1 -r 100ms -f 3 -p batch=1"
java -jar target/retort.jar timings --record --reference "$scratch/reference"
java -jar target/retort.jar timings --reference "$scratch/reference" | tee "$scratch/timings.txt"
grep -q "timings: 0 slower" "$scratch/timings.txt" # the same times are not slower
rm reports/jmh/drill.json*

step "a killed run goes on and ends with the same numbers"
ci/kill-drill.sh

if [[ -n ${RETORT_DATA:-} ]]; then
  step "paper scale on the data in RETORT_DATA"
  java -jar target/retort.jar data status --data "$RETORT_DATA"
  java -jar target/retort.jar data verify mnist --data "$RETORT_DATA"
  java -jar target/retort.jar data preview --all --data "$RETORT_DATA" --out reports/data
  # One experiment, without what was run above: the other two that a CPU can do take 10 minutes more, an epoch of
  # DSNet at 224 pixels (DsNetEpochIT) another 10.
  mvn -B -ntp verify -Dretort.scale=paper -Dretort.experiments=$id -DskipUTs -Djmh.skip '-Dit.test=io/retort/reproduction/*IT'
else
  step "paper scale skipped: RETORT_DATA names no data directory"
fi

step "what there is to read"
ls -l reports/index.html reports/verdicts.csv reports/verdicts.json reports/methods.md reports/timings.html reports/planted-defects.md reports/jmh/*.json reports/data/index.html reports/models/index.html reports/allure/index.html
