package io.retort.data.synthetic;

/**
 * What skin reflects, by a simple model: light of each wavelength passes the epidermis twice and is
 * thinned by what absorbs it there and, as far down as it reaches, in the dermis (Beer-Lambert).
 *
 * <p>Melanin absorbs as wavelength^-3.33 (Jacques, Skin Optics, Oregon Medical Laser Center 1998);
 * oxygenated haemoglobin as tabulated by Prahl (1999); the depth at which 37 % of the light is left
 * is that of fair skin in Anderson and Parrish (1981, doi:10.1111/1523-1747.ep12479191). So longer
 * wavelengths see deeper, and pigment that lies deep looks blue-grey. It is a stand-in, not a
 * simulation: no scattering is computed, and the dermis's own reflectance is a straight line.
 */
final class SkinOptics {
  /** Nanometres of the three bands of a colour camera: red, green, blue. */
  static final int[][] RGB = {{600, 620, 640}, {520, 540, 560}, {440, 460, 480}};

  /** Nanometres of the five narrow bands of the multispectral stand-in. */
  static final int[][] MULTISPECTRAL = {{450}, {520}, {590}, {660}, {780}};

  /** What absorbs: melanin in the epidermis and deep, blood shallow and deep. */
  static final int ABSORBERS = 4;

  private static final int[] HB_NANOMETRES = {
    440, 450, 460, 480, 500, 520, 540, 560, 580, 590, 600, 620, 640, 660, 700, 780
  };

  /** Molar extinction of oxygenated haemoglobin, 1000 / (cm mol/l). */
  private static final double[] HB_EXTINCTION = {
    102.6, 62.8, 44.5, 26.6, 20.9, 24.2, 53.2, 32.6, 50.1, 14.4, 3.2, .94, .44, .32, .29, .71
  };

  private static final int[] DEPTH_NANOMETRES = {400, 450, 500, 600, 700, 800};
  private static final double[] DEPTH_MICROMETRES = {90, 150, 230, 550, 750, 1200};

  private static final double DEEP_MELANIN = 380;
  private static final double SHALLOW_BLOOD = 130;
  private static final double DEEP_BLOOD = 450;

  private final double[] reflectance;
  private final double[][] absorption;

  /** Optics of a camera's bands. */
  SkinOptics(int[][] bands) {
    reflectance = new double[bands.length];
    absorption = new double[bands.length][ABSORBERS];
    for (int b = 0; b < bands.length; b++) {
      for (int nanometres : bands[b]) {
        double share = 1.0 / bands[b].length;
        double melanin = StrictMath.pow(nanometres / 500.0, -3.33);
        double blood = table(HB_NANOMETRES, HB_EXTINCTION, nanometres) / 53.2;
        double depth = table(DEPTH_NANOMETRES, DEPTH_MICROMETRES, nanometres);
        reflectance[b] += share * (.55 + .25 * (nanometres - 450) / 350.0);
        absorption[b][0] += share * melanin;
        absorption[b][1] += share * melanin * StrictMath.exp(-DEEP_MELANIN / depth);
        absorption[b][2] += share * blood * StrictMath.exp(-SHALLOW_BLOOD / depth);
        absorption[b][3] += share * blood * StrictMath.exp(-DEEP_BLOOD / depth);
      }
    }
  }

  int bands() {
    return reflectance.length;
  }

  /**
   * Share of light that comes back.
   *
   * @param amounts of the four absorbers, >= 0
   * @param scale share of the surface that is white keratin
   */
  double reflected(int band, double[] amounts, double scale) {
    double thinned = 0;
    for (int a = 0; a < ABSORBERS; a++) {
      thinned += absorption[band][a] * amounts[a];
    }
    return (1 - scale) * reflectance[band] * StrictMath.exp(-thinned) + scale * .8;
  }

  private static double table(int[] at, double[] values, int nanometres) {
    int i = 1;
    while (i < at.length - 1 && at[i] < nanometres) {
      i++;
    }
    double share = (double) (nanometres - at[i - 1]) / (at[i] - at[i - 1]);
    return values[i - 1] + share * (values[i] - values[i - 1]);
  }
}
