package io.retort.paper.davidi2024;

import io.retort.claim.Condition;
import io.retort.claim.Statistics;
import io.retort.data.synthetic.Lesions;
import io.retort.experiment.Figure;
import io.retort.metric.Classification;
import io.retort.training.Scale;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The best model of each method, class by class: Section 5.5, Figures 9 to 11. Nothing is trained
 * for it.
 */
public final class PerClass implements IsicExperiment {
  private static final List<String> FREQUENT = List.of("NV", "BCC");

  private static final List<String> RARE = List.of("DF", "VASC", "SCC");

  @Override
  public String id() {
    return "davidi2024/per-class";
  }

  @Override
  public String question() {
    return "Which lesions does each method tell apart, and which does it confuse?";
  }

  @Override
  public String source() {
    return "Section 5.5, Figures 9 to 11";
  }

  /** Those with the highest F1 of Table 2. */
  @Override
  public List<Condition> conditions(Scale scale) {
    return List.of(
        Condition.of(TEACHER),
        Condition.of(BASELINE),
        IsicExperiment.student(KL, "0.1", false),
        IsicExperiment.student(DIST, "0.3", false),
        IsicExperiment.student(KL, "0.1", true),
        IsicExperiment.student(DIST, "0.7", true));
  }

  /** All are watched in {@link LogitDistillation}. */
  @Override
  public Map<String, Long> gatedMetrics(Scale scale) {
    return Map.of();
  }

  /** What Section 5.5 says of classes, as numbers. */
  static Map<String, Double> statements(Classification counted, double[] f1) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    int[] all = IntStream.range(0, f1.length).toArray();
    metrics.put("f1_sd_over_classes", Statistics.sd(f1));
    metrics.put("f1_lead_of_nv_bcc", least(f1, places(FREQUENT)) - most(f1, without(FREQUENT)));
    metrics.put("f1_lag_of_df_vasc_scc", mean(f1, without(RARE)) - mean(f1, places(RARE)));
    int ak = Lesions.CLASSES.indexOf("AK");
    long wrong =
        Arrays.stream(all).filter(c -> c != ak).mapToLong(c -> count(counted, ak, c)).sum();
    long similar = count(counted, ak, place("BCC")) + count(counted, ak, place("BKL"));
    metrics.put("ak_errors_as_bcc_or_bkl", wrong == 0 ? 0 : (double) similar / wrong);
    long nv = Arrays.stream(all).mapToLong(c -> count(counted, place("NV"), c)).sum();
    metrics.put("nv_as_df", nv == 0 ? 0 : (double) count(counted, place("NV"), place("DF")) / nv);
    return metrics;
  }

  private static long count(Classification counted, int truth, int predicted) {
    return counted.confusion()[truth][predicted];
  }

  private static int place(String diagnosis) {
    return Lesions.CLASSES.indexOf(diagnosis);
  }

  private static int[] places(List<String> diagnoses) {
    return diagnoses.stream().mapToInt(PerClass::place).toArray();
  }

  private static int[] without(List<String> diagnoses) {
    return Lesions.CLASSES.stream()
        .filter(d -> !diagnoses.contains(d))
        .mapToInt(PerClass::place)
        .toArray();
  }

  private static double least(double[] f1, int[] classes) {
    return Arrays.stream(classes).mapToDouble(c -> f1[c]).min().orElseThrow();
  }

  private static double most(double[] f1, int[] classes) {
    return Arrays.stream(classes).mapToDouble(c -> f1[c]).max().orElseThrow();
  }

  private static double mean(double[] f1, int[] classes) {
    return Arrays.stream(classes).mapToDouble(c -> f1[c]).average().orElseThrow();
  }

  @Override
  public Figure figure() {
    return new Figure.Bars(
        "F1 by class of the best model of each method",
        "F1",
        Lesions.CLASSES.stream()
            .map(d -> new Figure.Panel(IsicExperiment.f1(d), d, Figure.Axis.LINEAR))
            .toList(),
        List.of("f1_sd_over_classes", "ak_errors_as_bcc_or_bkl", "nv_as_df"));
  }
}
