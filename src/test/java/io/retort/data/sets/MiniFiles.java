package io.retort.data.sets;

import io.retort.data.image.Raster;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Small files in publishers' forms, for tests. */
public final class MiniFiles {
  private MiniFiles() {}

  /** A picture whose pixels depend on place and shade. */
  public static BufferedImage picture(int width, int height, int shade) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, (40 + 3 * x & 0xff) << 16 | (60 + 2 * y & 0xff) << 8 | shade & 0xff);
      }
    }
    return image;
  }

  /** An encoded picture. */
  public static byte[] encoded(BufferedImage image, String format) {
    ImageWriter writer = null; // the JDK's own, which writes all kinds of samples
    for (var it = ImageIO.getImageWritersByFormatName(format); it.hasNext(); ) {
      ImageWriter next = it.next();
      writer = next.getClass().getName().startsWith("com.sun.") ? next : writer;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(image);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Writes a picture; the format is told by the name. */
  public static void image(Path file, int width, int height, int shade) {
    String name = file.toString();
    String ending = name.substring(name.lastIndexOf('.') + 1);
    bytes(file, encoded(picture(width, height, shade), ending.equals("jpg") ? "jpeg" : ending));
  }

  /** Writes a mask, white in the left half. */
  public static void mask(Path file, int width, int height) {
    BufferedImage mask = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width / 2; x++) {
        mask.getRaster().setSample(x, y, 0, 255);
      }
    }
    String name = file.toString();
    bytes(file, encoded(mask, name.substring(name.lastIndexOf('.') + 1)));
  }

  /** Writes bytes and the folders above them. */
  public static void bytes(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes lines. */
  public static void text(Path file, String... lines) {
    bytes(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** HAM10000 with six rows of four lesions; the image of row 6 is missing, one is extra. */
  public static void ham(Path folder) {
    text(
        folder.resolve("HAM10000_metadata.csv"),
        "lesion_id,image_id,dx,dx_type,age,sex,localization",
        "HAM_1,ISIC_1,mel,histo,80.0,male,scalp",
        "HAM_1,ISIC_2,mel,histo,80.0,male,scalp",
        "HAM_2,ISIC_3,nv,follow_up,,female,\"back, upper\"",
        "HAM_3,ISIC_4,df,consensus,40.0,female,face",
        "HAM_4,ISIC_5,vasc,histo,50.0,male,ear",
        "HAM_4,ISIC_6,vasc,histo,50.0,male,ear");
    text(
        folder.resolve("ISIC2018_Task3_Training_GroundTruth.csv"),
        "image,MEL,NV,BCC,AKIEC,BKL,DF,VASC",
        "ISIC_1,1.0,0.0,0.0,0.0,0.0,0.0,0.0",
        "ISIC_2,1.0,0.0,0.0,0.0,0.0,0.0,0.0",
        "ISIC_3,0.0,1.0,0.0,0.0,0.0,0.0,0.0",
        "ISIC_4,0.0,0.0,0.0,0.0,0.0,1.0,0.0",
        "ISIC_5,0.0,0.0,0.0,0.0,0.0,0.0,1.0",
        "ISIC_6,0,0,0,0,0,0,1");
    for (int i = 1; i <= 5; i++) {
      image(folder.resolve(i < 3 ? "part 1" : "part 2").resolve("ISIC_" + i + ".jpg"), 30, 20, i);
    }
    image(folder.resolve("part 2/ISIC_99.jpg"), 30, 20, 99);
    mask(folder.resolve("masks/ISIC_1_segmentation.png"), 30, 20);
  }

  /** ISIC 2019 with eight rows, one of each class; images of the first seven. */
  public static void isic2019(Path folder) {
    StringBuilder truth = new StringBuilder("image,MEL,NV,BCC,AK,BKL,DF,VASC,SCC,UNK");
    StringBuilder metadata =
        new StringBuilder("image,age_approx,anatom_site_general,lesion_id,sex");
    for (int i = 0; i < 8; i++) {
      truth.append("\nISIC_").append(i);
      for (int c = 0; c < 9; c++) {
        truth.append(c == i ? ",1.0" : ",0.0");
      }
      metadata.append("\nISIC_" + i + ",55,anterior torso," + (i < 2 ? "BCN_1" : "") + ",female");
      if (i < 7) {
        image(folder.resolve("ISIC_2019_Training_Input/ISIC_" + i + ".jpg"), 30, 20, i);
      }
    }
    text(folder.resolve("ISIC_2019_Training_GroundTruth.csv"), truth.toString());
    text(folder.resolve("ISIC_2019_Training_Metadata.csv"), metadata.toString());
  }

  /** PH2 with three rows, in the publisher's nested folders. */
  public static void ph2(Path folder) {
    text(
        folder.resolve("PH2_dataset.txt"),
        "||   Name || Histological Diagnosis || Clinical Diagnosis || Asymmetry ||",
        "|| IMD003 ||                        ||                  0 ||         0 ||",
        "|| IMD009 ||   Melanoma             ||                  2 ||         2 ||",
        "|| IMD016 ||                        ||                  1 ||         0 ||",
        "Legends for Colors:");
    Path inner = folder.resolve("PH2 Dataset images");
    for (String id : new String[] {"IMD003", "IMD009", "IMD016"}) {
      image(inner.resolve(id + "/" + id + "_Dermoscopic_Image/" + id + ".bmp"), 30, 20, 7);
      mask(inner.resolve(id + "/" + id + "_lesion/" + id + "_lesion.bmp"), 30, 20);
      mask(inner.resolve(id + "/" + id + "_roi/" + id + "_R1_Label4.bmp"), 30, 20);
    }
  }

  /** A NumPy array of bytes, version 1. */
  public static byte[] npy(String descr, String order, String shape, int values) {
    String header =
        "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }".formatted(descr, order, shape);
    return npy(1, header, values);
  }

  static byte[] npy(int version, String header, int values) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DataOutputStream data = new DataOutputStream(out)) {
      data.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
      int length = header.length() + 1;
      data.write(length & 0xff);
      data.write(length >> 8);
      if (version > 1) {
        data.writeShort(0);
      }
      data.writeBytes(header + "\n");
      for (int i = 0; i < values; i++) {
        data.write(i % 7);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The six arrays of a DermaMNIST of 7 train, 2 validation and 3 test images of 4 x 4. */
  public static Map<String, byte[]> dermaArrays() {
    Map<String, byte[]> arrays = new java.util.LinkedHashMap<>();
    String[] parts = {"train", "val", "test"};
    int[] counts = {7, 2, 3};
    for (int i = 0; i < 3; i++) {
      arrays.put(
          parts[i] + "_images", npy("|u1", "False", counts[i] + ", 4, 4, 3", counts[i] * 48));
      arrays.put(parts[i] + "_labels", npy("|u1", "False", counts[i] + ", 1", counts[i]));
    }
    return arrays;
  }

  /** Writes an archive of arrays. */
  public static void npz(Path file, Map<String, byte[]> arrays) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
        zip.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
        zip.write(array.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    bytes(file, out.toByteArray());
  }

  /** A file of CIFAR-10's binary version; record i has label i % 10 and planes of i % 251. */
  public static byte[] cifarBatch() {
    byte[] bytes = new byte[10_000 * 3073];
    for (int i = 0; i < 10_000; i++) {
      Arrays.fill(bytes, i * 3073, (i + 1) * 3073, (byte) (i % 251));
      bytes[i * 3073] = (byte) (i % 10);
    }
    return bytes;
  }

  /** A generated picture of one plane value. */
  public static Picture plain(String name, int side, int value) {
    return Picture.drawn(
        name,
        3,
        side,
        side,
        () -> {
          Raster raster = Raster.blank(3, side, side);
          Arrays.fill(raster.planes(), (byte) value);
          return raster;
        });
  }
}
