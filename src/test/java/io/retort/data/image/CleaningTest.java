package io.retort.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CleaningTest {
  /** Skin whose red falls and whose green rises to the right. */
  private static Raster skin(int side) {
    Raster skin = Raster.blank(3, side, side);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        skin.planes()[y * side + x] = (byte) (220 - x / 2);
        skin.planes()[side * side + y * side + x] = (byte) (120 + x / 2);
        skin.planes()[2 * side * side + y * side + x] = (byte) 140;
      }
    }
    return skin;
  }

  private static Raster withHair(Raster skin) {
    Raster hairy = new Raster(3, skin.height(), skin.width(), skin.planes().clone());
    for (int c = 0; c < 3; c++) {
      for (int y = 10; y < skin.height() - 10; y++) {
        int x = 20 + y / 3;
        for (int wide = 0; wide < 2; wide++) {
          hairy.planes()[(c * skin.height() + y) * skin.width() + x + wide] = 30;
        }
      }
    }
    return hairy;
  }

  @Test
  void aHairIsFoundAndPaintedOverInTheSkinsColours() {
    Raster skin = skin(120);
    Raster hairy = withHair(skin);
    boolean[] mask = HairRemoval.mask(hairy);
    assertTrue(mask[60 * 120 + 40], "on the hair");
    assertFalse(mask[60 * 120 + 80], "on the skin");
    Raster clean = HairRemoval.of(hairy);
    int furthest = 0;
    for (int i = 0; i < clean.planes().length; i++) {
      furthest =
          Math.max(furthest, Math.abs((clean.planes()[i] & 0xff) - (skin.planes()[i] & 0xff)));
    }
    assertTrue(furthest <= 2, "furthest from the skin without the hair: " + furthest);
  }

  @Test
  void skinWithoutHairStaysAsItIs() {
    Raster skin = skin(120);
    assertSame(skin, HairRemoval.of(skin));
  }

  @Test
  void aLargeDarkLesionIsNotTakenForHair() {
    Raster skin = skin(120);
    for (int y = 30; y < 90; y++) {
      for (int x = 30; x < 90; x++) {
        skin.planes()[y * 120 + x] = 60;
        skin.planes()[120 * 120 + y * 120 + x] = 40;
      }
    }
    assertFalse(HairRemoval.mask(skin)[60 * 120 + 60]);
  }

  @Test
  void paintingContinuesALinearRamp() {
    // Linear functions solve Laplace's equation: the hole must be filled exactly.
    Raster ramp = Raster.blank(1, 40, 40);
    for (int i = 0; i < 1600; i++) {
      ramp.planes()[i] = (byte) (20 + 3 * (i % 40) + 2 * (i / 40));
    }
    byte[] whole = ramp.planes().clone();
    boolean[] mask = new boolean[1600];
    for (int y = 12; y < 24; y++) {
      for (int x = 15; x < 30; x++) {
        mask[y * 40 + x] = true;
        ramp.planes()[y * 40 + x] = 0;
      }
    }
    assertArrayEquals(whole, Inpainting.fill(ramp, mask).planes());
  }

  @Test
  void anImageThatIsAllHoleStaysAsItIs() {
    Raster image = Raster.blank(1, 4, 4);
    boolean[] mask = new boolean[16];
    Arrays.fill(mask, true);
    assertSame(image, Inpainting.fill(image, mask));
  }

  @Test
  void unevenLightIsEvenedOut() {
    // A surface of second order on plain skin of 200: after removal it must be plain again.
    Raster lit = Raster.blank(3, 100, 100);
    for (int y = 0; y < 100; y++) {
      for (int x = 0; x < 100; x++) {
        double u = x / 50.0 - 1;
        double v = y / 50.0 - 1;
        double light = 1 - .15 * u + .1 * v - .08 * u * u - .05 * u * v;
        for (int c = 0; c < 3; c++) {
          lit.planes()[c * 10_000 + y * 100 + x] = (byte) Math.round(light * (200 - 40 * c));
        }
      }
    }
    Raster even = ShadowRemoval.of(lit);
    for (int c = 0; c < 3; c++) {
      int low = 255;
      int high = 0;
      for (int p = c * 10_000; p < (c + 1) * 10_000; p++) {
        low = Math.min(low, even.planes()[p] & 0xff);
        high = Math.max(high, even.planes()[p] & 0xff);
      }
      assertTrue(high - low <= 3, "plane " + c + " from " + low + " to " + high);
    }
  }

  @Test
  void evenLightStaysAsItIs() {
    Raster plain = Raster.blank(3, 50, 50);
    Arrays.fill(plain.planes(), (byte) 150);
    assertArrayEquals(plain.planes(), ShadowRemoval.of(plain).planes());
  }

  @Test
  void aBlackVignetteDoesNotBrightenTheImage() {
    Raster plain = Raster.blank(3, 100, 100);
    Arrays.fill(plain.planes(), (byte) 180);
    for (int y = 0; y < 100; y++) {
      for (int x = 0; x < 100; x++) {
        double r = Math.hypot(x - 49.5, y - 49.5);
        for (int c = 0; c < 3 && r > 62; c++) {
          plain.planes()[c * 10_000 + y * 100 + x] = 5;
        }
      }
    }
    Raster even = ShadowRemoval.of(plain);
    assertEquals(180, even.at(0, 50, 50), 3);
  }
}
