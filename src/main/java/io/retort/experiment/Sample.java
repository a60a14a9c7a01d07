package io.retort.experiment;

/**
 * An image for the report.
 *
 * @param row what the images of a row have in common
 * @param label the image's own label
 * @param rgb bytes, pixel by pixel
 */
public record Sample(String row, String label, int width, int height, byte[] rgb) {}
