package io.retort.claim;

/**
 * What a claim is judged on.
 *
 * @param scale the scale's name
 * @param variant the declared reading
 * @param valuesApply whether printed values may be compared: paper scale and the paper's data
 * @param device what trained
 */
public record Context(
    Observations observations, String scale, String variant, boolean valuesApply, String device) {}
