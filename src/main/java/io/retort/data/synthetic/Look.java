package io.retort.data.synthetic;

import java.util.SplittableRandom;

/**
 * What a lesion looks like: amounts of the features by which dermoscopy tells diagnoses apart.
 *
 * <p>The typical amounts below are our own reading of textbook descriptions, not measurements; they
 * make classes differ as the diagnoses do, and no more.
 */
final class Look {
  /** A feature. Amounts are absorbances, shares or shares of the radius. */
  enum Feature {
    /** Melanin in the epidermis. */
    PIGMENT,
    /** How uneven the pigment is. */
    MOTTLE,
    /** Pigment along a network of lines. */
    NETWORK,
    /** Pigment in dots and globules. */
    GLOBULES,
    /** Melanin in the dermis: blue-grey. */
    DEEP,
    /** Redness all over. */
    REDNESS,
    /** Dotted vessels. */
    DOTTED,
    /** Branched vessels. */
    BRANCHED,
    /** Round blood-filled lacunae. */
    LACUNAE,
    /** White scales. */
    SCALE,
    /** A white scar-like or keratin centre. */
    SCAR,
    /** Small white cysts. */
    CYSTS,
    /** Dark crust or ulcer. */
    CRUST,
    /** Difference between the two sides. */
    ASYMMETRY,
    /** Raggedness of the border. */
    RAGGED,
    /** Width of the border's fading. */
    FADING
  }

  /** Rows as in {@link Lesions#CLASSES}; columns as in {@link Feature}. */
  private static final double[][] TYPICAL = {
    // PIG MOT NET GLO DEEP RED DOT BRA LAC SCA SCAR CYS CRU ASY RAG FAD
    {.95, .9, .35, .5, .9, .15, .2, 0, 0, .05, .15, 0, .15, .9, .34, .08}, // MEL
    {.75, .2, .5, .2, .05, .05, 0, 0, 0, 0, 0, 0, 0, .1, .08, .22}, // NV
    {.08, .3, 0, .25, .35, .3, 0, .9, 0, .1, .05, 0, .35, .3, .16, .14}, // BCC
    {.12, .5, .15, .05, 0, .7, .3, 0, 0, .55, 0, 0, .1, .3, .22, .4}, // AK
    {.6, .35, .05, .15, .02, .08, 0, 0, 0, .12, 0, .8, .05, .25, .2, .04}, // BKL
    {.4, .1, .45, .03, 0, .2, .1, 0, 0, 0, .75, 0, 0, .08, .06, .3}, // DF
    {.04, .1, 0, 0, 0, .45, 0, 0, .95, 0, 0, 0, .05, .15, .1, .06}, // VASC
    {.05, .4, 0, 0, 0, .55, .35, .25, 0, .5, .5, 0, .5, .4, .24, .12}, // SCC
  };

  private final double[] amounts = new double[Feature.values().length];

  /**
   * A lesion of a class.
   *
   * @param difficulty 0: every lesion is typical of its class; 1: many look like the average of all
   *     classes
   */
  Look(int label, double difficulty, SplittableRandom random) {
    double average = difficulty * (.25 + .75 * random.nextDouble());
    for (int f = 0; f < amounts.length; f++) {
      double mean = 0;
      double most = 0;
      for (double[] other : TYPICAL) {
        mean += other[f] / TYPICAL.length;
        most = Math.max(most, other[f]);
      }
      boolean lacunae = f == Feature.LACUNAE.ordinal(); // nothing else bleeds like those
      double typical = (1 - average) * TYPICAL[label][f] + average * (lacunae ? 0 : mean);
      double spread = (.08 + .5 * difficulty) * (lacunae ? typical : most);
      typical += spread * (random.nextDouble() + random.nextDouble() - 1);
      amounts[f] = Math.max(0, typical);
    }
  }

  double of(Feature feature) {
    return amounts[feature.ordinal()];
  }
}
