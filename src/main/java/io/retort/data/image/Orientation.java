package io.retort.data.image;

import com.twelvemonkeys.imageio.metadata.CompoundDirectory;
import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * How the camera was held: the orientation tag of the TIFF 6.0 standard, in TIFF files and in the
 * EXIF part of JPEG files.
 *
 * @param tag 1 (upright) to 8
 */
record Orientation(int tag) {
  /** What an image's tag says; upright where there is none or it cannot be read. */
  static Orientation of(String format, byte[] bytes) {
    return new Orientation(tag(format, bytes));
  }

  private static int tag(String format, byte[] bytes) {
    try {
      if (format.equals("tiff")) {
        return tag(new ByteArrayInputStream(bytes));
      }
      if (format.equals("jpeg")) {
        try (ImageInputStream in =
            new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
          for (JPEGSegment segment : JPEGSegmentUtil.readSegments(in, JPEG.APP1, "Exif")) {
            InputStream exif = segment.data();
            exif.skipNBytes(1); // the padding after "Exif\0"
            return tag(exif);
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      return 1; // a damaged tag is no reason to refuse the image
    }
    return 1;
  }

  private static int tag(InputStream exif) throws IOException {
    try (ImageInputStream in = new MemoryCacheImageInputStream(exif)) {
      Directory read = new TIFFReader().read(in);
      Directory first = read instanceof CompoundDirectory all ? all.getDirectory(0) : read;
      Entry entry = first.getEntryById(TIFF.TAG_ORIENTATION);
      int value = entry != null && entry.getValue() instanceof Number n ? n.intValue() : 1;
      return value >= 1 && value <= 8 ? value : 1;
    }
  }

  /** The image turned as it is to be seen. */
  Raster upright(Raster image) {
    if (tag == 1) {
      return image;
    }
    boolean swap = tag >= 5;
    int height = swap ? image.width() : image.height();
    int width = swap ? image.height() : image.width();
    boolean flipX = tag == 2 || tag == 3 || tag == 7 || tag == 8;
    boolean flipY = tag == 3 || tag == 4 || tag == 6 || tag == 7;
    Raster upright = Raster.blank(image.channels(), height, width);
    for (int c = 0; c < image.channels(); c++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int row = swap ? x : y;
          int column = swap ? y : x;
          int fromY = flipY ? image.height() - 1 - row : row;
          int fromX = flipX ? image.width() - 1 - column : column;
          upright.planes()[(c * height + y) * width + x] = (byte) image.at(c, fromY, fromX);
        }
      }
    }
    return upright;
  }
}
