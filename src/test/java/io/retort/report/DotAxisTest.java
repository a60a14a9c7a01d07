package io.retort.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DotAxisTest {
  @ParameterizedTest(name = "{0} and {1}, logarithmic {2}")
  @CsvSource({
    "0.7, 0.7, false",
    "0.970, 0.985, false",
    "0.2, 0.9, false",
    "3, 40000, true",
    "0.02, 5, true",
    "0, 5, true",
    "NaN, NaN, true",
    "NaN, 1, false"
  })
  void ticksAreFewAndTheirLabelsDiffer(double first, double second, boolean logarithmic) {
    DotAxis axis =
        DotAxis.of(
            new DotChart.Panel(
                "p",
                logarithmic,
                Map.of("a", new DotChart.Spread(first, first, first)),
                Map.of("a", second)),
            100,
            200);
    List<String> labels = axis.ticks().stream().map(axis::label).toList();
    assertTrue(labels.size() >= 2 && labels.size() <= 9, labels.toString());
    assertEquals(labels.size(), new HashSet<>(labels).size(), labels.toString());
    double x = axis.x(second);
    assertTrue(Double.isNaN(second) || x >= 100 && x <= 300, "x " + x);
  }
}
