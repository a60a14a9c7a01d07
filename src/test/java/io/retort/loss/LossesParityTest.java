package io.retort.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import org.junit.jupiter.api.Assumptions;
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
      Map.of(
          "soft_cross_entropy",
          (in, p) ->
              Distillation.softCrossEntropy(
                  in.get("student_logits"),
                  in.get("teacher_logits"),
                  p.get("temperature").asDouble()),
          "convex_distillation",
          (in, p) ->
              Distillation.convex(
                  in.get("student_logits"),
                  in.get("teacher_logits"),
                  in.get("labels"),
                  p.get("alpha").asDouble(),
                  p.get("temperature").asDouble(),
                  p.get("hard_temperature").asDouble(),
                  p.path("soft_factor").asDouble(1)));

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
    Assumptions.assumeTrue(loss != null, "loss " + name + " is not built yet");
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
        ? manager.create(Fixtures.longs(json.get("labels")), shape)
        : manager.create(Fixtures.floats(json.get("values")), shape);
  }
}
