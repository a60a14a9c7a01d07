package io.retort.paper.niyaz2023;

import io.retort.data.cache.ImageTensor;
import io.retort.experiment.Figure;
import io.retort.metric.MaskOverlap;
import io.retort.training.ServedItems;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Where is it? Counted over the pixels of all items together. */
record MaskQuestions(ServedItems items, ImageTensor tensor) implements Questions {
  /** Items that are asked at a time. */
  private static final int CHUNK = 64;

  /** Pictures of which the answers are kept. */
  private static final int SHOWN = 4;

  /** Begins the names of what is kept of the pictures themselves. */
  static final String IMAGE = "image ";

  static final String TRUTH = "truth ";

  /** Figures 4, 5, 7 and 9. */
  static final Figure HARD_EXAMPLES =
      new Figure.Pictures(
          "Hard examples: what students and their ensemble see",
          IMAGE,
          TRUTH,
          "the test images with the smallest masks that are not empty",
          List.of("s1", "s2", LearningStyles.ENSEMBLE));

  @Override
  public Questions first(int count) {
    return new MaskQuestions(items.first(count), tensor);
  }

  /** IoU and F1: Equations (12) and (13). */
  @Override
  public Said ask(Asked cohort, List<String> members, boolean compared) {
    MaskOverlap withTruth = new MaskOverlap(0, 0);
    MaskOverlap withTeacher = new MaskOverlap(0, 0);
    Map<String, byte[]> planes = new LinkedHashMap<>();
    Set<Integer> shown = hardest();
    for (int from = 0; from < items.count(); from += CHUNK) {
      ServedItems some = some(from, Math.min(items.count(), from + CHUNK));
      float[] margins = margins(cohort, members, some);
      int[] mask = mask(margins);
      withTruth = withTruth.plus(MaskOverlap.of(truth(some), mask));
      if (compared) {
        int[] teachers = mask(margins(cohort, List.of(StyleObjective.TEACHER), some));
        withTeacher = withTeacher.plus(MaskOverlap.of(teachers, mask));
      }
      for (int i = 0; i < some.count(); i++) {
        if (shown.contains(some.rows()[i])) {
          keep(planes, some.rows()[i], margins, i);
        }
      }
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("iou", withTruth.iou());
    metrics.put("f", withTruth.f1());
    if (compared) {
      metrics.put("fidelity_iou", withTeacher.iou());
      metrics.put("fidelity_f", withTeacher.f1());
    }
    return new Said(metrics, new int[0], new int[0], planes);
  }

  @Override
  public double value(Asked cohort, String member) {
    return MaskOverlap.of(truth(items), mask(margins(cohort, List.of(member), items))).iou();
  }

  private ServedItems some(int from, int to) {
    return new ServedItems(
        items.batches(),
        Arrays.copyOfRange(items.rows(), from, to),
        Arrays.copyOfRange(items.labels(), from, to),
        null);
  }

  private static float[] margins(Asked cohort, List<String> members, ServedItems some) {
    return united(members.stream().map(member -> cohort.logits(member, some)).toList());
  }

  /** Log odds of each pixel; of several members the highest, so that their masks are united. */
  static float[] united(List<float[]> margins) {
    float[] highest = margins.get(0).clone();
    for (float[] further : margins) {
      for (int p = 0; p < highest.length; p++) {
        highest[p] = Math.max(highest[p], further[p]);
      }
    }
    return highest;
  }

  private static int[] mask(float[] margins) {
    int[] mask = new int[margins.length];
    for (int p = 0; p < mask.length; p++) {
      mask[p] = margins[p] > 0 ? 1 : 0;
    }
    return mask;
  }

  private int[] truth(ServedItems some) {
    int area = area();
    int[] truth = new int[some.count() * area];
    for (int i = 0; i < some.count(); i++) {
      byte[] mask = maskOf(some.rows()[i]);
      for (int p = 0; p < area; p++) {
        truth[i * area + p] = mask[p] != 0 ? 1 : 0;
      }
    }
    return truth;
  }

  private int area() {
    return tensor.side() * tensor.side();
  }

  private byte[] maskOf(int row) {
    byte[] item = new byte[tensor.itemSize()];
    tensor.read(row, item, 0);
    return Arrays.copyOfRange(item, item.length - area(), item.length);
  }

  /**
   * The hard examples by a rule that looks at no answer: the smallest masks that are not empty, as
   * the paper shows "small regions of interest".
   */
  private Set<Integer> hardest() {
    Map<Integer, Integer> sizes = new LinkedHashMap<>();
    for (int row : items.rows()) {
      sizes.put(row, pixels(row));
    }
    return sizes.entrySet().stream()
        .filter(size -> size.getValue() > 0)
        .sorted(Map.Entry.comparingByValue())
        .limit(SHOWN)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private int pixels(int row) {
    int count = 0;
    for (byte pixel : maskOf(row)) {
      count += pixel != 0 ? 1 : 0;
    }
    return count;
  }

  private void keep(Map<String, byte[]> planes, int row, float[] margins, int index) {
    String id = tensor.listing().items().get(row).id();
    int area = area();
    byte[] shades = new byte[area];
    for (int p = 0; p < area; p++) {
      shades[p] = (byte) Math.round(255 / (1 + Math.exp(-margins[index * area + p])));
    }
    planes.put(id, shades);
    byte[] item = new byte[tensor.itemSize()];
    tensor.read(row, item, 0);
    planes.put(IMAGE + id, Arrays.copyOf(item, item.length - area));
    planes.put(TRUTH + id, maskOf(row));
  }
}
