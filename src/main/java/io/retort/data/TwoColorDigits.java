package io.retort.data;

/**
 * 2cMNIST: digits coloured by class, and the same digits in grey (vanmolle2021, Section 4.1.1).
 *
 * <p>The two colours have the same Rec. 601 luma, so the grey image of a coloured digit is the
 * digit times that luma and carries no trace of the colour. Values are shares of full intensity, 0
 * to 1.
 */
public final class TwoColorDigits {
  /** Blue, #61a4e4. */
  static final float[] BLUE = {0x61 / 255f, 0xa4 / 255f, 0xe4 / 255f};

  /** Green, #0aef46. */
  static final float[] GREEN = {0x0a / 255f, 0xef / 255f, 0x46 / 255f};

  /** Rec. 601 luma of both colours: 151.3 / 255. */
  static final float LUMA = 0.299f * BLUE[0] + 0.587f * BLUE[1] + 0.114f * BLUE[2];

  /** Which digits are blue: 0, 3, 4, 7 and 8; the others are green. */
  private static final boolean[] IS_BLUE = {
    true, false, false, true, true, false, false, true, true, false
  };

  private TwoColorDigits() {}

  /** The two sensors: what the teacher sees, and what the student sees. */
  public enum Modality {
    /** One channel. */
    GREY(1),
    /** Red, green, blue. */
    COLOUR(3);

    private final int channels;

    Modality(int channels) {
      this.channels = channels;
    }

    /** Number of channels. */
    public int channels() {
      return channels;
    }
  }

  /** The colour of a digit: red, green, blue as shares. */
  static float[] colour(int digit) {
    return IS_BLUE[digit] ? BLUE : GREEN;
  }

  /**
   * Renders some of the digits.
   *
   * @param indices which digits
   * @return values of shape (indices, channels, height, width)
   */
  public static float[] render(GreyImages digits, int[] indices, Modality modality) {
    int area = digits.height() * digits.width();
    int channels = modality.channels();
    float[] values = new float[Math.multiplyExact(indices.length, channels * area)];
    int to = 0;
    for (int index : indices) {
      float[] tint =
          modality == Modality.GREY ? new float[] {LUMA} : colour(digits.labels()[index]);
      for (int c = 0; c < channels; c++) {
        float scale = tint[c] / 255;
        for (int p = index * area; p < (index + 1) * area; p++) {
          values[to++] = (digits.pixels()[p] & 0xff) * scale;
        }
      }
    }
    return values;
  }
}
