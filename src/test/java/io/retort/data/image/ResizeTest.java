package io.retort.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ResizeTest {
  private static Raster row(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return new Raster(1, 1, bytes.length, bytes);
  }

  private static int[] values(Raster image) {
    int[] values = new int[image.planes().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = image.planes()[i] & 0xff;
    }
    return values;
  }

  @Test
  void halvingAveragesPairs() {
    assertArrayEquals(new int[] {15, 35}, values(Resize.to(row(10, 20, 30, 40), 1, 2)));
  }

  @Test
  void fractionsOfPixelsCountAsFractions() {
    // Three pixels into two: each takes one and a half: (0 + 90 / 2) / 1.5 and (90 / 2 + 240) /
    // 1.5.
    assertArrayEquals(new int[] {30, 190}, values(Resize.to(row(0, 90, 240), 1, 2)));
  }

  @Test
  void bothDirectionsAverage() {
    Raster square = new Raster(1, 2, 2, new byte[] {0, 100, (byte) 200, 20});
    assertArrayEquals(new int[] {80}, values(Resize.to(square, 1, 1)));
  }

  @Test
  void halvesAreRoundedUp() {
    assertArrayEquals(new int[] {11}, values(Resize.to(row(10, 11), 1, 1)));
  }

  @Test
  void aFineCheckerboardBecomesGreyAndNotStripes() {
    Raster board = Raster.blank(1, 64, 64);
    for (int i = 0; i < 4096; i++) {
      board.planes()[i] = (byte) ((i / 64 + i) % 2 * 255);
    }
    for (int value : values(Resize.to(board, 16, 16))) {
      assertEquals(128, value);
    }
    for (int value : values(Resize.to(board, 15, 15))) {
      assertEquals(127.5, value, 8, "odd ratio");
    }
  }

  @Test
  void constantImagesStayConstantAtAnySize() {
    Raster plain = Raster.blank(3, 37, 53);
    Arrays.fill(plain.planes(), (byte) 201);
    for (int side : new int[] {1, 7, 36, 37, 64, 111}) {
      for (int value : values(Resize.to(plain, side, side + 1))) {
        assertEquals(201, value);
      }
    }
  }

  @Test
  void theMeanIsKeptWhenShrinking() {
    Raster noise = Raster.blank(1, 90, 60);
    new java.util.Random(4).nextBytes(noise.planes());
    double before = Arrays.stream(values(noise)).average().orElseThrow();
    double after = Arrays.stream(values(Resize.to(noise, 32, 32))).average().orElseThrow();
    assertEquals(before, after, .5);
  }

  @Test
  void growingInterpolatesBetweenPixelCentres() {
    assertArrayEquals(new int[] {0, 25, 75, 100}, values(Resize.to(row(0, 100), 1, 4)));
  }

  @Test
  void theSameSizeIsTheSameImage() {
    Raster image = row(1, 2, 3);
    assertSame(image, Resize.to(image, 1, 3));
  }
}
