package io.retort.data.augment;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.retort.data.image.Raster;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A random change of an image and its mask, part of a recipe.
 *
 * <p>Planes from {@code imagePlanes} on are masks: they are moved as the image is, by nearest
 * neighbour, and never change in brightness.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
public sealed interface Augmentation
    permits Augmentation.None, Augmentation.Chain, RandAugment, RandomAffine, RandomFlips {
  /**
   * The changed image, of the same size.
   *
   * @param planes image planes, then mask planes
   * @param imagePlanes how many are image
   * @param random keyed by seed, epoch and place
   */
  Raster apply(Raster planes, int imagePlanes, SplittableRandom random);

  /** No change. */
  record None() implements Augmentation {
    @Override
    public Raster apply(Raster planes, int imagePlanes, SplittableRandom random) {
      return planes;
    }
  }

  /** Several changes, one after the other. */
  record Chain(List<Augmentation> steps) implements Augmentation {
    /** Copies the list. */
    public Chain {
      steps = List.copyOf(steps);
    }

    @Override
    public Raster apply(Raster planes, int imagePlanes, SplittableRandom random) {
      Raster changed = planes;
      for (Augmentation step : steps) {
        changed = step.apply(changed, imagePlanes, random);
      }
      return changed;
    }
  }
}
