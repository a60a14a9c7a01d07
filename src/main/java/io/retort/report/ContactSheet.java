package io.retort.report;

import io.retort.data.image.Raster;
import io.retort.data.image.Resize;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** A picture of many small pictures, in rows and groups of columns, with captions. */
final class ContactSheet {
  private static final int GAP = 6;
  private static final int GROUP_GAP = 28;
  private static final int MARGIN = 16;
  private static final int LINE = 3 * PixelFont.HEIGHT;
  private static final int PAPER = 0xffffff;
  private static final int INK = 0x1b1f24;
  private static final int SOFT = 0x57606a;

  private final String title;
  private final int cell;
  private final List<String> groups;
  private final List<Row> rows = new ArrayList<>();

  private record Row(String label, List<List<Raster>> groups) {}

  /**
   * An empty sheet.
   *
   * @param cell height and width of a picture on the sheet
   * @param groups names of the groups of columns
   */
  ContactSheet(String title, int cell, List<String> groups) {
    this.title = title;
    this.cell = cell;
    this.groups = List.copyOf(groups);
  }

  /** Adds a row: a list of pictures for each group of columns. */
  @SafeVarargs
  final ContactSheet row(String label, List<Raster>... pictures) {
    if (pictures.length != groups.size()) {
      throw new IllegalArgumentException(
          "[%d] groups of pictures must be %d".formatted(pictures.length, groups.size()));
    }
    rows.add(new Row(label, List.of(pictures)));
    return this;
  }

  /** Writes the sheet as PNG, aside and then renamed. */
  void write(Path file) throws IOException {
    int labels = MARGIN + rows.stream().mapToInt(r -> 2 * PixelFont.width(r.label)).max().orElse(0);
    int[] lefts = new int[groups.size()];
    int x = labels + 10;
    for (int g = 0; g < lefts.length; g++) {
      lefts[g] = x;
      int group = g;
      int columns = rows.stream().mapToInt(r -> r.groups.get(group).size()).max().orElse(0);
      int wide = Math.max(columns * (cell + GAP) - GAP, 2 * PixelFont.width(groups.get(g)));
      x += columns == 0 ? 0 : wide + GROUP_GAP;
    }
    int width = Math.max(x - GROUP_GAP, MARGIN + 3 * PixelFont.width(title)) + MARGIN;
    int top = MARGIN + 2 * LINE + LINE;
    int height = top + rows.size() * (cell + GAP) - GAP + MARGIN;
    BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int p = 0; p < width * height; p++) {
      sheet.setRGB(p % width, p / width, PAPER);
    }
    text(sheet, title, MARGIN, MARGIN, 3, INK);
    for (int g = 0; g < lefts.length; g++) {
      text(sheet, groups.get(g), lefts[g], top - LINE + 2, 2, SOFT);
    }
    for (int r = 0; r < rows.size(); r++) {
      int y = top + r * (cell + GAP);
      text(sheet, rows.get(r).label, MARGIN, y + cell / 2 - PixelFont.HEIGHT, 2, INK);
      for (int g = 0; g < lefts.length; g++) {
        int left = lefts[g];
        for (Raster picture : rows.get(r).groups.get(g)) {
          paint(sheet, picture, left, y);
          left += cell + GAP;
        }
      }
    }
    save(sheet, file);
  }

  private static void text(
      BufferedImage sheet, String text, int left, int top, int size, int colour) {
    PixelFont.draw(
        text,
        0,
        0,
        (x, y) -> {
          for (int p = 0; p < size * size; p++) {
            sheet.setRGB(left + x * size + p % size, top + y * size + p / size, colour);
          }
        });
  }

  /** Small pictures are enlarged by whole pixels, large ones shrunk; none is distorted. */
  private void paint(BufferedImage sheet, Raster picture, int left, int top) {
    int largest = Math.max(picture.height(), picture.width());
    int factor = Math.max(1, cell / largest);
    double shrink = Math.min(1, (double) cell / largest);
    Raster small =
        Resize.to(
            picture,
            Math.max(1, (int) (picture.height() * shrink)),
            Math.max(1, (int) (picture.width() * shrink)));
    byte[] rgb = small.interleavedRgb();
    int offsetX = left + (cell - small.width() * factor) / 2;
    int offsetY = top + (cell - small.height() * factor) / 2;
    for (int y = 0; y < small.height() * factor; y++) {
      for (int x = 0; x < small.width() * factor; x++) {
        int p = 3 * (y / factor * small.width() + x / factor);
        int colour = (rgb[p] & 0xff) << 16 | (rgb[p + 1] & 0xff) << 8 | (rgb[p + 2] & 0xff);
        sheet.setRGB(offsetX + x, offsetY + y, colour);
      }
    }
  }

  private static void save(BufferedImage sheet, Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path aside = file.resolveSibling(file.getFileName() + ".part");
    ImageIO.setUseCache(false);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(aside))) {
      if (!ImageIO.write(sheet, "png", out)) {
        throw new IOException("this JDK cannot write PNG");
      }
    }
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
