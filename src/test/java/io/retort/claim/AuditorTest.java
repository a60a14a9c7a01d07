package io.retort.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.claim.Audit.Check;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditorTest {
  private static final ReferenceResults REFERENCE =
      new ReferenceResults(Path.of("reference-results"));

  /** Hand arithmetic: each number may have been half a unit of its last digit away. */
  @ParameterizedTest(name = "{0} of {1}: {2}")
  @CsvSource({
    "SAME, 0.917 0.9173, true",
    "SAME, 0.995 0.985, false",
    "SAME, 0.99 0.98, true", // both can have been 0.985
    "SAME, 0.990 0.980, false",
    "F1, 0.83 0.80 0.86, true", // 2 * 0.80 * 0.86 / 1.66 = 0.829
    "F1, 0.86 0.80 0.85, false", // 0.824
    "F1, 0.99 0.98 0.99, true", // 0.985 before rounding
    "F1, 0.00 0.00 0.00, true",
    "SUM, 6875 284 4083 891 641 653 141 182, true",
    "SUM, 6874 284 4083 891 641 653 141 182, false",
    "SUM, 0.10 0.04 0.05, true", // 0.08 to 0.10
    "DIFFERENCE, 0.06 0.74 0.68, true",
    "DIFFERENCE, 0.08 0.74 0.68, false",
    "RATIO, 0.04 284 6875, true",
    "RATIO, 0.05 284 6875, false",
    "ACCURACY, 0.917 0.87 1500 0.97 1500, true", // 0.915 to 0.925
    "ACCURACY, 0.995 0.98 1500 0.99 1500, false", // 0.980 to 0.990
    "ACCURACY, 0.95 0.90 1000 1.00 1000, true", // a recall is at most 1
    "ACCURACY, 0.956 0.90 1000 1.00 1000, false",
    "BEST, 0.9 0.8 0.9, true",
    "BEST, 0.9 0.8 0.91, false",
    "MEAN, 0.50 0.40 0.60, true",
    "MEAN, 0.51 0.40 0.60, true", // 0.495 to 0.505, and 0.51 from 0.505 on
    "MEAN, 0.52 0.40 0.60, false",
    "MEAN, 0.42 0.40 0.40 0.45, true", // 1.25 / 3 = 0.417
    "GAIN, 0.02 0.95 0.94 0.95 0.92, true", // (0.01 + 0.03) / 2
    "GAIN, 0.04 0.95 0.94 0.95 0.92, false", // 0.01 to 0.03, and 0.035 from there on
    "GAIN, 0.040 0.950 0.940 0.950 0.920, false",
    "GAIN, 0.020 0.950 0.940 0.930 0.900, true",
    "OVERLAP, 0.67 0.50, true", // 2 * 0.5 / 1.5 = 0.667
    "OVERLAP, 0.60 0.50, true", // a mean of unequal images lies below
    "OVERLAP, 0.50 0.50, true", // images of 0 and of 1 only
    "OVERLAP, 0.49 0.50, true", // both can have been 0.495
    "OVERLAP, 0.48 0.50, false",
    "OVERLAP, 0.68 0.50, false", // 2 * 0.505 / 1.505 = 0.671, and 0.68 from 0.675 on
    "OVERLAP, 0.667 0.500, true",
    "OVERLAP, 0.668 0.500, false", // 2 * 0.5005 / 1.5005 = 0.6671, and 0.668 from 0.6675 on
    "OVERLAP, 1.00 1.00, true"
  })
  void aCheckHoldsExactlyWhereSomeTrueValuesSatisfyIt(Check check, String values, boolean holds) {
    Map<String, ReferenceValue> printed = new LinkedHashMap<>();
    String[] numbers = values.split(" ");
    for (int i = 0; i < numbers.length; i++) {
      printed.put("v" + i, value("v" + i, numbers[i], 0, 0));
    }
    Audit audit = new Audit("a", check, "s", List.copyOf(printed.keySet()), "T");
    Auditor.Finding finding = Auditor.find(audit, printed);
    assertEquals(holds, finding.consistent(), finding.note());
    assertFalse(finding.cells().isEmpty());
  }

  @ParameterizedTest(name = "{0} of {1} items, {2} runs: {3}")
  @CsvSource({
    "0.917, 3000, 1, 0.917 is 2750 to 2752 of 3000",
    "0.9173, 3000, 0, 0.9173 is 2752 to 2752 of 3000",
    "0.9175, 1000, 1, no count of 1000 items gives 0.9175",
    "0.33, 3, 1, 0.33 is 1 to 1 of 3",
    "0.40, 3, 1, no count of 3 items gives 0.40",
    "0.42, 3, 4, 0.42 is 5 to 5 of 12 (4 runs of 3)", // 5 / 12 = 0.417
    "0.40, 3, 4, no count of 12 (4 runs of 3) items gives 0.40", // 0.333, 0.417
    "0.9436, 3000, 3, 0.9436 is 8492 to 8492 of 9000 (3 runs of 3000)", // 0.94356
    "0.9435, 3000, 3, no count of 9000 (3 runs of 3000) items gives 0.9435" // 8491 is 0.94344
  })
  void aPrintedShareMustBeACountOverAllRuns(String number, long items, int runs, String note) {
    Auditor.Finding finding =
        Auditor.find(
            new Audit("a", Check.COUNT, "s", List.of("v"), "T"),
            Map.of("v", value("v", number, items, runs)));
    assertEquals(note, finding.note());
    assertEquals(!note.startsWith("no"), finding.consistent());
  }

  @ParameterizedTest(name = "{1} errors at {0} of {2}: {3}")
  @CsvSource({
    "0.90, 10, 100, true",
    "0.90, 11, 100, false", // 10.5 before rounding: 10 whole ones
    "0.905, 10, 100, false", // 9.55
    "0.5, 0, 3, true",
    "0.5, 2, 3, false", // 3 * 0.55 = 1.65
    "0.7277, 1015, 5062, true", // 1378
    "0.8277, 1015, 5062, false" // 872: one digit mistyped
  })
  void errorsOfOneKindAreAmongAllErrors(String accuracy, String errors, long items, boolean holds) {
    Auditor.Finding finding =
        Auditor.find(
            new Audit("a", Check.ERRORS, "s", List.of("v", "w"), "T"),
            Map.of("v", value("v", accuracy, items, 1), "w", value("w", errors, 0, 1)));
    assertEquals(holds, finding.consistent(), finding.note());
  }

  /** IoU of an image is TP / (TP + FP + FN), its F 2 TP / (2 TP + FP + FN): means over images. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void fAndIouOfMeasuredMasksNeverContradictEachOther(long seed) {
    Random random = new Random(seed);
    double iou = 0;
    double f = 0;
    int images = 20;
    for (int i = 0; i < images; i++) {
      double hit = random.nextInt(50);
      double miss = 1 + random.nextInt(50);
      iou += hit / (hit + miss) / images;
      f += 2 * hit / (2 * hit + miss) / images;
    }
    Audit audit = new Audit("a", Check.OVERLAP, "s", List.of("f", "j"), "T");
    Map<String, ReferenceValue> printed =
        Map.of(
            "f", value("f", String.format(Locale.ROOT, "%.4f", f), 0, 3),
            "j", value("j", String.format(Locale.ROOT, "%.4f", iou), 0, 3));
    assertTrue(Auditor.find(audit, printed).consistent(), printed.toString());
  }

  @Test
  void aFindingNamesEachCellAndWhatTheOthersGive() {
    ReferenceValue accuracy =
        new ReferenceValue("a", "p/e", "dsnet", "accuracy", .995, 3, 0, 0, "Table 2");
    ReferenceValue items =
        new ReferenceValue("n", "p/e", "class=benign", "test_images", 1500, 0, 0, 0, "Section 4");
    ReferenceValue recall =
        new ReferenceValue("r", "p/e", "dsnet", "recall_benign", .98, 2, 0, 0, "Table 4");
    Auditor.Finding finding =
        Auditor.find(
            new Audit("x", Check.ACCURACY, "s", List.of("a", "r", "n", "r", "n"), "T"),
            Map.of("a", accuracy, "r", recall, "n", items));
    assertEquals("0.995 is printed, the others give 0.975 to 0.985", finding.note());
    assertEquals("0.98 recall benign of dsnet, Table 4", finding.cells().get(1));
    Auditor.Finding sum =
        Auditor.find(
            new Audit("x", Check.SUM, "s", List.of("n", "n", "n"), "T"), Map.of("n", items));
    assertEquals("1500 is printed, the others give 3000", sum.note());
  }

  private static ReferenceValue value(String id, String number, long items, int runs) {
    int point = number.indexOf('.');
    int decimals = point < 0 ? 0 : number.length() - point - 1;
    return new ReferenceValue(
        id, "p/e", "", "m", Double.parseDouble(number), decimals, items, runs, "T");
  }

  @Test
  void whatCannotBeCheckedIsSaid() {
    Audit unknown = new Audit("a", Check.COUNT, "s", List.of("w"), "T");
    assertEquals(
        "audit a: no printed value [w] in values.csv",
        assertThrows(IllegalArgumentException.class, () -> Auditor.find(unknown, Map.of()))
            .getMessage());
    assertEquals(
        "audit a: items [0] of w must be >= 1",
        assertThrows(
                IllegalArgumentException.class,
                () -> Auditor.find(unknown, Map.of("w", value("w", "0.5", 0, 0))))
            .getMessage());
    assertEquals(
        "audit a: values [x, y] must be 3 for check F1",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Audit("a", Check.F1, "s", List.of("x", "y"), "T"))
            .getMessage());
    assertEquals(
        "audit a: values [a, b, c, d, e, f] must be 5, 7, 9, ... for check ACCURACY",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new Audit("a", Check.ACCURACY, "s", List.of("a", "b", "c", "d", "e", "f"), "T"))
            .getMessage());
    assertEquals(
        "audit a: values [g, new] must be 3, 5, 7, ... for check GAIN",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Audit("a", Check.GAIN, "s", List.of("g", "new"), "T"))
            .getMessage());
    assertEquals(
        "audit a: values [m, p] must be at least 3 for check MEAN",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Audit("a", Check.MEAN, "s", List.of("m", "p"), "T"))
            .getMessage());
    Audit errors = new Audit("a", Check.ERRORS, "s", List.of("v", "w"), "T");
    assertEquals(
        "audit a: runs [3] of v must be <= 1: a mean does not bound the errors of one run",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    Auditor.find(
                        errors, Map.of("v", value("v", "0.5", 9, 3), "w", value("w", "1", 0, 1))))
            .getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"vanmolle2021", "khan2022", "davidi2024", "niyaz2023", "zeng2024"})
  void everyAuditOfAPaperNamesPrintedValuesAndHasAnIdOfItsOwn(String paper) throws IOException {
    Map<String, ReferenceValue> printed = REFERENCE.values(paper);
    Set<String> ids = new TreeSet<>();
    for (Audit audit : REFERENCE.audits(paper)) {
      assertTrue(ids.add(audit.id()), audit.id());
      assertFalse(Auditor.find(audit, printed).note().isEmpty());
    }
  }

  /** Each row holds as printed; then one number is mistyped. */
  @ParameterizedTest(name = "{1}: {3} for {2}")
  @CsvSource({
    "zeng2024, class-dsp-kd-macro, class-dsp-kd-nv, 0.9251", // 0.9521, swapped
    "niyaz2023, table2-resnet18-overlap, table2-resnet18-iou, 0.5706", // 0.7506, swapped
    "niyaz2023, table2-resnet18-overlap, table2-resnet18-f, 0.8613", // 0.8513: at most 0.8575
    "niyaz2023, table3-gain-accuracy, table3-kd+ml-v3-ensemble-accuracy, 0.9968", // 0.9668
    "niyaz2023, table3-ml-v3-s1-accuracy-is-a-count, table3-ml-v3-s1-accuracy, 0.9505" // 0.9504
  })
  void aMistypedNumberIsFound(String paper, String id, String mistyped, String number)
      throws IOException {
    Map<String, ReferenceValue> printed = new LinkedHashMap<>(REFERENCE.values(paper));
    Audit audit = audit(paper, id);
    assertTrue(Auditor.find(audit, printed).consistent(), "as printed");
    ReferenceValue right = Objects.requireNonNull(printed.get(mistyped), mistyped);
    printed.put(mistyped, value(mistyped, number, right.items(), right.runs()));
    Auditor.Finding finding = Auditor.find(audit, printed);
    assertFalse(finding.consistent(), finding.note());
  }

  /** By hand; the ledgers say what follows. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "davidi2024, student-nv-as-df", // 2541 * (1 - 0.72765) = 692, printed 1015
    "davidi2024, table2-baseline-is-a-count", // 1825 / 2541 = 0.71822, 1826 / 2541 = 0.71862
    "niyaz2023, table4-kd+ml-v3-ensemble-overlap", // 2 * 0.8012 / 1.8012 = 0.8896, printed 0.8952
    "niyaz2023, table12-kd-off-v1-s1-fidelity-overlap", // F 0.8057 below IoU 0.8197
    "niyaz2023, table15-gain-f", // (0.76 + 0.61 + 0.69) / 3 = 0.69 points, printed 2
    "zeng2024, class-vanilla-kd-accuracy" // 0.8739 above the largest F1, 0.8699
  })
  void aContradictionFoundByHandIsFound(String paper, String id) throws IOException {
    Auditor.Finding finding = Auditor.find(audit(paper, id), REFERENCE.values(paper));
    assertFalse(finding.consistent(), finding.note());
  }

  private static Audit audit(String paper, String id) throws IOException {
    return REFERENCE.audits(paper).stream()
        .filter(audit -> audit.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no audit " + id));
  }

  @Test
  void theContradictionsThatReadersHaveFoundInKhan2022AreFound() throws IOException {
    Map<String, ReferenceValue> printed = REFERENCE.values("khan2022");
    Set<String> contradictions = new TreeSet<>();
    for (Audit audit : REFERENCE.audits("khan2022")) {
      if (!Auditor.find(audit, printed).consistent()) {
        contradictions.add(audit.id());
      }
    }
    // Inception's accuracy in text and table; Table 5's columns are Table 4's in another order.
    assertTrue(contradictions.contains("inception_v3-text-and-table"), contradictions.toString());
    assertTrue(contradictions.contains("inception_v3-accuracy"), contradictions.toString());
    assertTrue(
        contradictions.contains("table5-efficientnet_b0-malignant-precision"),
        contradictions.toString());
    assertTrue(
        contradictions.contains("table5-efficientnet_b0-malignant-f1-of"),
        contradictions.toString());
    assertFalse(contradictions.contains("dsnet-accuracy"), contradictions.toString());
  }
}
