package io.retort.data.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.data.catalogue.Pretrained.Entry;
import io.retort.data.download.Checksum;
import io.retort.model.Zoo;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PretrainedTest {
  private static final Path FOLDER = Path.of("pretrained");

  /** What torch.hub takes for a checksum in a file's name: HASH_REGEX of torch/hub.py. */
  private static final Pattern HASH = Pattern.compile("-([a-f0-9]*)\\.");

  static Stream<Entry> entries() {
    return Pretrained.all().stream();
  }

  @Test
  void everyNetworkThatHasAPublishedFileIsThereOnce() {
    assertEquals(
        Zoo.all().stream().filter(n -> n.parity() == Zoo.Parity.LOGITS).map(Zoo.Entry::id).toList(),
        Pretrained.all().stream().map(Entry::id).toList());
    assertEquals(13, Pretrained.all().stream().map(Entry::id).distinct().count());
  }

  @ParameterizedTest
  @MethodSource("entries")
  void itSaysWhereFromHowLargeAndUnderWhichLicence(Entry entry) {
    for (String address : List.of(entry.address(), entry.page())) {
      assertEquals("https", URI.create(address).getScheme(), address);
      assertFalse(URI.create(address).getHost().isBlank(), address);
    }
    assertTrue(entry.address().endsWith("." + entry.format()), entry.address());
    for (String text :
        List.of(entry.publisher(), entry.title(), entry.stated(), entry.licence(), entry.note())) {
      assertFalse(text.isBlank(), entry.toString());
    }
    assertTrue(entry.licence().contains("non-commercial"), "ImageNet's terms: " + entry.licence());
    assertTrue(entry.licence().contains("state"), "who states it: " + entry.licence());
  }

  @ParameterizedTest
  @MethodSource("entries")
  void itsImagesAreThoseThatTheNetworkIsCountedWith(Entry entry) {
    assertEquals(Zoo.byId(entry.id()).side(), entry.side());
    boolean half = List.of("mobilenetv1_100", "inception_v3").contains(entry.id());
    assertEquals(half ? List.of(0.5, 0.5, 0.5) : List.of(0.485, 0.456, 0.406), entry.mean());
    assertEquals(half ? List.of(0.5, 0.5, 0.5) : List.of(0.229, 0.224, 0.225), entry.std());
  }

  /** Sizes in bytes are other records': they must round to the publisher's words. */
  @ParameterizedTest
  @MethodSource("entries")
  void itsSizeInBytesIsThatInThePublishersWords(Entry entry) {
    assertTrue(entry.bytes() >= 0);
    if (entry.bytes() > 0) {
      double unit = entry.stated().contains("MiB") ? 1 << 20 : 1e6;
      String number = entry.stated().split(" ", -1)[0];
      int digits = number.length() - number.indexOf('.') - 1;
      assertEquals(Double.parseDouble(number), entry.bytes() / unit, 0.5 * Math.pow(10, -digits));
    }
  }

  @ParameterizedTest
  @MethodSource("entries")
  void itsChecksumIsThatOfAPageOrOfTheFilesName(Entry entry) {
    if (entry.isConverted()) {
      Matcher hash = HASH.matcher(entry.file().name());
      assertTrue(hash.find(), entry.file().name());
      assertEquals("sha256-prefix:" + hash.group(1), entry.checksum());
      assertEquals(hash.group(1), Checksum.parse(entry.checksum()).hex());
    } else if (!entry.checksum().isEmpty()) {
      assertEquals("sha256", Checksum.parse(entry.checksum()).algorithm());
    } else {
      assertTrue(entry.note().contains("No checksum"), "said: " + entry.note());
    }
  }

  @ParameterizedTest
  @MethodSource("entries")
  void itIsFetchedWhereTheNetworksLookForIt(Entry entry) {
    Path weights = entry.weights(FOLDER);
    assertEquals(FOLDER.resolve(entry.id() + ".safetensors"), weights);
    Path file = FOLDER.resolve(entry.file().name());
    assertEquals(!entry.isConverted(), file.equals(weights), file.toString());
    assertEquals(FOLDER, file.getParent());
  }

  @Test
  void aNetworkWithoutWeightsIsNamedWithThoseThatHaveSome() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Pretrained.byId("dsnet")).getMessage();
    assertTrue(
        message.startsWith(
            "network [dsnet] has no published weights here: it must be one of resnet18, resnet50,"),
        message);
    assertEquals("vgg16", Pretrained.byId("vgg16").id());
  }

  @ParameterizedTest
  @CsvSource({
    "pt, 3, 0.5, 224, format [pt] must be safetensors or pth",
    "pth, 2, 0.5, 224, 'mean [0.5, 0.5] and std [0.5, 0.5] must be of 3 colours'",
    "pth, 3, 0, 224, 'std [0.0, 0.0, 0.0] and side [224] must be > 0'",
    "pth, 3, 0.5, 0, 'std [0.5, 0.5, 0.5] and side [0] must be > 0'"
  })
  void whatCannotBeIsRefused(String format, int colours, double std, int side, String message) {
    List<Double> stds = java.util.Collections.nCopies(colours, std);
    List<Double> means = java.util.Collections.nCopies(colours, 0.5);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new Entry(
                    "net",
                    "",
                    "",
                    "https://x/y",
                    format,
                    0,
                    "",
                    "",
                    "",
                    "",
                    means,
                    stds,
                    side,
                    ""));
    assertEquals("weights of net: " + message, e.getMessage());
  }
}
