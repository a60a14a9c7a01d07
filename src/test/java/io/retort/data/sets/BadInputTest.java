package io.retort.data.sets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.data.DataException;
import io.retort.data.IdxFile;
import io.retort.data.cache.TensorCache;
import io.retort.data.cache.Transform;
import io.retort.data.image.ImageFile;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferFloat;
import java.awt.image.DataBufferInt;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Broken files of every format: each is refused with a message that names it and the remedy. */
class BadInputTest {
  private static final TensorCache.Progress QUIET = (done, total) -> {};

  @TempDir Path folder;

  /** What is wrong, how to make it so, what reads it, and what the complaint must say. */
  record Bad(String what, Consumer<Path> make, Consumer<Path> read, String... says) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static final List<Bad> ALL = new ArrayList<>();

  private static void bad(String what, Consumer<Path> make, Consumer<Path> read, String... says) {
    ALL.add(new Bad(what, make, read, says));
  }

  private static void image(String what, String file, byte[] bytes, String... says) {
    bad(
        what,
        folder -> MiniFiles.bytes(folder.resolve(file), bytes),
        folder -> ImageFile.read(folder.resolve(file)),
        says);
  }

  private static byte[] cut(byte[] bytes, double share) {
    return Arrays.copyOf(bytes, (int) (bytes.length * share));
  }

  private static byte[] encoded(String format) {
    return MiniFiles.encoded(MiniFiles.picture(64, 48, 9), format);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] wideTiff(boolean real) {
    int type = real ? DataBuffer.TYPE_FLOAT : DataBuffer.TYPE_INT;
    DataBuffer buffer = real ? new DataBufferFloat(16) : new DataBufferInt(16);
    PixelInterleavedSampleModel model =
        new PixelInterleavedSampleModel(type, 4, 4, 1, 4, new int[] {0});
    WritableRaster raster = java.awt.image.Raster.createWritableRaster(model, buffer, new Point());
    ComponentColorModel colours =
        new ComponentColorModel(
            java.awt.color.ColorSpace.getInstance(java.awt.color.ColorSpace.CS_GRAY),
            false,
            false,
            java.awt.Transparency.OPAQUE,
            type);
    return MiniFiles.encoded(new BufferedImage(colours, raster, false, null), "tiff");
  }

  static {
    images();
    ham();
    isic2019();
    pairsAndFolders();
    dermaMnist();
    others();
  }

  private static void images() {
    bad("a missing image", f -> {}, f -> ImageFile.read(f.resolve("a.jpg")), "a.jpg is missing");
    image("an empty file", "a.jpg", new byte[0], "size [0 bytes] must be 1 to", "get it again");
    image("three bytes", "a.jpg", new byte[] {1, 2, 3}, "[3 bytes] must be a JPEG", "01 02 03");
    image("a web page named .jpg", "a.jpg", ascii("<html>log in"), "must be a JPEG", "3c 68 74 6d");
    image("a JPEG cut in the picture", "a.jpg", cut(encoded("jpeg"), .9), "truncated or damaged");
    image("a JPEG cut in its header", "a.jpg", cut(encoded("jpeg"), .1), "this JPEG is damaged");
    image("a JPEG of nothing but its start", "a.jpg", cut(encoded("jpeg"), .01), "JPEG is damaged");
    image("a PNG cut in the picture", "a.png", cut(encoded("png"), .5), "this PNG is damaged");
    image("a PNG cut in its header", "a.png", cut(encoded("png"), .05), "this PNG is damaged");
    byte[] torn = encoded("png");
    Arrays.fill(torn, 60, 90, (byte) 0x5a);
    image("a PNG with overwritten bytes", "a.png", torn, "this PNG is damaged");
    image("a BMP cut in its header", "a.bmp", cut(encoded("bmp"), .003), "this BMP is damaged");
    image("a BMP cut in the picture", "a.bmp", cut(encoded("bmp"), .5), "this BMP is damaged");
    image("a GIF cut in its header", "a.gif", cut(encoded("gif"), .01), "this GIF is damaged");
    image("a TIFF cut in the picture", "a.tif", cut(encoded("tiff"), .5), "this TIFF is damaged");
    image("a TIFF of nothing but its start", "a.tif", ascii("II*\0"), "this TIFF is damaged");
    image("a TIFF of real numbers", "a.tif", wideTiff(true), "[floating point] must be whole");
    image("a TIFF of 32 bits", "a.tif", wideTiff(false), "samples of [32] bits must be of 1 to 16");
    byte[] bomb = encoded("png");
    bomb[16] = 0;
    bomb[17] = 1; // width 65,600
    bomb[21] = 1;
    image("a PNG that claims 65,000 pixels a side", "a.png", bomb, "must be at most 100000000");
    image("a mask that is no image", "a.png", ascii("not a mask at all"), "must be a JPEG");
  }

