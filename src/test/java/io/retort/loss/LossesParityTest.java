package io.retort.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import io.retort.Fixtures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses and their gradients agree with PyTorch in double precision. */
class LossesParityTest {
  private static final double RELATIVE = 1e-5;

  /** A loss by its fixture name: inputs and parameters to a scalar. */
  private interface Loss {
    NDArray of(Map<String, NDArray> inputs, JsonNode parameters);
  }

  private static final Map<String, Loss> BUILT =
      Map.ofEntries(
          logits("soft_cross_entropy", (s, t, in, p) -> Distillation.softCrossEntropy(s, t, at(p))),
          logits(
              "convex_distillation",
              (s, t, in, p) ->
                  Distillation.convex(
                      s,
                      t,
                      in.get("labels"),
                      p.get("alpha").asDouble(),
                      at(p),
                      p.get("hard_temperature").asDouble(),
                      p.path("soft_factor").asDouble(1))),
          logits(
              "kl_teacher_student",
              (s, t, in, p) -> LogitDistillation.klTeacherStudent(s, t, at(p))),
          logits(
              "kl_student_teacher",
              (s, t, in, p) -> LogitDistillation.klStudentTeacher(s, t, at(p))),
          logits(
              "dist",
              (s, t, in, p) ->
                  LogitDistillation.dist(
                      s,
                      t,
                      p.get("tau").asDouble(),
                      p.get("beta").asDouble(),
                      p.get("gamma").asDouble())),
          logits("wsld", (s, t, in, p) -> LogitDistillation.wsld(s, t, in.get("labels"), at(p))),
          logits(
              "nkd",
              (s, t, in, p) ->
                  LogitDistillation.nkd(s, t, in.get("labels"), p.get("gamma").asDouble(), at(p))),
          logits(
              "normkd",
              (s, t, in, p) -> LogitDistillation.normKd(s, t, p.get("t_norm").asDouble())),
          logits("skd_pixelwise", (s, t, in, p) -> SegmentationDistillation.skdPixelWise(s, t)),
          maps("fitnet_mse", (s, t, in, p) -> FeatureDistillation.fitNet(s, t)),
          maps("attention_transfer", (s, t, in, p) -> FeatureDistillation.attentionTransfer(s, t)),
          maps(
              "similarity_preserving",
              (s, t, in, p) -> FeatureDistillation.similarityPreserving(s, t)),
          Map.entry(
              "vid",
              (in, p) ->
                  FeatureDistillation.vid(
                      in.get("predicted_mean"),
                      in.get("rho"),
                      in.get("teacher_features"),
                      p.get("epsilon").asDouble())),
          maps(
              "mgd",
              (s, t, in, p) ->
                  FeatureDistillation.mgd(
                      s,
                      t,
                      in.get("channel_mask"),
                      new FeatureDistillation.Generation(
                          in.get("conv1_weight"),
                          in.get("conv1_bias"),
                          in.get("conv2_weight"),
                          in.get("conv2_bias")),
                      p.get("alpha").asDouble())),
          maps("channel_wise", (s, t, in, p) -> FeatureDistillation.channelWise(s, t, at(p))),
          Map.entry(
              "binary_focal",
              (in, p) ->
                  Segmentation.focal(in.get("logits"), in.get("mask"), p.get("tau").asDouble())),
          Map.entry("dice", (in, p) -> Segmentation.dice(in.get("logits"), in.get("mask"))),
          maps(
              "skd_pairwise",
              (s, t, in, p) ->
                  SegmentationDistillation.skdPairWise(s, t, p.get("scale").asDouble())),
          maps(
              "ifvd",
              (s, t, in, p) ->
                  SegmentationDistillation.ifvd(s, t, in.get("labels"), p.get("classes").asInt())),
          maps(
              "emkd_importance_maps",
              (s, t, in, p) ->
                  SegmentationDistillation.emkdImportanceMaps(s, t, p.get("exponent").asInt())),
          maps(
              "emkd_region_affinity",
              (s, t, in, p) ->
                  SegmentationDistillation.emkdRegionAffinity(s, t, in.get("region_masks"))));

  /** A loss between student and teacher, with all inputs and the parameters. */
  private interface Between {
    NDArray of(NDArray student, NDArray teacher, Map<String, NDArray> inputs, JsonNode parameters);
  }

  private static Map.Entry<String, Loss> logits(String name, Between loss) {
    return Map.entry(
        name, (in, p) -> loss.of(in.get("student_logits"), in.get("teacher_logits"), in, p));
  }

  private static Map.Entry<String, Loss> maps(String name, Between loss) {
    return Map.entry(
        name, (in, p) -> loss.of(in.get("student_features"), in.get("teacher_features"), in, p));
  }

  private static double at(JsonNode parameters) {
    return parameters.get("temperature").asDouble();
  }

  static List<Fixtures.Case> cases() {
    List<Fixtures.Case> named = new ArrayList<>();
    for (Fixtures.Case c : Fixtures.cases("losses")) {
      named.add(
          new Fixtures.Case(
              c.name() + " " + c.json().get("loss").asText() + " " + c.json().get("params"),
              c.json()));
    }
    return named;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void agrees(Fixtures.Case fixture) {
    JsonNode json = fixture.json();
    String name = json.get("loss").asText();
    Loss loss = BUILT.get(name);
    assertNotNull(loss, "loss " + name + " is built");
    JsonNode expected = json.get("expected");
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> inputs = new HashMap<>();
      json.get("inputs")
          .properties()
          .forEach(
              e -> {
                NDArray array = array(manager, e.getValue());
                if (expected.has("grad_" + e.getKey())) {
                  array.setRequiresGradient(true);
                }
                inputs.put(e.getKey(), array);
              });
      NDArray value;
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        value = loss.of(inputs, json.get("params"));
        collector.backward(value);
      }
      assertEquals(DataType.FLOAT32, value.getDataType());
      double wanted = expected.get("loss").asDouble();
      assertEquals(wanted, value.getFloat(), RELATIVE * Math.abs(wanted));
      for (String field : (Iterable<String>) expected::fieldNames) {
        if (field.startsWith("grad_")) {
          gradient(
              Fixtures.doubles(expected.get(field).get("values")),
              inputs.get(field.substring(5)).getGradient().toFloatArray());
        }
      }
    }
  }

  private static void gradient(double[] expected, float[] actual) {
    double largest = 0;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], RELATIVE * largest, "gradient " + i);
    }
  }

  private static NDArray array(NDManager manager, JsonNode json) {
    Shape shape = new Shape(Fixtures.longs(json.get("shape")));
    return json.has("labels")
        ? manager.create(flat(json.get("labels")).toArray(), shape)
        : manager.create(Fixtures.floats(json.get("values")), shape);
  }

  /** Whole numbers in lists of lists. */
  private static LongStream flat(JsonNode json) {
    return json.isArray()
        ? StreamSupport.stream(json.spliterator(), false).flatMapToLong(LossesParityTest::flat)
        : LongStream.of(json.asLong());
  }
}
