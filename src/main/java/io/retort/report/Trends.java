package io.retort.report;

import io.retort.claim.Interval;
import io.retort.claim.Statistics;
import io.retort.claim.Verdict;
import io.retort.report.LineChart.Axes;
import io.retort.report.LineChart.Level;
import io.retort.report.LineChart.Line;
import io.retort.report.LineChart.Look;
import io.retort.report.LineChart.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gated metrics and timings over the reports that are kept; timings of the machine that took the
 * newest only.
 *
 * @param reports how many
 * @param metrics charts by experiment and scale
 * @param timings a chart for each benchmark
 */
record Trends(int reports, Map<String, List<String>> metrics, List<String> timings) {
  private static final Look OURS = new Look("#8250df", 2.2, "");
  private static final Look BASELINE = new Look("#1a7f37", 1.4, "6 4");

  /**
   * Draws.
   *
   * @param entries reports, the oldest first
   * @param verdicts of the last one
   * @param expected where the last one's benchmarks lie by what their machine recorded
   */
  static Trends of(
      List<History.Entry> entries, List<Verdict> verdicts, Map<String, Interval> expected) {
    Map<String, List<String>> metrics = new LinkedHashMap<>();
    if (entries.isEmpty()) {
      return new Trends(0, metrics, List.of());
    }
    for (Verdict v : verdicts) {
      if (v.question() != Verdict.Question.REGRESSION || v.reference() == null) {
        continue;
      }
      String key = History.key(v);
      LineChart chart =
          chart(
              v.id().replaceFirst("^gate: ", ""),
              v.metric().replace('_', ' '),
              entries,
              entry -> entry.metrics().get(key));
      chart.level(
          new Level("baseline and its 90 % for a mean of as many seeds", BASELINE, band(v)));
      metrics
          .computeIfAbsent(place(v.experiment(), v.scale()), name -> new ArrayList<>())
          .add(chart.page());
    }
    SortedMap<String, History.Entry> newest = new TreeMap<>();
    entries.forEach(entry -> entry.timings().keySet().forEach(name -> newest.put(name, entry)));
    List<String> timings = new ArrayList<>();
    for (String name : newest.keySet()) {
      LineChart chart =
          chart(
              name,
              "ms per operation",
              entries,
              entry -> entry.timing(name, newest.getOrDefault(name, entry)));
      Interval band = expected.get(name);
      if (band != null) {
        double middle = Math.sqrt(band.low() * band.high());
        chart.level(
            new Level(
                "recorded by the same machine, and its 90 % for as many processes",
                BASELINE, new Point(0, middle, band.low(), band.high())));
      }
      timings.add(chart.page());
    }
    return new Trends(entries.size(), metrics, timings);
  }

  /** Charts of an experiment's gated metrics. */
  List<String> of(String experiment, String scale) {
    return metrics.getOrDefault(place(experiment, scale), List.of());
  }

  private static String place(String experiment, String scale) {
    return experiment + " " + scale;
  }

  /** Where the mean of as many fresh seeds lies in nine cases of ten. */
  private static Point band(Verdict v) {
    double mean = v.reference() == null ? 0 : v.reference();
    double sd = v.detail().getOrDefault("baseline_sd", 0.0);
    double recorded = v.detail().getOrDefault("baseline_seeds", 0.0);
    if (recorded < 2 || v.seeds().isEmpty()) {
      return new Point(0, mean, mean, mean);
    }
    double half =
        Statistics.t(0.95, recorded - 1) * sd * Math.sqrt(1.0 / v.seeds().size() + 1 / recorded);
    Interval interval = new Interval(mean - half, mean + half);
    return new Point(0, mean, interval.low(), interval.high());
  }

  private static LineChart chart(
      String title,
      String yLabel,
      List<History.Entry> entries,
      Function<History.Entry, @Nullable Double> value) {
    List<Double> ticks = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      ticks.add(i + 1.0);
      names.add(entries.get(i).written().substring(0, History.DAY));
      Double at = value.apply(entries.get(i));
      if (at != null) {
        points.add(new Point(i + 1.0, at, at, at));
      }
    }
    if (ticks.size() == 1) { // room around the only point
      ticks = List.of(0.5, 1.0, 1.5);
      names = List.of("", names.get(0), "");
    }
    LineChart chart =
        new LineChart(title, 470, 260, new Axes("report", yLabel, ticks, names, false));
    chart.line(new Line("measured", OURS, points, true));
    return chart;
  }
}
