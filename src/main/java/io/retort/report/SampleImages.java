package io.retort.report;

import io.retort.experiment.Sample;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;

/** Sample images as rows of labelled data URIs. */
final class SampleImages {
  private SampleImages() {}

  /** Row name to (label to PNG data URI). */
  static Map<String, Map<String, String>> rows(List<Sample> samples) {
    Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    for (Sample sample : samples) {
      rows.computeIfAbsent(sample.row(), row -> new TreeMap<>()).put(sample.label(), uri(sample));
    }
    return rows;
  }

  static String uri(Sample sample) {
    BufferedImage image =
        new BufferedImage(sample.width(), sample.height(), BufferedImage.TYPE_INT_RGB);
    byte[] rgb = sample.rgb();
    for (int i = 0; i < sample.width() * sample.height(); i++) {
      int colour =
          (rgb[3 * i] & 0xff) << 16 | (rgb[3 * i + 1] & 0xff) << 8 | (rgb[3 * i + 2] & 0xff);
      image.setRGB(i % sample.width(), i / sample.width(), colour);
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.setUseCache(false);
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
  }
}
