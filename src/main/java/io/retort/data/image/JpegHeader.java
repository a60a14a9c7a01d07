package io.retort.data.image;

import java.io.ByteArrayOutputStream;

/**
 * Makes the JDK's reader give a JPEG's samples as they are stored: colour profiles are left out, as
 * the reader would convert by them, and where neither a JFIF nor an Adobe segment says how colours
 * are coded, a JFIF segment says YCbCr, unless the components are named R, G, B.
 */
final class JpegHeader {
  private static final byte[] JFIF = {
    (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
  };

  private static final int START_OF_SCAN = 0xda;
  private static final int APP0 = 0xe0;
  private static final int APP2 = 0xe2;
  private static final int APP14 = 0xee;

  private JpegHeader() {}

  /** The same picture with a plain header; unchanged where the header is not understood. */
  static byte[] plain(byte[] jpeg) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(jpeg.length + JFIF.length);
    boolean told = false;
    boolean threeComponents = false;
    boolean namedRgb = false;
    int at = 2;
    while (at + 4 <= jpeg.length && (jpeg[at] & 0xff) == 0xff) {
      int marker = jpeg[at + 1] & 0xff;
      if (marker == 0xff) {
        at++; // fill byte
        continue;
      }
      int length = 2 + ((jpeg[at + 2] & 0xff) << 8 | (jpeg[at + 3] & 0xff));
      if (marker == START_OF_SCAN || at + length > jpeg.length) {
        break;
      }
      told |= marker == APP0 && holds(jpeg, at + 4, "JFIF");
      told |= marker == APP14 && holds(jpeg, at + 4, "Adobe");
      if (isFrame(marker) && length >= 19) {
        threeComponents = jpeg[at + 9] == 3;
        namedRgb = jpeg[at + 10] == 'R' && jpeg[at + 13] == 'G' && jpeg[at + 16] == 'B';
      }
      if (!(marker == APP2 && holds(jpeg, at + 4, "ICC_PROFILE"))) {
        kept.write(jpeg, at, length);
      }
      at += length;
    }
    if (at + 4 > jpeg.length) {
      return jpeg;
    }
    ByteArrayOutputStream plain = new ByteArrayOutputStream(jpeg.length + JFIF.length);
    plain.write(jpeg, 0, 2);
    if (!told && threeComponents && !namedRgb) {
      plain.write(JFIF, 0, JFIF.length);
    }
    plain.writeBytes(kept.toByteArray());
    plain.write(jpeg, at, jpeg.length - at);
    return plain.toByteArray();
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private static boolean holds(byte[] bytes, int at, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (at + i >= bytes.length || bytes[at + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
