package io.retort.data.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.data.image.Raster;
import io.retort.data.image.Resize;
import io.retort.data.sets.Availability;
import io.retort.data.sets.Ham10000;
import io.retort.data.sets.Item;
import io.retort.data.sets.Listing;
import io.retort.data.sets.MiniFiles;
import io.retort.data.sets.Picture;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorCacheTest {
  @TempDir Path folder;
  private final AtomicInteger decoded = new AtomicInteger();

  @BeforeEach
  void files() {
    MiniFiles.ham(folder.resolve("ham"));
  }

  private Listing ham() {
    return Ham10000.read(folder.resolve("ham"));
  }

  private ImageTensor open(Transform transform) {
    return new TensorCache(folder.resolve("cache"), 2)
        .open(ham(), transform, (done, total) -> decoded.incrementAndGet());
  }

  private List<Path> cached() throws IOException {
    try (var files = Files.list(folder.resolve("cache"))) {
      return files.filter(f -> f.toString().endsWith(".tensor")).toList();
    }
  }

  @Test
  void holdsWhatDecodingAndResizingGive() {
    ImageTensor tensor = open(Transform.resize(8));
    assertEquals(5, tensor.count());
    assertEquals(5, decoded.get());
    for (int i = 0; i < 5; i++) {
      Raster expected = Resize.to(tensor.listing().items().get(i).image().read(), 8, 8);
      assertArrayEquals(expected.planes(), tensor.raster(i).planes(), "item " + i);
    }
  }

  @Test
  void decodesOnlyOnce() {
    ImageTensor first = open(Transform.resize(8));
    ImageTensor second = open(Transform.resize(8));
    assertEquals(5, decoded.get());
    assertEquals(first.fingerprint(), second.fingerprint());
    assertArrayEquals(first.raster(3).planes(), second.raster(3).planes());
  }

  @Test
  void anotherTransformIsDecodedAnewButIsTheSameData() throws IOException {
    ImageTensor small = open(Transform.resize(8));
    ImageTensor large = open(Transform.resize(16));
    assertEquals(10, decoded.get());
    assertEquals(2, cached().size());
    assertEquals(small.fingerprint(), large.fingerprint());
  }

  @Test
  void aChangedImageIsDecodedAnewAndIsOtherData() throws IOException {
    ImageTensor before = open(Transform.resize(8));
    Path file = folder.resolve("ham/part 2/ISIC_4.jpg");
    MiniFiles.image(file, 30, 20, 200);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
    ImageTensor after = open(Transform.resize(8));
    assertEquals(10, decoded.get());
    assertNotEquals(before.fingerprint(), after.fingerprint());
  }

  @Test
  void theFingerprintIsOfTheContentsAndNotOfPlaceOrTime() throws IOException {
    ImageTensor here = open(Transform.resize(8));
    Files.setLastModifiedTime(
        folder.resolve("ham/part 2/ISIC_4.jpg"), FileTime.fromMillis(1_000_000));
    Files.move(folder.resolve("ham"), folder.resolve("elsewhere"));
    ImageTensor there =
        new TensorCache(folder.resolve("cache"), 1)
            .open(Ham10000.read(folder.resolve("elsewhere")), Transform.resize(8), (d, t) -> {});
    assertEquals(here.fingerprint(), there.fingerprint());
  }

  @Test
  void theFingerprintCoversLabels() {
    ImageTensor before = open(Transform.resize(8));
    Listing ham = ham();
    List<Item> relabelled = new ArrayList<>(ham.items());
    Item first = relabelled.get(0);
    relabelled.set(
        0, new Item(first.id(), 4, first.group(), first.part(), first.image(), first.mask()));
    ImageTensor after =
        new TensorCache(folder.resolve("cache"), 1)
            .open(
                new Listing(ham.name(), ham.classes(), relabelled, ham.availability()),
                Transform.resize(8),
                (d, t) -> {});
    assertNotEquals(before.fingerprint(), after.fingerprint());
  }

  @Test
  void unreadableImagesAreLeftOutNamedAndRemembered() {
    MiniFiles.text(folder.resolve("ham/part 2/ISIC_4.jpg"), "<html>not an image</html>");
    for (int time = 0; time < 2; time++) {
      ImageTensor tensor = open(Transform.resize(8));
      assertEquals(4, tensor.count());
      assertEquals(4, tensor.listing().count());
      Availability there = tensor.listing().availability();
      assertEquals(1, there.unreadable().size());
      assertTrue(there.unreadable().get(0).contains("ISIC_4.jpg"), there.toString());
      assertEquals(4, there.usable());
      // what follows the hole must still be its own image
      Item last = tensor.listing().items().get(3);
      assertEquals("ISIC_5", last.id());
      assertArrayEquals(Resize.to(last.image().read(), 8, 8).planes(), tensor.raster(3).planes());
    }
    assertEquals(5, decoded.get(), "decoded once");
  }

  @Test
  void masksFollowTheirImagesAsALastPlane() {
    ImageTensor tensor = open(Transform.resize(10).withMasks());
    assertEquals(1, tensor.count());
    assertEquals(4, tensor.channels());
    assertEquals(3, tensor.imageChannels());
    Raster raster = tensor.raster(0);
    assertEquals(255, raster.at(3, 5, 2));
    assertEquals(0, raster.at(3, 5, 7));
  }

  @Test
  void aHalfWrittenOrDamagedFileIsDecodedAnew() throws IOException {
    byte[] expected = open(Transform.resize(8)).raster(2).planes();
    Path file = cached().get(0);
    long size = Files.size(file);
    long[] lengths = {0, 5, size / 2, size - 1};
    for (long length : lengths) {
      try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
        damaged.setLength(length);
      }
      assertArrayEquals(expected, open(Transform.resize(8)).raster(2).planes());
      assertEquals(size, Files.size(cached().get(0)));
    }
    assertEquals(5 * (1 + lengths.length), decoded.get());
  }

  @Test
  void whatACrashLeftAsideIsOverwritten() throws IOException {
    open(Transform.resize(8));
    Path file = cached().get(0);
    Files.move(file, file.resolveSibling(file.getFileName() + ".part"));
    assertEquals(5, open(Transform.resize(8)).count());
    try (var files = Files.list(folder.resolve("cache"))) {
      assertTrue(files.noneMatch(f -> f.toString().endsWith(".part")));
    }
  }

  @Test
  void manyThreadsAtOnceDecodeOnce() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(6);
    try {
      Callable<String> task = () -> open(Transform.resize(8)).fingerprint();
      List<Future<String>> all = pool.invokeAll(java.util.Collections.nCopies(6, task));
      for (Future<String> one : all) {
        assertEquals(all.get(0).get(), one.get());
      }
    } finally {
      pool.shutdownNow();
    }
    assertEquals(5, decoded.get());
  }

  @Test
  void anotherProcessThatDecodesIsWaitedFor() throws Exception {
    // A second JVM opens the same cache at the same time: both must end with the same data, and the
    // images must have been decoded by one of them only.
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<Process> others = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      others.add(
          new ProcessBuilder(
                  java,
                  "-cp",
                  System.getProperty("java.class.path"),
                  OpenCache.class.getName(),
                  folder.resolve("ham").toString(),
                  folder.resolve("cache").toString())
              .redirectErrorStream(true)
              .start());
    }
    List<String> said = new ArrayList<>();
    for (Process other : others) {
      said.add(new String(other.getInputStream().readAllBytes()).strip());
      assertEquals(0, other.waitFor(), said.toString());
    }
    String fingerprint = open(Transform.resize(8)).fingerprint();
    assertEquals(0, decoded.get(), "the other processes decoded");
    List<String> expected = List.of(fingerprint + " 0", fingerprint + " 5");
    assertEquals(expected, said.stream().sorted().toList());
  }

  @Test
  void imagesOfOtherChannelsAreNamed() {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int channels = i == 2 ? 5 : 3;
      Picture picture = Picture.drawn("p" + i, channels, 4, 4, () -> Raster.blank(channels, 4, 4));
      items.add(new Item("i" + i, 0, "g" + i, "", picture, null));
    }
    Listing listing = new Listing("odd", List.of("x"), items, Availability.complete(3));
    ImageTensor tensor =
        new TensorCache(folder.resolve("cache"), 1)
            .open(listing, Transform.resize(4), (d, t) -> {});
    assertEquals(2, tensor.count());
    assertTrue(
        tensor.listing().availability().toString().contains("[5] channels must be 3"),
        tensor.listing().availability().toString());
  }

  @Test
  void aSetLargerThanOneSegmentIsServedAcrossTheBorder() {
    // Segments hold at most 1 GiB; with 12-byte items that cannot be reached here, so the border is
    // tested where it is computed: slot / perSegment and slot % perSegment.
    byte[][] parts = {new byte[24], new byte[12]};
    IntStream.range(0, 36).forEach(i -> parts[i / 24][i % 24] = (byte) i);
    ImageTensor tensor =
        new ImageTensor(
            ham(),
            "f",
            3,
            3,
            2,
            new java.nio.ByteBuffer[] {
              java.nio.ByteBuffer.wrap(parts[0]), java.nio.ByteBuffer.wrap(parts[1])
            },
            2,
            new int[] {0, 1, 2});
    for (int item = 0; item < 3; item++) {
      assertEquals(12 * item, tensor.raster(item).planes()[0]);
      assertEquals(12 * item + 11, tensor.raster(item).planes()[11]);
    }
  }

  @Test
  void sidesMustBePossible() {
    assertThrows(IllegalArgumentException.class, () -> Transform.resize(0));
    assertThrows(IllegalArgumentException.class, () -> Transform.resize(5000));
  }

  @Test
  void aReadingFailureThatMayPassIsNotRemembered() {
    AtomicInteger tries = new AtomicInteger();
    Picture flaky =
        new Picture() {
          @Override
          public String name() {
            return "flaky";
          }

          @Override
          public String stamp() {
            return "flaky";
          }

          @Override
          public byte[] bytes() {
            if (tries.incrementAndGet() == 2) {
              throw new io.retort.data.DataException(
                  "flaky cannot be read",
                  new java.nio.file.FileSystemException("flaky", null, "Too many open files"));
            }
            return new byte[48];
          }

          @Override
          public Raster decode(byte[] bytes) {
            return new Raster(3, 4, 4, bytes);
          }
        };
    Listing listing =
        new Listing(
            "flaky",
            List.of("x"),
            List.of(new Item("i", 0, "g", "", flaky, null)),
            Availability.complete(1));
    TensorCache cache = new TensorCache(folder.resolve("cache"), 1);
    String message =
        assertThrows(
                io.retort.data.DataException.class,
                () -> cache.open(listing, Transform.resize(4), (d, t) -> {}))
            .getMessage();
    assertTrue(message.contains("Too many open files"), message);
    assertEquals(1, cache.open(listing, Transform.resize(4), (d, t) -> {}).count());
  }

  @Test
  void whatFailsLeavesNothingAside() throws IOException {
    Picture broken =
        Picture.drawn(
            "broken",
            3,
            4,
            4,
            () -> {
              throw new IllegalStateException("a defect");
            });
    Listing listing =
        new Listing(
            "broken",
            List.of("x"),
            List.of(
                new Item("fine", 0, "g", "", MiniFiles.plain("p", 4, 1), null),
                new Item("i", 0, "h", "", broken, null)),
            Availability.complete(2));
    assertThrows(
        IllegalStateException.class,
        () ->
            new TensorCache(folder.resolve("cache"), 1)
                .open(listing, Transform.resize(4), (d, t) -> {}));
    try (var files = Files.list(folder.resolve("cache"))) {
      assertTrue(files.noneMatch(f -> f.toString().endsWith(".part")));
    }
  }

  @Test
  void severalOpenersOfADamagedFileDoNotHinderEachOther() throws Exception {
    open(Transform.resize(8));
    for (int round = 0; round < 20; round++) {
      try (RandomAccessFile damaged = new RandomAccessFile(cached().get(0).toFile(), "rw")) {
        damaged.setLength(10);
      }
      ExecutorService pool = Executors.newFixedThreadPool(4);
      try {
        Callable<Integer> task = () -> open(Transform.resize(8)).count();
        for (Future<Integer> one : pool.invokeAll(java.util.Collections.nCopies(4, task))) {
          assertEquals(5, one.get());
        }
      } finally {
        pool.shutdownNow();
      }
    }
  }
}
