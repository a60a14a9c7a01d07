package io.retort.claim;

/**
 * One process of a recorded benchmark: a row of timings.csv.
 *
 * @param machine fingerprint of the machine and software that measured
 * @param benchmark name and parameters
 * @param unit always {@code ms}: mean milliseconds of an operation
 * @param fork number of the process, from 1
 * @param cpu the processor in words
 * @param commit what was measured
 * @param recorded the day, ISO 8601
 */
public record TimingRow(
    String machine,
    String benchmark,
    String unit,
    int fork,
    double time,
    String cpu,
    String commit,
    String recorded) {}
