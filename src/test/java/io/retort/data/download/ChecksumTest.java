package io.retort.data.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksumTest {
  @TempDir Path folder;

  /** The sums of "abc" in RFC 1321 and FIPS 180-2. */
  @ParameterizedTest
  @CsvSource({
    "md5, 900150983cd24fb0d6963f7d28e17f72",
    "sha256, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
  })
  void theSumsOfAbcAreTheStandards(String algorithm, String hex) throws IOException {
    Checksum sum = Checksum.of(Files.writeString(folder.resolve("abc"), "abc"), algorithm);
    assertEquals(new Checksum(algorithm, hex), sum);
    assertEquals(algorithm + ":" + hex, sum.toString());
    assertEquals(sum, Checksum.parse(sum.toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "sha256-prefix:ba7816bf, true",
    "sha256-prefix:ba7816bf8f, true",
    "sha256-prefix:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad, true",
    "sha256-prefix:ba7816be, false",
    "sha256-prefix:f20015ad, false",
    "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad, true",
    "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ae, false",
    "md5:900150983cd24fb0d6963f7d28e17f72, true",
    "md5:900150983cd24fb0d6963f7d28e17f73, false"
  })
  void aSumMatchesWhatItBeginsWith(String published, boolean matches) throws IOException {
    Checksum sum = Checksum.parse(published);
    Path file = Files.writeString(folder.resolve("abc"), "abc");
    assertEquals(matches, sum.matches(Checksum.of(file, sum.algorithm())));
  }

  @Test
  void aSumOfAnotherAlgorithmNeverMatches() throws IOException {
    Path file = Files.writeString(folder.resolve("abc"), "abc");
    assertFalse(Checksum.parse("sha256-prefix:90015098").matches(Checksum.of(file, "md5")));
  }

  @Test
  void caseDoesNotMatter() {
    assertEquals(
        Checksum.parse("md5:900150983cd24fb0d6963f7d28e17f72"),
        Checksum.parse(" MD5: 900150983CD24FB0D6963F7D28E17F72"));
  }

  @ParameterizedTest
  @CsvSource({
    "900150983cd24fb0d6963f7d28e17f72, 'names no algorithm: write md5:..., sha256:... or sha256-prefix:...'",
    "sha1:a9993e364706816aba3e25717850c26c9cd0d89d, 'algorithm [sha1] must be md5, sha256 or sha256-prefix'",
    "md5:900150983cd24fb0d6963f7d28e17f7, must be 32 hexadecimal digits",
    "sha256:900150983cd24fb0d6963f7d28e17f72, must be 64 hexadecimal digits",
    "md5:g00150983cd24fb0d6963f7d28e17f72, must be 32 hexadecimal digits",
    "md5:, checksum [] must be 32 hexadecimal digits",
    "sha256-prefix:ba7816b, sha256-prefix checksum [ba7816b] must be 8 to 64 hexadecimal digits",
    "sha256-prefix:ba7816bg, must be 8 to 64 hexadecimal digits",
    "sha256-prefix:, checksum [] must be 8 to 64 hexadecimal digits"
  })
  void whatIsNoChecksumIsRefused(String text, String message) {
    DataException e = assertThrows(DataException.class, () -> Checksum.parse(text));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }
}
