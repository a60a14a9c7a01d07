package io.retort.data.download;

import static io.retort.data.download.Archives.add;
import static io.retort.data.download.Archives.gzip;
import static io.retort.data.download.Archives.tar;
import static io.retort.data.download.Archives.text;
import static io.retort.data.download.Archives.zip;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.data.DataException;
import io.retort.data.download.Unpack.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UnpackTest {
  private static final Limits LIMITS = new Limits(4 << 20, 20, 100);

  @TempDir Path work;
  private Path target;

  @BeforeEach
  void name() {
    target = work.resolve("target");
  }

  private Path archive(byte[] bytes) throws IOException {
    return Files.write(work.resolve("set.bin"), bytes); // the name says nothing
  }

  /** All files of the target with their text, and folders as null. */
  private Map<String, String> tree() throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> files = Files.walk(target)) {
      for (Path file : files.filter(f -> !f.equals(target)).toList()) {
        String name = target.relativize(file).toString().replace('\\', '/');
        if (!name.endsWith(".part.lock")) {
          tree.put(name, Files.isDirectory(file) ? "FOLDER" : Files.readString(file));
        }
      }
    }
    return tree;
  }

  /** The folder around the target holds the archive, the lock and what is named. */
  private void assertAround(String... names) throws IOException {
    try (Stream<Path> files = Files.list(work)) {
      List<String> there =
          files
              .map(f -> f.getFileName().toString())
              .filter(n -> !n.equals("set.bin") && !n.equals("set.bin.part.lock"))
              .sorted()
              .toList();
      assertEquals(List.of(names), there);
    }
  }

  private static void both(ZipArchiveOutputStream out) throws IOException {
    add(out, "a/", new byte[0]);
    add(out, "a/x.txt", text("x"));
    add(out, "b/c/y.txt", text("y"));
    add(out, "empty/", new byte[0]);
    add(out, "ä ö.txt", text("ü"));
  }

  static Stream<Arguments> good() throws IOException {
    byte[] tar =
        tar(
            out -> {
              Archives.folder(out, "./");
              Archives.folder(out, "./a/");
              add(out, "./a/x.txt", text("x"));
              add(out, "b//c/y.txt", text("y")); // its folder has no entry of its own
              Archives.folder(out, "empty/");
              out.setAddPaxHeadersForNonAsciiNames(true);
              add(out, "ä ö.txt", text("ü"));
            });
    byte[] gz = gzip(tar);
    byte[] zip = zip(UnpackTest::both);
    byte[] zip64 =
        zip(
            out -> {
              out.setUseZip64(Zip64Mode.Always);
              both(out);
            });
    byte[] stored =
        zip(
            out -> {
              out.setMethod(ZipArchiveOutputStream.STORED);
              both(out);
            });
    return Stream.of(
        Arguments.of("zip", zip),
        Arguments.of("zip64", zip64),
        Arguments.of("stored zip", stored),
        Arguments.of("zip and garbage", joined(zip, text("garbage"))),
        Arguments.of("tar", tar),
        Arguments.of("tar and garbage", joined(tar, text("garbage"))),
        Arguments.of("tar.gz", gz),
        Arguments.of("tar.gz and garbage", joined(gz, text("garbage after the last block, long"))));
  }

  private static byte[] joined(byte[] a, byte[] b) {
    byte[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("good")
  void aGoodArchiveIsUnpackedWhatItsNameMayBe(String what, byte[] bytes) throws IOException {
    List<Path> tops = Unpack.into(archive(bytes), target, LIMITS);
    assertEquals(
        Map.of(
            "a",
            "FOLDER",
            "a/x.txt",
            "x",
            "b",
            "FOLDER",
            "b/c",
            "FOLDER",
            "b/c/y.txt",
            "y",
            "empty",
            "FOLDER",
            "ä ö.txt",
            "ü"),
        tree());
    assertEquals(
        List.of("a", "b", "empty", "ä ö.txt"),
        tops.stream().map(p -> target.relativize(p).toString()).toList());
    assertAround("target");
  }

  @Test
  void aFolderThatIsThereKeepsWhatIsInIt() throws IOException {
    Files.createDirectories(target);
    Files.writeString(target.resolve("mine"), "mine");
    Unpack.into(archive(zip(UnpackTest::both)), target, LIMITS);
    assertEquals("mine", tree().get("mine"));
    assertEquals("x", tree().get("a/x.txt"));
    assertEquals(8, tree().size());
  }

  @Test
  void whatIsThereIsNeverReplaced() throws IOException {
    Files.createDirectories(target.resolve("b"));
    Path archive = archive(zip(UnpackTest::both));
    assertEquals(
        target.resolve("b") + " is there already: delete or move it, then unpack again",
        refusal(archive));
    assertEquals(Map.of("b", "FOLDER"), tree());
  }

  @Test
  void aFileInPlaceOfTheFolderIsNotReplaced() throws IOException {
    Files.writeString(target, "mine");
    assertTrue(refusal(archive(zip(UnpackTest::both))).contains("is there already: delete"));
    assertEquals("mine", Files.readString(target));
  }

  @Test
  void leftoversOfAKilledRunAreReplaced() throws IOException {
    Path left = Files.createDirectories(work.resolve("set.bin.unpack").resolve("a"));
    Files.writeString(left.resolve("half.txt"), "ha");
    Unpack.into(archive(zip(UnpackTest::both)), target, LIMITS);
    assertEquals(7, tree().size());
    assertAround("target");
  }

  @Test
  void archivesInArchivesAreLeftAlone() throws IOException {
    byte[] inner = zip(out -> add(out, "x", text("x")));
    Unpack.into(archive(zip(out -> add(out, "in.zip", inner))), target, LIMITS);
    assertEquals(-1, Arrays.mismatch(inner, Files.readAllBytes(target.resolve("in.zip"))));
  }

  @Test
  void denseSmallFilesAreNoBomb() throws IOException {
    byte[] zeros = new byte[1 << 20];
    Unpack.into(archive(zip(out -> add(out, "zeros", zeros))), target, LIMITS);
    assertEquals(zeros.length, Files.size(target.resolve("zeros")));
  }

  private String refusal(Path archive) {
    return assertThrows(DataException.class, () -> Unpack.into(archive, target, LIMITS))
        .getMessage();
  }

  private static byte[] zipOf(String name) throws IOException {
    String same = "q".repeat(text(name).length); // the library would mend the name
    return Archives.patched(
        zip(out -> add(out, same, text("evil"))),
        same,
        new String(text(name), StandardCharsets.ISO_8859_1));
  }

  private static byte[] tarOf(String... names) throws IOException {
    return tar(
        out -> {
          for (String name : names) {
            add(out, name, text("evil"));
          }
        });
  }

  private static byte[] zipOfTwo(String a, String b) throws IOException {
    return zip(
        out -> {
          add(out, a, text("1"));
          add(out, b, text("2"));
        });
  }

  private static byte[] special(byte kind) throws IOException {
    return tar(out -> Archives.special(out, "odd", kind, "/etc/passwd"));
  }

  private static byte[] unixMode(int mode) throws IOException {
    return zip(
        out -> {
          ZipArchiveEntry entry = new ZipArchiveEntry("odd");
          entry.setUnixMode(mode);
          add(out, entry, text("/etc/passwd"));
        });
  }

  private static byte[] longPaxHeader() throws IOException {
    return tar(
        out -> {
          byte[] record = text("2000000 comment=" + "a".repeat(1_999_983) + "\n");
          TarArchiveEntry entry =
              new TarArchiveEntry("pax", TarConstants.LF_PAX_EXTENDED_HEADER_LC);
          entry.setSize(record.length);
          out.putArchiveEntry(entry);
          out.write(record);
          out.closeArchiveEntry();
          add(out, "a", text("a"));
        });
  }

  static Stream<Arguments> bad() throws IOException {
    byte[] good = zip(UnpackTest::both);
    byte[] goodTar = tarOf("a", "b");
    byte[] noise = new byte[100_000];
    new Random(1).nextBytes(noise);
    byte[] noisy = zip(out -> add(out, "n", noise));
    byte[] noisyTar = tar(out -> add(out, "n", noise));
    byte[] mebi = new byte[2 << 20];
    byte[] wrongCrc =
        zip(
            out -> {
              out.setMethod(ZipArchiveOutputStream.STORED);
              add(out, "c.txt", text("contents"));
            });
    return Stream.of(
        Arguments.of("zip up", zipOf("../evil"), "entry [../evil] leads out of the folder by [..]"),
        Arguments.of("zip up within", zipOf("a/../../evil"), "leads out of the folder"),
        Arguments.of("zip ends in up", zipOf("a/.."), "leads out of the folder"),
        Arguments.of("tar up", tarOf("../evil"), "entry [../evil] leads out of the folder"),
        Arguments.of("zip absolute", zipOf("/etc/evil"), "entry [/etc/evil] is absolute"),
        Arguments.of("tar absolute", tarOf("/etc/evil"), "entry [/etc/evil] is absolute"),
        Arguments.of("zip drive", zipOf("C:/evil"), "entry [C:/evil] is absolute"),
        Arguments.of("zip drive, relative", zipOf("c:evil"), "entry [c:evil] is absolute"),
        Arguments.of("zip backslash", zipOf("..\\evil"), "holds a backslash"),
        Arguments.of("tar backslash", tarOf("..\\evil"), "[..\\evil] holds a backslash"),
        Arguments.of("zip NUL", zipOf("a.txt\0.exe"), "entry [a.txt?.exe] holds a NUL"),
        Arguments.of("zip line feed", zipOf("a\nb"), "entry [a?b] holds a NUL or another control"),
        Arguments.of("no name", zipOf("."), "entry [.] names no file"),
        Arguments.of("long name", tarOf("a/".repeat(520) + "a"), "is longer than [1024] letters"),
        Arguments.of("zip link", unixMode(0120777), "entry [odd] is a symbolic link, only files"),
        Arguments.of("zip device", unixMode(0060777), "entry [odd] is a device or pipe"),
        Arguments.of("tar link", special(TarConstants.LF_SYMLINK), "[odd] is a symbolic link"),
        Arguments.of("tar hard link", special(TarConstants.LF_LINK), "[odd] is a hard link"),
        Arguments.of("tar device", special(TarConstants.LF_CHR), "[odd] is a device or pipe"),
        Arguments.of("tar disk", special(TarConstants.LF_BLK), "[odd] is a device or pipe"),
        Arguments.of("tar pipe", special(TarConstants.LF_FIFO), "[odd] is a device or pipe"),
        Arguments.of("tar kind V", special((byte) 'V'), "[odd] is of the unknown kind [V]"),
        Arguments.of("zip twice", zipOfTwo("a", "a"), "entry [a] is there twice"),
        Arguments.of("tar twice", tarOf("a", "./a"), "entry [./a] is there twice"),
        Arguments.of("case", zipOfTwo("a/Cat", "a/cat"), "[a/cat] differs from [a/Cat] by case or"),
        Arguments.of("case of folders", tarOf("A/x", "a/y"), "[a/y] differs from [A] by case"),
        Arguments.of("accents", zipOfTwo("\u00e4", "a\u0308"), "differs from [\u00e4] by case or"),
        Arguments.of("file as folder", zipOfTwo("a", "a/b"), "[a/b] lies in [a], which is a file"),
        Arguments.of("folder as file", tarOf("a/b", "a"), "[a] is a file, but entries before it"),
        Arguments.of(
            "too many",
            tarOf(Stream.iterate(0, i -> i + 1).limit(21).map(i -> "f" + i).toArray(String[]::new)),
            "entry [f20] is beyond the [20] entries allowed"),
        Arguments.of(
            "zip too large",
            zip(
                out -> {
                  out.setMethod(ZipArchiveOutputStream.STORED);
                  add(out, "a", mebi);
                  add(out, "b", mebi);
                  add(out, "c", new byte[1]);
                }),
            "entry [c] takes it beyond [4194304] bytes unpacked: allow more"),
        Arguments.of(
            "zip bomb",
            zip(out -> add(out, "bomb", mebi)),
            "entry [bomb] takes it beyond [100] times its ["),
        Arguments.of(
            "tar.gz bomb",
            gzip(tar(out -> add(out, "bomb", mebi))),
            "takes it beyond [100] times its ["),
        Arguments.of(
            "tar.gz bomb behind the end", gzip(joined(goodTar, mebi)), "the tar's block ["),
        Arguments.of("tar header bomb", longPaxHeader(), "a header is larger than [1048576] bytes"),
        Arguments.of(
            "encrypted", Archives.central(good, 1, 8, 0x801), "[a/x.txt] is encrypted: unpack it"),
        Arguments.of(
            "odd method",
            Archives.central(noisy, 0, 10, 97),
            "[n] has compression method [97], which is not read here"),
        Arguments.of("zip cut in the end", Arrays.copyOf(noisy, noisy.length - 30), "or damaged ("),
        Arguments.of("zip cut in the middle", Arrays.copyOf(noisy, 50_000), "truncated or damaged"),
        Arguments.of("tar cut in a file", Arrays.copyOf(noisyTar, 50_000), "truncated or damaged"),
        Arguments.of("tar cut between files", Arrays.copyOf(goodTar, 1024), "end mark is missing"),
        Arguments.of("tar cut in a header", Arrays.copyOf(goodTar, 1300), "truncated or damaged"),
        Arguments.of(
            "tar.gz cut in a file", Arrays.copyOf(gzip(noisyTar), 50_000), "truncated or damaged"),
        Arguments.of(
            "tar.gz cut in its checksum",
            Arrays.copyOf(gzip(goodTar), gzip(goodTar).length - 3),
            "truncated or damaged"),
        Arguments.of(
            "zip with a wrong byte",
            Archives.patched(wrongCrc, "contents", "contentz"),
            "entry [c.txt] has CRC ["),
        Arguments.of("zip with a wrong size", Archives.central(good, 1, 24, 9), "must have [9]"),
        Arguments.of(
            "tar with a wrong header",
            Archives.patched(goodTar, "b\0\0\0", "c\0\0\0"),
            "the header of entry [c] has a wrong checksum"),
        Arguments.of("tar.gz with a wrong byte", flipped(gzip(noisyTar), -6), "truncated or damag"),
        Arguments.of("empty zip", zip(out -> {}), "holds no entries"),
        Arguments.of("a page", text("<!doctype html>".repeat(50)), "is neither a zip nor a tar"),
        Arguments.of("a gzipped page", gzip(text("<html>")), "is neither a zip nor a tar"),
        Arguments.of("nothing", new byte[0], "is neither a zip nor a tar"));
  }

  private static byte[] flipped(byte[] bytes, int at) {
    bytes[bytes.length + at] ^= 0x10;
    return bytes;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bad")
  void aBadArchiveIsRefusedAndNothingUnpacked(String what, byte[] bytes, String message)
      throws IOException {
    Path archive = archive(bytes);
    String refusal = refusal(archive);
    assertTrue(refusal.startsWith(archive + ""), "names the archive: " + refusal);
    assertTrue(refusal.contains(message), refusal);
    assertAround();
    Files.createDirectories(target);
    assertEquals(refusal, refusal(archive), "into a folder that is there too");
    assertEquals(Map.of(), tree());
    assertAround("target");
  }

  @Test
  void aMissingArchiveIsNamed() {
    Path missing = work.resolve("missing.zip");
    assertEquals(missing + " is missing: fetch it first", refusal(missing));
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
    Path archive = archive(zip(UnpackTest::both));
    target = archive.resolve("below");
    assertTrue(refusal(archive).startsWith("cannot unpack to " + target), refusal(archive));
  }

  /** Whatever a bit does, files have their text, or all is refused; never anything else. */
  @Test
  void noFlippedBitGoesUnseen() throws IOException {
    byte[][] archives = {zip(UnpackTest::both), gzip(tarOf("a/b", "c"))}; // a tar has no sums
    Random random = new Random(5);
    int refused = 0;
    for (byte[] good : archives) {
      for (int i = 0; i < 100; i++) {
        byte[] bad = good.clone();
        bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
        try {
          Unpack.into(archive(bad), target, LIMITS);
          for (Map.Entry<String, String> file : tree().entrySet()) {
            // a name has no sum in a zip: a folder's may lose its slash, and then is an empty
            // file's
            List<String> texts = List.of("FOLDER", "x", "y", "ü", "evil", "");
            assertTrue(texts.contains(file.getValue()), file.toString());
            assertTrue(!file.getValue().isEmpty() || file.getKey().matches("a.|empty."), file + "");
          }
        } catch (DataException e) {
          refused++;
        }
        wipe();
      }
    }
    assertTrue(refused > 60, refused + " refused");
  }

  private void wipe() throws IOException {
    if (Files.exists(target)) {
      try (Stream<Path> files = Files.walk(target)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    assertAround();
  }

  @Test
  void badLimitsAreRefused() {
    assertEquals(
        "limits [0] bytes, [1] entries, [1] to 1 must be >= 1",
        assertThrows(IllegalArgumentException.class, () -> new Limits(0, 1, 1)).getMessage());
  }
}
