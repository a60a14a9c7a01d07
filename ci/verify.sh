#!/usr/bin/env bash
# What CI runs: the README's commands from a clean checkout, and, when RETORT_DATA names a data
# directory, the real experiments at paper scale as well.
set -euo pipefail
cd "$(dirname "$0")/.."
step() { printf '\n== %s\n' "$*"; }

step "mvn verify: reproduce at smoke scale, test, time and report"
mvn -B -ntp verify

step "the command line of the README"
java -jar target/retort.jar list
java -jar target/retort.jar gate --scale smoke
java -jar target/retort.jar report

step "a killed run goes on and ends with the same numbers"
ci/kill-drill.sh

if [[ -n ${RETORT_DATA:-} ]]; then
  step "paper scale on the data in RETORT_DATA"
  java -jar target/retort.jar data
  mvn -B -ntp verify -Dretort.scale=paper
else
  step "paper scale skipped: RETORT_DATA names no data directory"
fi

step "what there is to read"
ls -l reports/index.html reports/verdicts.csv reports/verdicts.json reports/jmh/*.json reports/allure/index.html
