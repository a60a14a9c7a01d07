package io.retort.paper.niyaz2023;

import io.retort.metric.Agreement;
import io.retort.metric.Classification;
import io.retort.training.ServedItems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which class is it? */
record ClassQuestions(ServedItems items, int classes) implements Questions {
  @Override
  public Questions first(int count) {
    return new ClassQuestions(items.first(count), classes);
  }

  /** Accuracy, and means over the classes of precision and recall: Equations (11), (14), (15). */
  @Override
  public Said ask(Asked cohort, List<String> members, boolean compared) {
    int[] predictions = answers(cohort, members);
    Classification counted = Classification.of(items.labels(), predictions, classes);
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("accuracy", counted.accuracy());
    metrics.put("precision", counted.macroPrecision());
    metrics.put("recall", counted.macroRecall());
    if (compared) {
      int[] teachers = answers(cohort, List.of(StyleObjective.TEACHER));
      metrics.put("fidelity", Agreement.of(predictions, teachers));
    }
    return new Said(metrics, items.labels(), predictions, Map.of());
  }

  @Override
  public double value(Asked cohort, String member) {
    int[] predictions = answers(cohort, List.of(member));
    return Classification.of(items.labels(), predictions, classes).accuracy();
  }

  private int[] answers(Asked cohort, List<String> members) {
    return highest(members.stream().map(member -> cohort.logits(member, items)).toList(), classes);
  }

  /**
   * "the highest probability for a particular class across all student network predictions".
   *
   * @param logits of each member, item by item
   */
  static int[] highest(List<float[]> logits, int classes) {
    int[] answers = new int[logits.get(0).length / classes];
    double[] highest = new double[answers.length];
    for (float[] ofMember : logits) {
      for (int i = 0; i < answers.length; i++) {
        double[] probabilities = softmax(ofMember, i * classes, classes);
        for (int c = 0; c < classes; c++) {
          if (probabilities[c] > highest[i]) {
            highest[i] = probabilities[c];
            answers[i] = c;
          }
        }
      }
    }
    return answers;
  }

  private static double[] softmax(float[] logits, int from, int classes) {
    double most = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      most = Math.max(most, logits[from + c]);
    }
    double[] shares = new double[classes];
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      shares[c] = Math.exp(logits[from + c] - most);
      sum += shares[c];
    }
    for (int c = 0; c < classes; c++) {
      shares[c] /= sum;
    }
    return shares;
  }
}
