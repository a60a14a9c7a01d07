package io.retort.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.data.sets.MiniFiles;
import java.awt.Point;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFileTest {
  private static Raster decoded(BufferedImage image, String format) {
    return ImageFile.decode(MiniFiles.encoded(image, format), "test");
  }

  private static int[] pixel(Raster image, int y, int x) {
    return new int[] {image.at(0, y, x), image.at(1, y, x), image.at(2, y, x)};
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "tiff"})
  void colourComesOutAsStored(String format) {
    Raster image = decoded(MiniFiles.picture(9, 5, 77), format);
    assertEquals(5, image.height());
    assertEquals(9, image.width());
    assertArrayEquals(new int[] {40 + 3 * 8, 60 + 2 * 4, 77}, pixel(image, 4, 8));
    assertArrayEquals(new int[] {40, 60, 77}, pixel(image, 0, 0));
  }

  @Test
  void aJpegComesOutNearly() {
    Raster image = decoded(MiniFiles.picture(16, 16, 77), "jpeg");
    int[] pixel = pixel(image, 8, 8);
    assertEquals(64, pixel[0], 6);
    assertEquals(76, pixel[1], 6);
    assertEquals(77, pixel[2], 6);
  }

  @Test
  void greyIsTakenAsStoredAndNotBrightened() {
    // The JDK takes grey to be linear light: its own conversion turns 100 into 168.
    BufferedImage grey = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(1, 2, 0, 100);
    Raster image = decoded(grey, "png");
    assertArrayEquals(new int[] {100, 100, 100}, pixel(image, 2, 1));
    assertEquals(3, image.channels());
  }

  @Test
  void sixteenBitsAreRoundedToEight() {
    BufferedImage grey = new BufferedImage(4, 1, BufferedImage.TYPE_USHORT_GRAY);
    int[] values = {0, 65_535, 257 * 100, 257 * 100 + 129};
    for (int x = 0; x < 4; x++) {
      grey.getRaster().setSample(x, 0, 0, values[x]);
    }
    for (String format : new String[] {"png", "tiff"}) {
      Raster image = decoded(grey, format);
      assertEquals(0, image.at(0, 0, 0), format);
      assertEquals(255, image.at(1, 0, 1), format);
      assertEquals(100, image.at(2, 0, 2), format);
      assertEquals(101, image.at(0, 0, 3), format);
    }
  }

  @Test
  void sixteenBitColourIsRoundedToEight() {
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_USHORT);
    WritableRaster raster = model.createCompatibleWritableRaster(2, 2);
    raster.setPixel(1, 1, new int[] {257 * 10, 257 * 20, 257 * 30});
    Raster image = decoded(new BufferedImage(model, raster, false, null), "png");
    assertArrayEquals(new int[] {10, 20, 30}, pixel(image, 1, 1));
  }

  @Test
  void aPaletteIsLookedUp() {
    byte[] red = new byte[256];
    byte[] green = new byte[256];
    byte[] blue = new byte[256];
    red[1] = (byte) 200;
    green[1] = 100;
    blue[1] = 50;
    red[2] = 30;
    green[2] = 60;
    blue[2] = 90;
    BufferedImage image =
        new BufferedImage(
            3, 1, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 256, red, green, blue));
    image.getRaster().setSample(1, 0, 0, 1);
    image.getRaster().setSample(2, 0, 0, 2);
    for (String format : new String[] {"png", "gif", "bmp"}) {
      Raster decoded = decoded(image, format);
      assertArrayEquals(new int[] {200, 100, 50}, pixel(decoded, 0, 1), format);
      assertArrayEquals(new int[] {30, 60, 90}, pixel(decoded, 0, 2), format);
    }
  }

  @Test
  void alphaIsDropped() {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00_0a_14_1e);
    image.setRGB(1, 0, 0xff_28_32_3c);
    Raster decoded = decoded(image, "png");
    assertArrayEquals(new int[] {10, 20, 30}, pixel(decoded, 0, 0));
    assertArrayEquals(new int[] {40, 50, 60}, pixel(decoded, 0, 1));
  }

  @Test
  void oneBitBlackAndWhiteIsAMask() {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
    image.setRGB(1, 0, 0xffffffff);
    Raster mask = ImageFile.decodeMask(MiniFiles.encoded(image, "png"), "mask");
    assertEquals(1, mask.channels());
    assertArrayEquals(new byte[] {0, (byte) 255}, mask.planes());
  }

  @Test
  void aGreyMaskIsCutAtHalf() {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(0, 0, 0, 127);
    image.getRaster().setSample(1, 0, 0, 128);
    image.getRaster().setSample(2, 0, 0, 255);
    Raster mask = ImageFile.decodeMask(MiniFiles.encoded(image, "png"), "mask");
    assertArrayEquals(new byte[] {0, (byte) 255, (byte) 255}, mask.planes());
  }

  /** A JPEG of four inks, as photo software writes it: Adobe's marker, values inverted. */
  private static byte[] cmykJpeg() throws IOException {
    ImageWriter writer = null;
    for (var it = ImageIO.getImageWritersByFormatName("jpeg"); it.hasNext(); ) {
      ImageWriter next = it.next();
      writer = next.getClass().getName().startsWith("com.twelvemonkeys.") ? next : writer;
    }
    ColorSpace inks =
        com.twelvemonkeys.imageio.color.ColorSpaces.getColorSpace(
            com.twelvemonkeys.imageio.color.ColorSpaces.CS_GENERIC_CMYK);
    ComponentColorModel model =
        new ComponentColorModel(inks, false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
    WritableRaster raster =
        WritableRaster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, new Point());
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 16; x++) {
        raster.setPixel(x, y, new int[] {0, 100, 140, 20}); // some magenta, yellow and black
      }
    }
    BufferedImage image = new BufferedImage(model, raster, false, null);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(
          null,
          new IIOImage(
              image,
              null,
              writer.getDefaultImageMetadata(
                  ImageTypeSpecifier.createFromRenderedImage(image), null)),
          null);
    }
    return out.toByteArray();
  }

  @Test
  void aJpegOfFourInksComesOutAsRgb() throws IOException {
    Raster image = ImageFile.decode(cmykJpeg(), "cmyk");
    assertEquals(3, image.channels());
    int[] pixel = pixel(image, 8, 8);
    // (255 - ink) (255 - black) / 255: 235, 142.8 and 106
    assertEquals(235, pixel[0], 4);
    assertEquals(143, pixel[1], 4);
    assertEquals(106, pixel[2], 4);
  }

  /** A JPEG with a camera's orientation tag (EXIF, little-endian). */
  private static byte[] turned(byte[] jpeg, int orientation) {
    byte[] exif = {
      (byte) 0xff,
      (byte) 0xe1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0,
      'I',
      'I',
      42,
      0,
      8,
      0,
      0,
      0,
      1,
      0,
      0x12,
      0x01,
      3,
      0,
      1,
      0,
      0,
      0,
      (byte) orientation,
      0,
      0,
      0,
      0,
      0,
      0,
      0
    };
    byte[] all = new byte[jpeg.length + exif.length];
    System.arraycopy(jpeg, 0, all, 0, 2);
    System.arraycopy(exif, 0, all, 2, exif.length);
    System.arraycopy(jpeg, 2, all, 2 + exif.length, jpeg.length - 2);
    return all;
  }

  /**
   * Where the bright upper left quarter of the stored image must be seen: TIFF 6.0, Orientation.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 0, 32, 64", "2, 0, 1, 32, 64", "3, 1, 1, 32, 64", "4, 1, 0, 32, 64",
    "5, 0, 0, 64, 32", "6, 0, 1, 64, 32", "7, 1, 1, 64, 32", "8, 1, 0, 64, 32"
  })
  void theCamerasOrientationIsFollowed(int tag, int bottom, int right, int height, int width) {
    BufferedImage stored = new BufferedImage(64, 32, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 32; x++) {
        stored.setRGB(x, y, 0xffffff);
      }
    }
    Raster image = ImageFile.decode(turned(MiniFiles.encoded(stored, "jpeg"), tag), "turned");
    assertEquals(height, image.height());
    assertEquals(width, image.width());
    for (int row = 0; row < 2; row++) {
      for (int column = 0; column < 2; column++) {
        int value = image.at(0, height / 4 + row * height / 2, width / 4 + column * width / 2);
        boolean bright = row == bottom && column == right;
        assertEquals(bright ? 255 : 0, value, 12, "quarter " + row + ", " + column);
      }
    }
  }

  @Test
  void anOrientationThatSaysNothingIsIgnored() {
    byte[] jpeg = MiniFiles.encoded(MiniFiles.picture(16, 8, 3), "jpeg");
    assertEquals(8, ImageFile.decode(turned(jpeg, 0), "zero").height());
    assertEquals(8, ImageFile.decode(turned(jpeg, 99), "out of range").height());
  }

  @Test
  void luminanceIsThatOfThePythonImagingLibrary() {
    // Image.new("RGB", (1, 1), c).convert("L") for red, green, blue and one in between
    int[][] colours = {{255, 0, 0}, {0, 255, 0}, {0, 0, 255}, {97, 164, 228}, {10, 239, 70}};
    int[] greys = {76, 150, 29, 151, 151};
    for (int i = 0; i < colours.length; i++) {
      Raster image = Raster.blank(3, 1, 1);
      for (int c = 0; c < 3; c++) {
        image.planes()[c] = (byte) colours[i][c];
      }
      assertEquals(greys[i], image.grey().at(0, 0, 0));
    }
  }

  private static byte[] inserted(byte[] bytes, int at, byte[] more) {
    byte[] all = new byte[bytes.length + more.length];
    System.arraycopy(bytes, 0, all, 0, at);
    System.arraycopy(more, 0, all, at, more.length);
    System.arraycopy(bytes, at, all, at + more.length, bytes.length - at);
    return all;
  }

  @Test
  void aColourProfileIsNotApplied() {
    byte[] plain = MiniFiles.encoded(MiniFiles.picture(32, 32, 90), "jpeg");
    byte[] profile = java.awt.color.ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    byte[] segment = new byte[18 + profile.length];
    int length = segment.length - 2;
    byte[] start = {
      (byte) 0xff,
      (byte) 0xe2,
      (byte) (length >> 8),
      (byte) length,
      'I',
      'C',
      'C',
      '_',
      'P',
      'R',
      'O',
      'F',
      'I',
      'L',
      'E',
      0,
      1,
      1
    };
    System.arraycopy(start, 0, segment, 0, 18);
    System.arraycopy(profile, 0, segment, 18, profile.length);
    byte[] tagged = inserted(plain, 20, segment); // after the JFIF segment
    assertArrayEquals(
        ImageFile.decode(plain, "plain").planes(), ImageFile.decode(tagged, "tagged").planes());
  }

  @Test
  void withoutAJfifSegmentColoursAreStillTakenAsCoded() {
    byte[] plain = MiniFiles.encoded(MiniFiles.picture(32, 32, 90), "jpeg");
    byte[] bare = new byte[plain.length - 18];
    System.arraycopy(plain, 0, bare, 0, 2);
    System.arraycopy(plain, 20, bare, 2, plain.length - 20);
    assertArrayEquals(
        ImageFile.decode(plain, "plain").planes(), ImageFile.decode(bare, "bare").planes());
  }

  @Test
  void strayBytesBetweenMarkersAreNoDamage() {
    byte[] plain = MiniFiles.encoded(MiniFiles.picture(32, 32, 90), "jpeg");
    byte[] stray = inserted(plain, plain.length - 2, new byte[4]);
    assertArrayEquals(
        ImageFile.decode(plain, "plain").planes(), ImageFile.decode(stray, "stray").planes());
  }

  private static byte[] progressive() throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    for (var it = ImageIO.getImageWritersByFormatName("jpeg"); it.hasNext(); ) {
      ImageWriter next = it.next();
      writer = next.getClass().getName().startsWith("com.sun.") ? next : writer;
    }
    javax.imageio.ImageWriteParam param = writer.getDefaultWriteParam();
    param.setProgressiveMode(javax.imageio.ImageWriteParam.MODE_DEFAULT);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(MiniFiles.picture(64, 64, 90), null, null), param);
    }
    return out.toByteArray();
  }

  @Test
  void aJpegThatEndsBetweenTwoScansIsRefused() throws IOException {
    byte[] whole = progressive();
    assertEquals(64, ImageFile.decode(whole, "whole").height());
    int scans = 0;
    for (int at = 2; at < whole.length - 1; at++) {
      boolean scan = (whole[at] & 0xff) == 0xff && (whole[at + 1] & 0xff) == 0xda;
      if (scan && scans++ > 0) {
        byte[] cut = java.util.Arrays.copyOf(whole, at);
        org.junit.jupiter.api.Assertions.assertThrows(
            io.retort.data.DataException.class, () -> ImageFile.decode(cut, "cut"), "at " + at);
      }
    }
    assertTrue(scans > 3, scans + " scans");
  }

  @Test
  void sizesAreReadFromHeaders(@org.junit.jupiter.api.io.TempDir java.nio.file.Path folder) {
    MiniFiles.image(folder.resolve("a.jpg"), 30, 20, 1);
    MiniFiles.text(folder.resolve("b.jpg"), "no image");
    assertArrayEquals(new int[] {20, 30}, ImageFile.size(folder.resolve("a.jpg")));
    assertEquals(0, ImageFile.size(folder.resolve("b.jpg")).length);
    assertEquals(0, ImageFile.size(folder.resolve("absent.jpg")).length);
  }
}
