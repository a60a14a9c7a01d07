package io.retort.experiment;

import io.retort.data.cache.ImageTensor;
import io.retort.data.image.Raster;
import io.retort.data.sets.Item;
import java.util.ArrayList;
import java.util.List;

/** An image of each class, for the report. */
public final class Samples {
  private Samples() {}

  /**
   * The first image of each class that is none of the train part, where there are parts.
   *
   * @param shown which planes are shown as red, green and blue; by default the first three, or the
   *     only one
   */
  public static List<Sample> of(String title, ImageTensor tensor, int... shown) {
    List<Sample> samples = new ArrayList<>();
    List<String> classes = tensor.listing().classes();
    for (int label = 0; label < classes.size(); label++) {
      for (int row = 0; row < tensor.count(); row++) {
        Item item = tensor.listing().items().get(row);
        if (item.label() == label && !item.part().equals("train")) {
          samples.add(sample(title, classes.get(label), tensor.raster(row), shown));
          break;
        }
      }
    }
    return samples;
  }

  private static Sample sample(String title, String label, Raster image, int... shown) {
    int area = image.area();
    byte[] rgb = new byte[3 * area];
    for (int p = 0; p < area; p++) {
      for (int c = 0; c < 3; c++) {
        int plane = shown.length == 3 ? shown[c] : c % image.channels();
        rgb[3 * p + c] = image.planes()[plane * area + p];
      }
    }
    return new Sample(title, label, image.width(), image.height(), rgb);
  }
}
