package io.retort.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.data.TwoColorDigits.Modality;
import org.junit.jupiter.api.Test;

class TwoColorDigitsTest {
  private final GreyImages digits =
      new GreyImages(new byte[] {(byte) 255, 0, 100, 50}, new byte[] {3, 2}, 1, 2);

  @Test
  void bothColoursHaveTheSameRec601Luma() {
    for (float[] colour : new float[][] {TwoColorDigits.BLUE, TwoColorDigits.GREEN}) {
      double luma = 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2];
      assertEquals(151.3 / 255, luma, 0.05 / 255);
    }
  }

  @Test
  void threeIsBlueAndTwoIsGreen() {
    float[] values = TwoColorDigits.render(digits, new int[] {0, 1}, Modality.COLOUR);
    float[] expected = {
      0x61 / 255f,
      0,
      0xa4 / 255f,
      0,
      0xe4 / 255f,
      0,
      0x0a / 255f * 100 / 255,
      0x0a / 255f * 50 / 255,
      0xef / 255f * 100 / 255,
      0xef / 255f * 50 / 255,
      0x46 / 255f * 100 / 255,
      0x46 / 255f * 50 / 255
    };
    assertArrayEquals(expected, values, 1e-6f);
  }

  @Test
  void greyCarriesNoTraceOfTheColour() {
    GreyImages equal = new GreyImages(new byte[] {90, 10, 90, 10}, new byte[] {3, 2}, 1, 2);
    float[] values = TwoColorDigits.render(equal, new int[] {0, 1}, Modality.GREY);
    assertEquals(values[0], values[2]);
    assertEquals(values[1], values[3]);
    assertEquals(0.593 * 90 / 255, values[0], 1e-3);
  }

  @Test
  void theFiveBlueDigitsAreThePapers() {
    StringBuilder blue = new StringBuilder();
    for (int digit = 0; digit < 10; digit++) {
      if (TwoColorDigits.colour(digit) == TwoColorDigits.BLUE) {
        blue.append(digit);
      }
    }
    assertEquals("03478", blue.toString());
  }
}
