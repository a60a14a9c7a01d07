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

  /** "the highest probability for a particular class across all student network predictions". */
  private int[] answers(Asked cohort, List<String> members) {
    int[] answers = new int[items.count()];
    double[] highest = new double[answers.length];
    for (String member : members) {
      float[] logits = cohort.logits(member, items);
      for (int i = 0; i < answers.length; i++) {
        double[] probabilities = softmax(logits, i * classes);
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

  private double[] softmax(float[] logits, int from) {
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
