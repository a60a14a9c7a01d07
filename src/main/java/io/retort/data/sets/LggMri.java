package io.retort.data.sets;

import io.retort.data.DataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * LGG MRI segmentation: slices {@code TCGA_PATIENT/..._N.tif} of three sequences with masks {@code
 * ..._N_mask.tif}. The group is the patient.
 */
public final class LggMri {
  /** The only class. */
  public static final List<String> CLASSES = List.of("glioma");

  private LggMri() {}

  /**
   * Lists the slices; a slice without a mask counts as missing.
   *
   * @param folder holds folders {@code TCGA_*} at any depth
   * @throws DataException when there are none
   */
  public static Listing read(Path folder) {
    ImageFolders files = new ImageFolders(folder);
    List<Item> items = new ArrayList<>();
    List<String> unpaired = new ArrayList<>();
    List<String> extra = new ArrayList<>();
    for (String id : files.ids()) {
      String patient = ImageFolders.name(ImageFolders.parent(files.file(id)));
      if (!patient.startsWith("TCGA_")) {
        extra.add(id);
        continue;
      }
      Picture mask = files.mask(id);
      if (mask == null) {
        unpaired.add(id + " (its mask)");
      }
      items.add(new Item(id, 0, patient, "", mask == null ? null : files.image(id), mask));
    }
    if (items.isEmpty()) {
      throw new DataException(
          "%s holds no slices TCGA_*/*.tif: put the publisher's folders there"
              .formatted(folder.toAbsolutePath()));
    }
    return new Listing(
        "LGG MRI", CLASSES, items, new Availability(items.size(), unpaired, extra, List.of()));
  }
}
