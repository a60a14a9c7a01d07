package io.retort.claim;

/**
 * One recorded observation of our own: one row of baselines/SCALE.csv, written by {@code record}.
 *
 * @param data fingerprint of the data it was measured on
 * @param commit the commit that measured it
 * @param device what trained
 * @param recorded the day, ISO 8601
 */
public record BaselineRow(
    String experiment,
    String variant,
    String condition,
    String metric,
    long seed,
    double value,
    String data,
    String commit,
    String device,
    String recorded) {}
