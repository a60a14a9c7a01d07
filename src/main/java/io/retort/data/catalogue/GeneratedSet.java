package io.retort.data.catalogue;

import io.retort.data.ImageSource;
import io.retort.data.sets.Listing;
import io.retort.data.sets.MnistListing;
import io.retort.data.synthetic.BrainSlices;
import io.retort.data.synthetic.ColouredObjects;
import io.retort.data.synthetic.Lesions;
import io.retort.data.synthetic.StrokeDigits;
import io.retort.data.synthetic.Tissue;
import java.util.List;

/** The project's own sets, as the previews show them: small ones of each generator. */
public enum GeneratedSet {
  /** {@link StrokeDigits}. */
  DIGITS("digits", "Handwriting-like digits", "mnist", data -> digits()),
  /** {@link ColouredObjects}. */
  OBJECTS("objects", "Coloured shapes", "cifar10", new ColouredObjects(600, 200, 1)),
  /** {@link Lesions}, all diagnoses equally frequent. */
  LESIONS(
      "lesions",
      "Dermoscopic lesions",
      "isic2019, ham10000",
      new Lesions(480, 96, 8, Lesions.Prevalence.EQUAL, Lesions.USUAL_DIFFICULTY, 1)),
  /** {@link Tissue}. */
  TISSUE("tissue", "Stained tissue", "histopathologic", new Tissue(200, 96, 1)),
  /** {@link BrainSlices}. */
  BRAIN("brain", "Slices of a head", "lgg", new BrainSlices(120, 128, 1));

  private static final int DIGIT_COUNT = 500;

  private final String id;
  private final String title;
  private final String standsFor;
  private final ImageSource source;

  GeneratedSet(String id, String title, String standsFor, ImageSource source) {
    this.id = id;
    this.title = title;
    this.standsFor = standsFor;
    this.source = source;
  }

  private static Listing digits() {
    return MnistListing.of(
        "synthetic digits",
        StrokeDigits.draw(DIGIT_COUNT, 1, "train"),
        StrokeDigits.draw(DIGIT_COUNT, 1, "test"));
  }

  /** Its name on the command line. */
  public String id() {
    return id;
  }

  /** What it shows. */
  public String title() {
    return title;
  }

  /** Ids of the published sets it stands for. */
  public List<String> standsFor() {
    return List.of(standsFor.split(", ", -1));
  }

  /** Its images. */
  public Listing list() {
    return source.list(null);
  }
}
