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
import java.util.Map;
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
    "BEST, 0.9 0.8 0.91, false"
  })
  void aCheckHoldsExactlyWhereSomeTrueValuesSatisfyIt(Check check, String values, boolean holds) {
    Map<String, ReferenceValue> printed = new LinkedHashMap<>();
    String[] numbers = values.split(" ");
    for (int i = 0; i < numbers.length; i++) {
      printed.put("v" + i, value("v" + i, numbers[i], 0));
    }
    Audit audit = new Audit("a", check, "s", List.copyOf(printed.keySet()), "T");
    Auditor.Finding finding = Auditor.find(audit, printed);
    assertEquals(holds, finding.consistent(), finding.note());
    assertEquals(numbers.length, finding.cells().size());
  }

  @ParameterizedTest(name = "{0} of {1} items: {2}")
  @CsvSource({
    "0.917, 3000, 0.917 is 2750 to 2752 of 3000",
    "0.9173, 3000, 0.9173 is 2752 to 2752 of 3000",
    "0.9175, 1000, no count of 1000 items gives 0.9175",
    "0.33, 3, 0.33 is 1 to 1 of 3",
    "0.40, 3, no count of 3 items gives 0.40"
  })
  void aPrintedShareMustBeACount(String number, long items, String note) {
    Auditor.Finding finding =
        Auditor.find(
            new Audit("a", Check.COUNT, "s", List.of("v"), "T"),
            Map.of("v", value("v", number, items)));
    assertEquals(note, finding.note());
    assertEquals(!note.startsWith("no"), finding.consistent());
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

  private static ReferenceValue value(String id, String number, long items) {
    int point = number.indexOf('.');
    int decimals = point < 0 ? 0 : number.length() - point - 1;
    return new ReferenceValue(
        id, "p/e", "", "m", Double.parseDouble(number), decimals, items, 0, "T");
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
                () -> Auditor.find(unknown, Map.of("w", value("w", "0.5", 0))))
            .getMessage());
    assertEquals(
        "audit a: values [x, y] must be 3 for check F1",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Audit("a", Check.F1, "s", List.of("x", "y"), "T"))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> new Audit("a", Check.ACCURACY, "s", List.of("a", "b", "c", "d", "e", "f"), "T"));
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
