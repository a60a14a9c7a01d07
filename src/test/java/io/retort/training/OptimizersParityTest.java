package io.retort.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import io.retort.Fixtures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Optimizers follow PyTorch's trajectories on a quadratic. */
class OptimizersParityTest {
  private static final double RELATIVE = 1e-5;

  static List<Fixtures.Case> cases() {
    return Fixtures.cases("optimizers").stream()
        .map(c -> new Fixtures.Case(c.name() + " " + c.json().get("optimizer").asText(), c.json()))
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void follows(Fixtures.Case fixture) {
    compare(fixture, false);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void followsWithTheWeightsInTwoTensors(Fixtures.Case fixture) {
    compare(fixture, true);
  }

  private static void compare(Fixtures.Case fixture, boolean isCut) {
    JsonNode json = fixture.json();
    String[] words = json.get("optimizer").asText().split(" ");
    Map<String, Double> settings = new HashMap<>();
    for (int i = 1; i < words.length; i++) {
      String[] pair = words[i].split("=");
      settings.put(pair[0], Double.valueOf(pair[1]));
    }
    Optimizer optimizer = optimizer(words[0], settings);
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray a = array(manager, json.get("A"));
      NDArray b = array(manager, json.get("b"));
      NDArray start = array(manager, json.get("w0"));
      List<NDArray> weights =
          isCut
              ? List.of(start.get("0:1").duplicate().reshape(1, 1, 1), start.get("1:").duplicate())
              : List.of(start);
      weights.forEach(weight -> weight.setRequiresGradient(true));
      Optimizer.Updates updates = optimizer.start(manager, weights);
      int step = 0;
      for (JsonNode expected : json.get("trajectory")) {
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
          NDArray w = joined(weights);
          NDArray column = w.reshape(-1, 1);
          NDArray loss =
              column.transpose().matMul(a.matMul(column)).mul(0.5f).sum().sub(b.mul(w).sum());
          collector.backward(loss);
        }
        updates.step();
        float[] actual = joined(weights).toFloatArray();
        for (int i = 0; i < actual.length; i++) {
          double wanted = expected.get(i).asDouble();
          assertEquals(
              wanted, actual[i], RELATIVE * Math.max(0.1, Math.abs(wanted)), "step " + step);
        }
        step++;
      }
    }
  }

  private static NDArray joined(List<NDArray> weights) {
    if (weights.size() == 1) {
      return weights.get(0).reshape(-1); // the engine's joining of one is a copy without gradient
    }
    NDList flat = new NDList();
    weights.forEach(weight -> flat.add(weight.reshape(-1)));
    return NDArrays.concat(flat);
  }

  private static Optimizer optimizer(String name, Map<String, Double> settings) {
    double rate = Objects.requireNonNull(settings.get("lr"));
    double decay = settings.getOrDefault("weight_decay", 0.0);
    return switch (name) {
      case "sgd" -> new Optimizer.Sgd(rate, settings.getOrDefault("momentum", 0.0));
      case "adam" -> new Adam(rate, decay, false);
      case "adamw" -> new Adam(rate, decay, true);
      case "adadelta" -> new Adadelta(rate, settings.get("rho"), settings.get("epsilon"));
      default -> throw new IllegalArgumentException("no optimizer [%s]".formatted(name));
    };
  }

  private static NDArray array(NDManager manager, JsonNode json) {
    return manager.create(
        Fixtures.floats(json.get("values")), new Shape(Fixtures.longs(json.get("shape"))));
  }
}
