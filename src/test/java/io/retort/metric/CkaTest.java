package io.retort.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.retort.Fixtures;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CkaTest {
  static List<Fixtures.Case> cases() {
    return Fixtures.cases("cka");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void agrees(Fixtures.Case fixture) {
    JsonNode json = fixture.json();
    Cka cka = new Cka();
    for (int b = 0; b < json.get("x_batches").size(); b++) {
      cka.add(matrix(json.get("x_batches").get(b)), matrix(json.get("y_batches").get(b)));
    }
    assertEquals(json.get("expected").asDouble(), cka.value(), 1e-6);
  }

  private static double[][] matrix(JsonNode json) {
    int columns = json.get("shape").get(1).asInt();
    double[] values = Fixtures.doubles(json.get("values"));
    double[][] rows = new double[values.length / columns][columns];
    for (int i = 0; i < values.length; i++) {
      rows[i / columns][i % columns] = values[i];
    }
    return rows;
  }

  private static double[][] random(SplittableRandom random, int items, int width) {
    double[][] rows = new double[items][width];
    for (double[] row : rows) {
      java.util.Arrays.setAll(row, c -> random.nextGaussian());
    }
    return rows;
  }

  @Test
  void unrelatedLayersAreAboutZeroOnAverageThoughTheyHaveMoreChannelsThanItems() {
    SplittableRandom random = new SplittableRandom(3);
    double sum = 0;
    for (int round = 0; round < 200; round++) {
      Cka cka = new Cka();
      for (int batch = 0; batch < 4; batch++) {
        cka.add(random(random, 8, 40), random(random, 8, 40));
      }
      sum += cka.value();
    }
    assertEquals(0, sum / 200, .05);
  }

  @Test
  void rotatedAndScaledLayersAreTheSame() {
    double[][] x = random(new SplittableRandom(4), 10, 2);
    double[][] turned = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      turned[i] =
          new double[] {3 * (.6 * x[i][0] - .8 * x[i][1]), 3 * (.8 * x[i][0] + .6 * x[i][1])};
    }
    Cka cka = new Cka();
    cka.add(x, turned);
    assertEquals(1, cka.value(), 1e-12);
  }

  @Test
  void batchesOfThreeCannotBeUsed() {
    double[][] three = random(new SplittableRandom(5), 3, 2);
    assertThrows(IllegalArgumentException.class, () -> new Cka().add(three, three));
    assertThrows(IllegalStateException.class, () -> new Cka().value());
  }
}
