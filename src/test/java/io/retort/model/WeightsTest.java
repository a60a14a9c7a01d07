package io.retort.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WeightsTest {
  @TempDir Path folder;
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private NamedBlock started(Network network, long seed) {
    NamedBlock block = network.block();
    Initialiser.PYTORCH.start(manager, block, new SplittableRandom(seed));
    return block;
  }

  private static ShuffleNetV2 network(int classes) {
    return new ShuffleNetV2(3, 32, classes);
  }

  private static float[] values(NamedBlock block, String name) {
    return TensorNames.of(block).get(name).getArray().toFloatArray();
  }

  /** A network's own file, changed. */
  private Path changed(NamedBlock block, Consumer<Map<String, SafeTensors.Tensor>> change) {
    SafeTensors own = SafeTensors.of(Weights.encode(block));
    Map<String, SafeTensors.Tensor> tensors = new LinkedHashMap<>();
    for (String name : own.names()) {
      tensors.put(name, new SafeTensors.Tensor(own.entry(name).shape(), () -> own.floats(name)));
    }
    change.accept(tensors);
    Path file = folder.resolve("weights.safetensors");
    SafeTensors.write(file, tensors, Map.of());
    return file;
  }

  private static SafeTensors.Tensor tensor(float value, long... shape) {
    float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    Arrays.fill(values, value);
    return new SafeTensors.Tensor(Arrays.stream(shape).boxed().toList(), () -> values);
  }

  @Test
  void ourOwnFilesComeBackToTheBitRunningStatisticsIncluded() {
    NamedBlock first = started(network(4), 1);
    TensorNames.of(first).get("conv1.1.running_mean").getArray().addi(.25f);
    Path file = folder.resolve("own.safetensors");
    Weights.save(file, first);
    NamedBlock second = started(network(4), 2);
    Weights.load(file, second);
    assertArrayEquals(Weights.encode(first), Weights.encode(second));
    assertEquals(.25f, values(second, "conv1.1.running_mean")[0]);
  }

  @Test
  void aPublishedFileOfTheSameClassesIsTakenWholeAndItsBatchCountersAreLeft() {
    NamedBlock theirs = started(network(4), 1);
    Path file = changed(theirs, tensors -> tensors.put("conv1.1.num_batches_tracked", tensor(7)));
    NamedBlock ours = started(network(4), 2);
    Weights.Loaded loaded = Weights.loadPublished(file, network(4), ours);
    assertEquals(TensorNames.of(ours).size() + " tensors", loaded.toString());
    assertArrayEquals(Weights.encode(theirs), Weights.encode(ours));
  }

  @Test
  void theHeadKeepsItsOwnWeightsWhereTheClassesDifferAndThatIsSaid() {
    NamedBlock theirs = started(network(1000), 1);
    Path file = changed(theirs, tensors -> {});
    NamedBlock ours = started(network(8), 2);
    float[] head = values(ours, "fc.weight");
    Weights.Loaded loaded = Weights.loadPublished(file, network(8), ours);
    assertEquals(
        "own head: that of the file tells 1000 classes apart, this network 8", loaded.left());
    assertArrayEquals(head, values(ours, "fc.weight"));
    assertArrayEquals(values(theirs, "conv5.0.weight"), values(ours, "conv5.0.weight"));
  }

  @Test
  void vggsFullyConnectedLayersAreLeftAsThisFormHasAnotherHead() {
    Vgg16 network = new Vgg16(3, 32, 8);
    NamedBlock theirs = started(network, 1);
    Path file =
        changed(
            theirs,
            tensors -> {
              tensors.remove("classifier.weight");
              tensors.remove("classifier.bias");
              tensors.put("classifier.0.weight", tensor(1, 4, 5));
              tensors.put("classifier.6.bias", tensor(1, 4));
            });
    NamedBlock ours = started(network, 2);
    Weights.Loaded loaded = Weights.loadPublished(file, network, ours);
    assertEquals("own head: that of the file has another form", loaded.left());
    assertArrayEquals(values(theirs, "features.0.weight"), values(ours, "features.0.weight"));
  }

  @Test
  void anAuxiliaryHeadIsLeft() {
    InceptionV3 network = new InceptionV3(3, 80, 4);
    Path file =
        changed(started(network, 1), tensors -> tensors.put("AuxLogits.fc.bias", tensor(1, 1000)));
    assertEquals("", Weights.loadPublished(file, network, started(network, 2)).left());
  }

  static Stream<Arguments> misfits() {
    return Stream.of(
        misfit("1 missing [fc.bias]", tensors -> tensors.remove("fc.bias")),
        misfit("1 unexpected [fc.more]", tensors -> tensors.put("fc.more", tensor(1, 2))),
        misfit(
            "1 wrong [conv1.0.weight [24, 5, 3, 3] must be [24, 3, 3, 3]]",
            tensors -> tensors.put("conv1.0.weight", tensor(1, 24, 5, 3, 3))),
        misfit(
            "1 wrong [fc.weight [8, 1000] must be [8, 1024]]",
            tensors -> tensors.put("fc.weight", tensor(1, 8, 1000))),
        misfit("must be [8, 1024]", tensors -> tensors.put("fc.weight", tensor(1, 1024, 8))),
        misfit(
            "1 missing [conv5.0.weight]; 1 unexpected [conv5.weight]",
            tensors -> tensors.put("conv5.weight", tensors.remove("conv5.0.weight"))),
        misfit(
            "282 missing",
            tensors -> {
              tensors.clear();
              tensors.put("other", tensor(0, 1));
            }));
  }

  private static Arguments misfit(
      String message, Consumer<Map<String, SafeTensors.Tensor>> change) {
    return Arguments.of(message, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("misfits")
  void aFileThatDoesNotFitIsRefusedAndChangesNothing(
      String message, Consumer<Map<String, SafeTensors.Tensor>> change) {
    NamedBlock ours = started(network(8), 2);
    byte[] before = Weights.encode(ours);
    Path file = changed(started(network(8), 1), change);
    WeightsException e =
        assertThrows(WeightsException.class, () -> Weights.loadPublished(file, network(8), ours));
    assertTrue(e.getMessage().contains(message), e.getMessage());
    assertTrue(e.getMessage().contains("nothing was loaded"), e.getMessage());
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    assertArrayEquals(before, Weights.encode(ours));
  }

  static Stream<Arguments> damages() {
    return Stream.of(
        damage("is truncated", bytes -> Arrays.copyOf(bytes, bytes.length - 4)),
        damage("truncated", bytes -> Arrays.copyOf(bytes, 100)),
        damage(
            "header length",
            bytes -> {
              bytes[6] = 1;
              return bytes;
            }),
        damage("must be a float type", bytes -> replaced(bytes, "\"F32\"", "\"I32\"")),
        damage("uplicate", bytes -> replaced(bytes, "conv1.1.weight", "conv1.0.weight")));
  }

  private static Arguments damage(String message, java.util.function.UnaryOperator<byte[]> change) {
    return Arguments.of(message, change);
  }

  private static byte[] replaced(byte[] bytes, String from, String to) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return text.replaceFirst(from, to).getBytes(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damages")
  void aDamagedFileIsRefusedAndChangesNothing(
      String message, java.util.function.UnaryOperator<byte[]> change) throws IOException {
    NamedBlock ours = started(network(8), 2);
    byte[] before = Weights.encode(ours);
    Path file = folder.resolve("damaged.safetensors");
    Files.write(file, change.apply(Weights.encode(started(network(8), 1))));
    for (Runnable load :
        List.<Runnable>of(
            () -> Weights.loadPublished(file, network(8), ours), () -> Weights.load(file, ours))) {
      WeightsException e = assertThrows(WeightsException.class, load::run);
      assertTrue(e.getMessage().contains(message), e.getMessage());
      assertArrayEquals(before, Weights.encode(ours));
    }
  }

  @Test
  void whateverATensorHeldIsReplacedEvenWhatIsNoNumber() {
    NamedBlock diverged = started(network(4), 1);
    TensorNames.of(diverged).values().forEach(p -> p.getArray().muli(Float.NaN));
    NamedBlock good = started(network(4), 2);
    Weights.decode(Weights.encode(good), diverged);
    assertArrayEquals(Weights.encode(good), Weights.encode(diverged));
  }

  @Test
  void aUNetTakesItsEncoderFromAClassificationNetworksFileAndSaysSo() {
    NamedBlock theirs = started(new ResNet(18, 3, 32, 1000), 1);
    Path file = changed(theirs, tensors -> {});
    UNet network = new UNet(UNet.Encoder.RESNET18, 3, 64, 1);
    NamedBlock ours = started(network, 2);
    float[] decoder = values(ours, "decoder.blocks.0.conv1.0.weight");
    Weights.Loaded loaded = Weights.loadPublished(file, network, ours);
    assertEquals("own weights but for encoder", loaded.left());
    assertArrayEquals(
        values(theirs, "layer4.1.conv2.weight"), values(ours, "encoder.layer4.1.conv2.weight"));
    assertArrayEquals(decoder, values(ours, "decoder.blocks.0.conv1.0.weight"));
    Path broken = changed(theirs, tensors -> tensors.remove("layer1.0.conv1.weight"));
    assertThrows(WeightsException.class, () -> Weights.loadPublished(broken, network, ours));
  }
}