  /** HAM10000, whole but for one change. */
  private static void ham(String what, String file, String from, String to, String... says) {
    bad(
        what,
        f -> {
          MiniFiles.ham(f);
          change(f.resolve(file), from, to);
        },
        Ham10000::read,
        says);
  }

  private static void change(Path file, String from, String to) {
    try {
      String text = Files.readString(file);
      assertTrue(text.contains(from), "the file holds " + from);
      Files.writeString(file, text.replace(from, to));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void ham() {
    String table = "HAM10000_metadata.csv";
    String truth = "ISIC2018_Task3_Training_GroundTruth.csv";
    bad("a missing folder", f -> {}, f -> Ham10000.read(f.resolve("no")), "does not exist: put");
    bad("a folder without a table", f -> {}, Ham10000::read, "holds no HAM10000_metadata.csv");
    bad(
        "two tables",
        f -> {
          MiniFiles.ham(f.resolve("a"));
          MiniFiles.ham(f.resolve("b"));
        },
        Ham10000::read,
        "[2] files",
        "must be one: keep one");
    bad(
        "an empty table",
        f -> {
          MiniFiles.ham(f);
          MiniFiles.bytes(f.resolve(table), new byte[0]);
        },
        Ham10000::read,
        table + " is empty: get it again");
    bad(
        "a table of nothing but its header",
        f -> {
          MiniFiles.ham(f);
          MiniFiles.text(f.resolve(table), "lesion_id,image_id,dx");
        },
        Ham10000::read,
        "holds no rows");
    bad(
        "a table in another encoding",
        f -> {
          MiniFiles.ham(f);
          MiniFiles.bytes(f.resolve(table), new byte[] {'l', (byte) 0xff, (byte) 0xfe, '\n'});
        },
        Ham10000::read,
        "is not UTF-8 text");
    ham("a table without dx", table, "dx,dx_type", "diagnosis,dx_type", "must include dx");
    ham("a column twice", table, "dx_type", "dx", "column [dx] occurs twice");
    ham(
        "a line cut short",
        table,
        "nv,follow_up,,female,\"back, upper\"",
        "nv",
        "line 4: [3] fields",
        "may be truncated");
    ham("a line too long", table, "face", "face,x", "line 5: [8] fields, the header has 7");
    ham("an open quote", table, "\"back, upper\"", "\"back, upper", "is not readable as CSV");
    ham("an unknown diagnosis", table, ",df,", ",xy,", "line 5: dx [xy] must be one of [MEL, NV");
    ham("an empty image id", table, "ISIC_4,", ",", "line 5: image_id [] must not be empty");
    ham("an empty lesion id", table, "HAM_3,", " ,", "line 5: lesion_id [] must not be empty");
    ham("an image id twice", table, "ISIC_4", "ISIC_3", "image_id [ISIC_3] occurs twice");
    ham(
        "a truth of another class",
        truth,
        "ISIC_3,0.0,1.0",
        "ISIC_3,1.0,0.0",
        "class [MEL] of ISIC_3 must be NV");
    ham(
        "a truth of two classes",
        truth,
        "ISIC_3,0.0",
        "ISIC_3,1.0",
        "classes [MEL, NV] must be one only");
    ham("a truth of no class", truth, "ISIC_3,0.0,1.0", "ISIC_3,0.0,0.0", "no class of [MEL");
    ham(
        "a truth that is a share",
        truth,
        "ISIC_3,0.0,1.0",
        "ISIC_3,0.0,0.9",
        "NV [0.9] must be 0 or 1");
    ham("a truth of an unknown image", truth, "ISIC_4", "ISIC_44", "image [ISIC_44] must be in");
    ham(
        "a truth without a row",
        truth,
        "ISIC_6,0,0,0,0,0,0,1",
        "",
        "lacks [1] rows",
        "such as ISIC_6");
    bad(
        "fewer images than asked for",
        MiniFiles::ham,
        f -> Ham10000.read(f).availability().require("HAM10000", 1),
        "share [83.3 %] that is there must be at least 100.0 %",
        "1 missing: ISIC_6",
        "1 extra: ISIC_99",
        "--share");
    bad(
        "fewer images than the publisher has, in folders without a table",
        f -> {
          for (String inner : new String[] {"train/benign", "train/malignant", "test/benign"}) {
            MiniFiles.image(f.resolve("melanoma").resolve(inner + "/a.jpg"), 8, 8, 1);
          }
          MiniFiles.image(f.resolve("melanoma/test/malignant/a.jpg"), 8, 8, 1);
        },
        f -> PublishedSet.MELANOMA.list(f).availability().require("melanoma", 1),
        "share [0.0 %] that is there",
        "4 of 10605 rows are there; 10601 missing of which no table here knows");
    bad(
        "images that are all broken",
        f -> {
          MiniFiles.ham(f);
          for (int i = 1; i <= 5; i++) {
            MiniFiles.text(f.resolve("part " + (i < 3 ? 1 : 2) + "/ISIC_" + i + ".jpg"), "oops");
          }
        },
        f -> cached(Ham10000.read(f), f, Transform.resize(8)),
        "none of [5] images can be decoded");
    bad(
        "tables without any image",
        f -> {
          MiniFiles.ham(f);
          delete(f.resolve("part 1"));
          delete(f.resolve("part 2"));
        },
        f -> cached(Ham10000.read(f), f, Transform.resize(8)),
        "no row has an image",
        "0 of 6 rows are there");
    bad(
        "a mask of another size",
        f -> {
          MiniFiles.ham(f);
          MiniFiles.mask(f.resolve("masks/ISIC_1_segmentation.png"), 20, 20);
        },
        f -> cached(Ham10000.read(f), f, Transform.resize(8).withMasks()),
        "mask [20 x 20] must be of the image's size 20 x 30");
    bad(
        "a cache folder that is a file",
        f -> {
          MiniFiles.ham(f);
          MiniFiles.text(f.resolve("cache"), "in the way");
        },
        f -> cached(Ham10000.read(f), f, Transform.resize(8)),
        "cannot be written",
        "choose another folder");
  }

  private static void cached(Listing listing, Path folder, Transform transform) {
    new TensorCache(folder.resolve("cache"), 2).open(listing, transform, QUIET);
  }

  private static void delete(Path folder) {
    for (Path file : ImageFolders.files(folder, java.util.regex.Pattern.compile(".*"))) {
      assertTrue(file.toFile().delete());
    }
  }

  private static void isic(String what, String file, String from, String to, String... says) {
    bad(
        what,
        f -> {
          MiniFiles.isic2019(f);
          change(f.resolve(file), from, to);
        },
        f -> Isic2019.read(f, null),
        says);
  }

  private static void isic2019() {
    String truth = "ISIC_2019_Training_GroundTruth.csv";
    String metadata = "ISIC_2019_Training_Metadata.csv";
    bad("no truth", f -> {}, f -> Isic2019.read(f, null), "holds no " + truth);
    bad(
        "no metadata",
        f -> {
          MiniFiles.isic2019(f);
          assertTrue(f.resolve(metadata).toFile().delete());
        },
        f -> Isic2019.read(f, null),
        "holds no " + metadata);
    isic(
        "metadata of an image twice",
        metadata,
        "ISIC_3",
        "ISIC_2",
        "line 5: image [ISIC_2] occurs twice");
    isic("truth without metadata", truth, "ISIC_3", "ISIC_33", "image [ISIC_33] must be in");
    isic(
        "metadata without truth",
        truth,
        "ISIC_7,0.0,0.0,0.0,0.0,0.0,0.0,0.0,1.0,0.0",
        "",
        "lacks [1] rows");
    isic("a row of the unknown class", truth, "0.0,1.0,0.0\n", "0.0,0.0,1.0\n", "no class of [MEL");
    isic("a truth without a class", truth, "SCC", "OTHER", "must include SCC");
    bad(
        "the seven classes of seven",
        MiniFiles::ham,
        f -> Isic2019.sevenClasses(Ham10000.read(f)),
        "must be [MEL, NV, BCC, AK, BKL, DF, VASC, SCC]");
  }

  private static void pairsAndFolders() {
    bad("no segmentation images", f -> {}, f -> SegmentationPairs.read("s", f), "holds no images");
    bad(
        "segmentation images without masks",
        f -> MiniFiles.image(f.resolve("images/ISIC_1.jpg"), 30, 20, 1),
        f -> SegmentationPairs.read("s", f),
        "[1] images, but no mask");
    bad("no melanoma folders", f -> {}, MelanomaFolders::read, "train|test/benign|malignant");
    bad(
        "an empty melanoma folder",
        f -> {
          for (String inner : new String[] {"train/benign", "train/malignant", "test/benign"}) {
            MiniFiles.image(f.resolve(inner + "/a.jpg"), 8, 8, 1);
          }
          assertTrue(f.resolve("test/malignant").toFile().mkdirs());
        },
        MelanomaFolders::read,
        "malignant holds no images: complete the download");
    bad("no table of PH2", f -> {}, Ph2::read, "holds no PH2_dataset.txt");
    bad(
        "another text as the table of PH2",
        f -> MiniFiles.text(f.resolve("PH2_dataset.txt"), "hello"),
        Ph2::read,
        "this is not PH2's table");
    bad(
        "an unknown diagnosis in PH2",
        f -> {
          MiniFiles.ph2(f);
          change(f.resolve("PH2_dataset.txt"), "  2 ||         2", "  7 ||         2");
        },
        Ph2::read,
        "line 3: clinical diagnosis [7] must be 0, 1 or 2");
  }

  private static void derma(String what, String array, byte[] bytes, String... says) {
    bad(
        what,
        f -> {
          Map<String, byte[]> arrays = MiniFiles.dermaArrays();
          arrays.remove(array);
          if (bytes.length > 0) {
            arrays.put(array, bytes);
          }
          MiniFiles.npz(f.resolve("dermamnist.npz"), arrays);
        },
        DermaMnist::read,
        says);
  }

  private static void dermaMnist() {
    bad("neither archive nor table", f -> {}, DermaMnist::read, "neither dermamnist.npz nor");
    bad(
        "an archive that is none",
        f -> MiniFiles.text(f.resolve("dermamnist.npz"), "not a zip file"),
        DermaMnist::read,
        "is no whole .npz archive");
    bad(
        "an archive cut short",
        f -> {
          MiniFiles.npz(f.resolve("dermamnist.npz"), MiniFiles.dermaArrays());
          try {
            byte[] all = Files.readAllBytes(f.resolve("dermamnist.npz"));
            MiniFiles.bytes(f.resolve("dermamnist.npz"), cut(all, .8));
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        },
        DermaMnist::read,
        "is no whole .npz archive",
        "get it again");
    String images = "train_images";
    String labels = "val_labels";
    derma("a missing array", images, new byte[0], "holds no array train_images");
    derma("an array without magic", images, ascii("hello world"), "must begin with NumPy's magic");
    derma("an array of version 9", images, MiniFiles.npy(9, "{}", 0), "version [9] must be 1 to 3");
    derma(
        "an array without a type",
        images,
        MiniFiles.npy(1, "{'shape': (1,)}", 0),
        "must hold descr");
    derma(
        "an array of real numbers",
        images,
        MiniFiles.npy("<f4", "False", "7, 4, 4, 3", 9),
        "[<f4] must be |u1");
    derma(
        "a column-major array",
        images,
        MiniFiles.npy("|u1", "True", "7, 4, 4, 3", 9),
        "must be row-major");
    derma(
        "grey images",
        images,
        MiniFiles.npy("|u1", "False", "7, 4, 4", 112),
        "must have 4 dimensions");
    derma(
        "images of 4 channels",
        images,
        MiniFiles.npy("|u1", "False", "7, 4, 4, 4", 448),
        "must end in 3 channels");
    derma(
        "an empty array",
        images,
        MiniFiles.npy("|u1", "False", "0, 4, 4, 3", 0),
        "must have sizes >= 1");
    derma(
        "a huge array",
        images,
        MiniFiles.npy("|u1", "False", "99999, 999, 999, 3", 0),
        "at most 1073741824 values");
    derma(
        "a shape in words",
        images,
        MiniFiles.npy("|u1", "False", "seven", 0),
        "[seven] must be whole numbers");
    derma(
        "an array cut short",
        images,
        MiniFiles.npy("|u1", "False", "7, 4, 4, 3", 99),
        "[99] of 336 values are there");
    derma(
        "a header cut short",
        images,
        cut(MiniFiles.npy("|u1", "False", "7, 4, 4, 3", 0), .5),
        "train_images is truncated");
    derma(
        "labels for other images",
        labels,
        MiniFiles.npy("|u1", "False", "3, 1", 3),
        "must be [2, 1]");
    derma(
        "labels beyond the classes",
        "test_labels",
        label(7),
        "label [7] of test item 2 must be 0 to 6");
    bad(
        "a table with another id",
        f -> MiniFiles.text(f.resolve("labels.csv"), "image_id,dx", "img_1,nv"),
        DermaMnist::read,
        "image_id [img_1] must be DermaMNIST_");
    bad(
        "a table with another diagnosis",
        f -> MiniFiles.text(f.resolve("labels.csv"), "image_id,dx", "DermaMNIST_val_00001,zz"),
        DermaMnist::read,
        "dx [zz] must be one of");
  }

  private static byte[] label(int value) {
    byte[] array = MiniFiles.npy("|u1", "False", "3, 1", 3);
    array[array.length - 1] = (byte) value;
    return array;
  }

  private static void others() {
    bad("no CIFAR-10 file", f -> {}, Cifar10::read, "holds none of data_batch_1.bin");
    bad(
        "a CIFAR-10 file cut short",
        f -> MiniFiles.bytes(f.resolve("test_batch.bin"), new byte[30_729_999]),
        Cifar10::read,
        "size [30729999] must be 30730000 bytes");
    bad(
        "a CIFAR-10 file with a label beyond 9",
        f -> {
          byte[] batch = MiniFiles.cifarBatch();
          batch[3073 * 12] = 77;
          MiniFiles.bytes(f.resolve("data_batch_2.bin"), batch);
        },
        Cifar10::read,
        "label [77] of record 12 must be 0 to 9");
    bad("no table of patches", f -> {}, Histopathologic::read, "holds no train_labels.csv");
    bad(
        "a patch of a third class",
        f -> MiniFiles.text(f.resolve("train_labels.csv"), "id,label", "abc,2"),
        Histopathologic::read,
        "line 2: label [2] must be 0 or 1");
    bad(
        "too few patches for the balanced subset",
        f -> {
          MiniFiles.text(f.resolve("train_labels.csv"), "id,label", "a,0", "b,1");
          MiniFiles.image(f.resolve("train/a.tif"), 96, 96, 1);
          MiniFiles.image(f.resolve("train/b.tif"), 96, 96, 2);
        },
        f -> Histopathologic.balanced(Histopathologic.read(f), 4, 1),
        "class 0 has [1] items");
    bad("no slices", f -> {}, LggMri::read, "holds no slices TCGA_*/*.tif");
    bad(
        "slices outside of the patients' folders",
        f -> MiniFiles.image(f.resolve("slices/a_1.tif"), 8, 8, 1),
        LggMri::read,
        "holds no slices TCGA_*/*.tif");
    bad(
        "a gzipped IDX file cut short",
        f -> MiniFiles.bytes(f.resolve("a.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0}),
        f -> IdxFile.read(f.resolve("a.gz"), 3),
        "a.gz is truncated");
  }

  static Stream<Bad> all() {
    return ALL.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void isRefusedWithItsNameAndTheRemedy(Bad bad) {
    bad.make().accept(folder);
    RuntimeException refusal =
        assertThrows(RuntimeException.class, () -> bad.read().accept(folder), bad.what());
    assertTrue(
        refusal instanceof DataException || refusal instanceof IllegalArgumentException,
        () -> "kind of " + refusal);
    for (String text : bad.says()) {
      assertTrue(
          String.valueOf(refusal.getMessage()).contains(text),
          () -> "[%s] must say [%s]".formatted(refusal.getMessage(), text));
    }
  }

  @Test
  void atLeastSixtyDifferentInputsAreTried() {
    assertTrue(ALL.size() >= 60, ALL.size() + " bad inputs");
    assertTrue(ALL.stream().allMatch(bad -> bad.says().length > 0), "each has its message");
    assertEquals(ALL.size(), new HashSet<>(ALL.stream().map(Bad::what).toList()).size());
  }
}
