package io.retort.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import com.fasterxml.jackson.databind.JsonNode;
import io.retort.Fixtures;
import io.retort.provenance.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every network beside its reference: names, shapes, counts and logits under formula weights. */
class NetworkParityTest {
  /** With efficientnet_b7.json's weights single and double precision differ by a tenth. */
  private static final double AMPLIFYING_GAIN = 1.38;

  @TempDir Path folder;

  static List<String> files() throws IOException {
    return Fixtures.files().stream().filter(file -> file.startsWith("models/")).toList();
  }

  /** The fixtures' generator: see their README. */
  private static float[] values(String name, long seed, Shape shape, double gain) {
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    long base = seed << 48 ^ crc.getValue() << 16;
    String last = name.substring(name.lastIndexOf('.') + 1);
    double[] range = range(name, last, shape, gain);
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      long z = base + (i + 1) * 0x9E3779B97F4A7C15L;
      z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
      z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
      z = z ^ z >>> 31;
      double u = (z >>> 40) / (double) (1 << 24);
      values[i] = (float) (range[0] + (2 * u - 1) * range[1] * range[2]);
    }
    return values;
  }

  /** Middle of the values, and two factors of their half width. */
  private static double[] range(String name, String last, Shape shape, double gain) {
    if (name.equals("input")) {
      return new double[] {0, 1, 1};
    }
    return switch (last) {
      case "running_var" -> new double[] {1, .25, 1};
      case "running_mean" -> new double[] {0, .1, 1};
      case "layer_scale", "gamma" -> new double[] {.75, .25, 1};
      default ->
          shape.dimension() >= 2
              ? new double[] {0, gain, Math.sqrt(3 / (double) shape.slice(1).size())}
              : last.equals("weight") ? new double[] {1, .2, 1} : new double[] {0, .1, 1};
    };
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void agreesWithItsReference(String file) throws IOException {
    JsonNode fixture = Json.CANONICAL.readTree(Fixtures.directory().resolve(file).toFile());
    String model = fixture.get("model").asText();
    boolean b7 = model.equals("efficientnet_b7");
    double tolerance = b7 || model.startsWith("res2net101") ? 5e-3 : 1e-3;
    double share = furthestShare(fixture, fixture.get("gain").asDouble(), fixture.get("logits"));
    // torchvision 0.14 itself differs from these logits by a tenth, and from its own in double
    // precision: see benchmarks/peer/efficientnet_b7_fixture.py and the test below.
    boolean amplifies = b7 && fixture.get("gain").asDouble() == AMPLIFYING_GAIN;
    Assumptions.assumeFalse(
        amplifies && share > tolerance, "at this gain the network amplifies rounding: " + share);
    assertTrue(share <= tolerance, "furthest, as a share of the largest logit: " + share);
  }

  @Test
  void efficientNetB7AgreesWithTorchvisionAtAGainThatDoesNotAmplifyRounding() throws IOException {
    JsonNode fixture =
        Json.CANONICAL.readTree(
            Fixtures.directory().resolve("models/efficientnet_b7.json").toFile());
    JsonNode peer;
    try (InputStream in = getClass().getResourceAsStream("/peer/efficientnet_b7.json")) {
      peer = Json.CANONICAL.readTree(in);
    }
    double share = furthestShare(fixture, peer.get("gain").asDouble(), peer.get("logits"));
    assertTrue(share <= 1e-4, "furthest, as a share of the largest logit: " + share);
  }

  static Stream<JsonNode> peers() throws IOException {
    try (InputStream in = NetworkParityTest.class.getResourceAsStream("/peer/networks.json")) {
      return StreamSupport.stream(Json.CANONICAL.readTree(in).spliterator(), false);
    }
  }

  /** Written afresh in PyTorch from their descriptions: benchmarks/peer/network_fixtures.py. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("peers")
  void agreesWithAnotherImplementationWhereNoReferenceIsPublished(JsonNode peer)
      throws IOException {
    long[] input = sides(peer.get("input_shape"));
    long seed = peer.get("seed").asLong();
    double gain = peer.get("gain").asDouble();
    Network network =
        Zoo.byId(peer.get("network").asText())
            .factory()
            .of((int) input[1], (int) input[2], peer.get("classes").asInt());
    Path file = folder.resolve("peer.safetensors");
    writePublished(peer, seed, gain, file);
    try (NDManager manager = NDManager.newBaseManager()) {
      NamedBlock block = network.block();
      Initialiser.blank(manager, block);
      Weights.load(file, block);
      float[] logits =
          logits(
              block,
              manager.create(values("input", seed, new Shape(input), gain), new Shape(input)));
      int stride = peer.path("stride").asInt(1);
      double largest = 0;
      double furthest = 0;
      int place = 0;
      for (JsonNode expected : peer.get("logits")) {
        largest = Math.max(largest, Math.abs(expected.asDouble()));
        furthest = Math.max(furthest, Math.abs(expected.asDouble() - logits[place]));
        place += stride;
      }
      assertTrue(place >= logits.length && place < logits.length + stride, "all logits compared");
      assertTrue(furthest <= 1e-4 * largest, "furthest: " + furthest / largest);
    }
  }

  @Test
  void everyNetworkThatSaysItsLogitsAgreeHasAReferenceHere() throws IOException {
    assertEquals(
        Zoo.all().stream()
            .filter(entry -> entry.parity() == Zoo.Parity.LOGITS)
            .map(entry -> "models/" + entry.id() + ".json")
            .collect(Collectors.toCollection(TreeSet::new)),
        new TreeSet<>(files()));
  }

  /**
   * Furthest distance from the expected logits, as a share of the largest. The weights come from a
   * file through the importer of published ones, so names and shapes agree; then they go through a
   * file of our own, which changes nothing.
   */
  private double furthestShare(JsonNode fixture, double gain, JsonNode expectedLogits)
      throws IOException {
    long[] input = sides(fixture.get("input_shape"));
    long seed = fixture.get("seed").asLong();
    Network network =
        Zoo.byId(fixture.get("model").asText())
            .factory()
            .of((int) input[1], (int) input[2], fixture.get("num_classes").asInt());
    Path published = folder.resolve("published.safetensors");
    long trainable = writePublished(fixture, seed, gain, published);
    try (NDManager manager = NDManager.newBaseManager()) {
      NamedBlock block = network.block();
      Initialiser.blank(manager, block);
      Weights.Loaded loaded = Weights.loadPublished(published, network, block);
      assertEquals(fixture.get("tensors").size(), loaded.tensors());
      assertEquals("", loaded.left());
      assertEquals(fixture.get("parameters").asLong(), trainable, "parameters");
      NDArray images =
          manager.create(values("input", seed, new Shape(input), gain), new Shape(input));
      float[] logits = logits(block, images);
      double largest = 0;
      double furthest = 0;
      int place = 0;
      for (JsonNode row : expectedLogits) {
        for (JsonNode expected : row) {
          largest = Math.max(largest, Math.abs(expected.asDouble()));
          furthest = Math.max(furthest, Math.abs(expected.asDouble() - logits[place++]));
        }
      }
      assertEquals(logits.length, place);
      Path own = folder.resolve("own.safetensors");
      Weights.save(own, block);
      NamedBlock again = network.block();
      Initialiser.blank(manager, again);
      Weights.load(own, again);
      for (Pair<String, Parameter> tensor : block.getParameters()) {
        assertEquals(
            -1,
            Arrays.mismatch( // JUnit's own comparison took a fifth of the test
                tensor.getValue().getArray().toFloatArray(),
                again.getParameters().get(tensor.getKey()).getArray().toFloatArray()),
            () -> "first place that a round trip changes in " + tensor.getKey());
      }
      return furthest / largest;
    }
  }

  /** In the layout that the network asks for on a CPU. */
  private static float[] logits(NamedBlock block, NDArray images) {
    NDArray laidOut = block.isChannelsLast() ? Layers.channelsLast(images) : images;
    return block
        .forward(new ParameterStore(images.getManager(), false), new NDList(laidOut), false)
        .singletonOrThrow()
        .toFloatArray();
  }

  /** Writes the formula's weights as a published file; gives the number of trainable ones. */
  private static long writePublished(JsonNode fixture, long seed, double gain, Path file) {
    Map<String, SafeTensors.Tensor> tensors = new LinkedHashMap<>();
    long trainable = 0;
    for (JsonNode tensor : fixture.get("tensors")) {
      String name = tensor.get(0).asText();
      long[] sides = sides(tensor.get(1));
      Shape shape = new Shape(sides);
      tensors.put(
          name,
          new SafeTensors.Tensor(
              Arrays.stream(sides).boxed().toList(), () -> values(name, seed, shape, gain)));
      trainable += name.contains("running_") ? 0 : shape.size();
    }
    SafeTensors.write(file, tensors, Map.of("format", "pt"));
    return trainable;
  }

  private static long[] sides(JsonNode shape) {
    return StreamSupport.stream(shape.spliterator(), false).mapToLong(JsonNode::asLong).toArray();
  }
}
