package io.retort.claim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was observed in one experiment at one scale: the only thing that claims read. */
public final class Observations {

  /**
   * One cell's observations.
   *
   * @param variant the declared reading; empty where readings do not differ
   * @param metrics value by metric name
   * @param correct for each test item whether it was classified correctly; empty when there are
   *     none
   * @param notPretrained published weights that the cell, or one it needs, should have started from
   *     but did not
   */
  public record Row(
      String variant,
      Condition condition,
      long seed,
      Map<String, Double> metrics,
      boolean[] correct,
      List<String> notPretrained) {}

  private final Map<String, SortedMap<Long, Row>> rows = new LinkedHashMap<>();

  /** Gathers rows. */
  public Observations(Collection<Row> all) {
    for (Row row : all) {
      rows.computeIfAbsent(key(row.variant(), row.condition().toString()), k -> new TreeMap<>())
          .put(row.seed(), row);
    }
  }

  /** All rows, condition by condition. */
  public List<Row> all() {
    List<Row> all = new ArrayList<>();
    rows.values().forEach(bySeed -> all.addAll(bySeed.values()));
    return all;
  }

  /**
   * The rows of a condition by seed: those of the variant, else those that no variant touches.
   *
   * @return empty when the condition was not run
   */
  public SortedMap<Long, Row> of(String variant, String condition) {
    SortedMap<Long, Row> own = rows.get(key(variant, condition));
    return own != null ? own : rows.getOrDefault(key("", condition), new TreeMap<>());
  }

  /** Whether the condition's rows depend on the variant. */
  public boolean varies(String variant, String condition) {
    return rows.containsKey(key(variant, condition)) && !variant.isEmpty();
  }

  /** The values of one metric by seed. */
  public SortedMap<Long, Double> values(String variant, String condition, String metric) {
    SortedMap<Long, Double> values = new TreeMap<>();
    of(variant, condition)
        .forEach(
            (seed, row) -> {
              @Nullable Double value = row.metrics().get(metric);
              if (value != null) {
                values.put(seed, value);
              }
            });
    return values;
  }

  /** The conditions that were run, of all variants. */
  public List<Condition> conditions() {
    return rows.values().stream()
        .map(bySeed -> bySeed.values().iterator().next().condition())
        .distinct()
        .toList();
  }

  private static String key(String variant, String condition) {
    return variant + "|" + condition;
  }
}
