package io.retort.report;

import com.fasterxml.jackson.core.type.TypeReference;
import io.retort.data.DataException;
import io.retort.data.KeyedRandom;
import io.retort.data.catalogue.Catalogue;
import io.retort.data.catalogue.DataSummary;
import io.retort.data.catalogue.GeneratedSet;
import io.retort.data.image.Raster;
import io.retort.data.image.Resize;
import io.retort.data.sets.Item;
import io.retort.data.sets.Listing;
import io.retort.data.sets.Picture;
import io.retort.provenance.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes a preview picture of each data set, and what the data page says of it. */
public final class DataPreviews {
  private static final int PER_ROW = 6;
  private static final int SIDE = 192;
  private static final int CELL = 96;
  private static final int OUTLINE = 0xffe600;
  private static final Map<String, String> SAME_CLASS = Map.of("AKIEC", "AK");

  private final Path folder;
  private final @Nullable Path data;
  private final Consumer<String> say;

  /**
   * Previews.
   *
   * @param folder where they are written
   * @param data the data directory; absent where there is none
   * @param say told a line for each file written
   */
  public DataPreviews(Path folder, @Nullable Path data, Consumer<String> say) {
    this.folder = folder;
    this.data = data;
    this.say = say;
  }

  /** Everything: all published and generated sets, and how images are cleaned and changed. */
  public void writeAll() throws IOException {
    for (Catalogue.Entry entry : Catalogue.all()) {
      write(entry.id());
    }
    for (GeneratedSet set : GeneratedSet.values()) {
      write(set.id());
    }
    TreatmentPreviews.write(folder, data, say);
  }

  /**
   * One set.
   *
   * @return whether there was something to show
   * @throws IllegalArgumentException when there is none of that name
   */
  public boolean write(String id) throws IOException {
    for (GeneratedSet set : GeneratedSet.values()) {
      if (set.id().equals(id)) {
        picture(id, set.title() + ", generated", null, set.list());
        summary(DataSummary.of(set, id + ".png"));
        return true;
      }
    }
    Catalogue.Entry entry = Catalogue.byId(id);
    if (!entry.set().isAtHand(data)) {
      say.accept(id + " is not at hand");
      summary(DataSummary.of(entry, data, ""));
      return false;
    }
    try {
      picture(id, id, entry.set().list(data).present(), standIn(id));
    } catch (DataException e) {
      say.accept("no picture of %s: %s".formatted(id, e.getMessage()));
      summary(DataSummary.of(entry, data, ""));
      return false;
    }
    summary(DataSummary.of(entry, data, id + ".png"));
    return true;
  }

  /** The summaries below a folder, published sets first, in the catalogue's order. */
  static List<DataSummary> read(Path folder) throws IOException {
    List<DataSummary> all = new ArrayList<>();
    List<String> ids = new ArrayList<>(Catalogue.all().stream().map(e -> e.id()).toList());
    Stream.of(GeneratedSet.values()).forEach(set -> ids.add(set.id()));
    for (String id : ids) {
      Path file = folder.resolve(id + ".json");
      if (Files.exists(file)) {
        all.add(Json.CANONICAL.readValue(file.toFile(), new TypeReference<DataSummary>() {}));
      }
    }
    return all;
  }

  private void summary(DataSummary summary) throws IOException {
    Path file = folder.resolve(summary.id() + ".json");
    Files.createDirectories(folder);
    Path aside = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(aside, Json.PRETTY.writeValueAsString(summary));
    Files.move(
        aside,
        file,
        java.nio.file.StandardCopyOption.ATOMIC_MOVE,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private static @Nullable Listing standIn(String id) {
    for (GeneratedSet set : GeneratedSet.values()) {
      if (set.standsFor().contains(id)) {
        return set.list();
      }
    }
    return null;
  }

  private void picture(
      String id, String title, @Nullable Listing published, @Nullable Listing generated)
      throws IOException {
    Listing main = published != null ? published : Objects.requireNonNull(generated);
    boolean beside = published != null && generated != null;
    ContactSheet sheet =
        new ContactSheet(
            title,
            CELL,
            beside
                ? List.of("published", "generated stand-in")
                : List.of(published != null ? "published" : ""));
    int classes = main.classes().size();
    int rows = classes == 1 ? 4 : classes;
    for (int row = 0; row < rows; row++) {
      String name = main.classes().get(classes == 1 ? 0 : row);
      List<Raster> left = pictures(main, name, classes == 1 ? row : 0);
      if (left.isEmpty() && classes == 1) {
        break;
      }
      if (generated != null && published != null) {
        String other = SAME_CLASS.getOrDefault(name, name);
        boolean known = generated.classes().contains(other);
        String theirs = known ? other : generated.classes().get(row % generated.classes().size());
        String label = known ? name : name + " / " + theirs;
        sheet.row(
            classes == 1 ? "" : label, left, pictures(generated, theirs, classes == 1 ? row : 0));
      } else {
        sheet.row(classes == 1 ? "" : name, left);
      }
    }
    write(sheet, id);
  }

  private void write(ContactSheet sheet, String id) throws IOException {
    Path file = folder.resolve(id + ".png");
    sheet.write(file);
    say.accept("wrote " + file);
  }

  /** Pictures of a class, the same ones each time, with their masks' outlines. */
  private List<Raster> pictures(Listing listing, String name, int page) {
    int label = listing.classes().indexOf(name);
    int[] order = KeyedRandom.permutation(listing.count(), KeyedRandom.of(1, "preview"));
    boolean outlines = listing.classes().size() == 1;
    List<Raster> pictures = new ArrayList<>();
    int skip = page * PER_ROW;
    for (int i = 0; i < order.length && pictures.size() < PER_ROW; i++) {
      Item item = listing.items().get(order[i]);
      Picture image = item.image();
      if (item.label() != label || image == null || skip-- > 0) {
        continue;
      }
      try {
        Raster raster = image.read();
        Picture mask = item.mask();
        pictures.add(outlines && mask != null ? outlined(raster, mask.read()) : raster);
      } catch (DataException e) {
        say.accept("left out: " + e.getMessage());
      }
    }
    return pictures;
  }

  private static Raster outlined(Raster image, Raster mask) {
    int height = SIDE;
    int width = SIDE * image.width() / image.height();
    Raster small = Resize.to(image, height, width);
    Raster inside = Resize.to(mask, height, width).binary();
    Raster drawn = new Raster(3, height, width, small.planes().clone());
    for (int y = 2; y < height - 2; y++) {
      for (int x = 2; x < width - 2; x++) {
        boolean edge =
            inside.at(0, y, x) != 0
                && (inside.at(0, y - 2, x) == 0
                    || inside.at(0, y + 2, x) == 0
                    || inside.at(0, y, x - 2) == 0
                    || inside.at(0, y, x + 2) == 0);
        for (int c = 0; c < 3 && edge; c++) {
          drawn.planes()[(c * height + y) * width + x] = (byte) (OUTLINE >> 16 - 8 * c);
        }
      }
    }
    return drawn;
  }
}
