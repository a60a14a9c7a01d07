package io.retort.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows between the folders. */
class ArchitectureTest {
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.retort");

  /** What each folder may import of ours, itself aside. */
  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("claim", Set.of("provenance", "metric")),
          Map.entry("provenance", Set.of()),
          Map.entry("metric", Set.of()),
          Map.entry("data", Set.of("provenance")),
          Map.entry("model", Set.of()),
          Map.entry("loss", Set.of()),
          Map.entry("training", Set.of("data", "model", "loss", "metric", "provenance")),
          Map.entry(
              "experiment", Set.of("training", "model", "claim", "provenance", "metric", "data")),
          Map.entry(
              "paper",
              Set.of(
                  "training",
                  "experiment",
                  "data",
                  "model",
                  "loss",
                  "metric",
                  "claim",
                  "provenance")),
          Map.entry(
              "report",
              Set.of("experiment", "training", "model", "metric", "claim", "provenance", "data")),
          Map.entry("cli", Set.of("report", "experiment", "training", "model", "claim", "data")));

  static Set<String> folders() {
    return new TreeSet<>(MAY_IMPORT.keySet());
  }

  @ParameterizedTest
  @MethodSource("folders")
  void aFolderImportsOnlyWhatTheDesignAllows(String folder) {
    String[] forbidden =
        MAY_IMPORT.keySet().stream()
            .filter(other -> !other.equals(folder) && !MAY_IMPORT.get(folder).contains(other))
            .map(other -> "io.retort." + other + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage("io.retort." + folder + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden)
        .check(CODE);
  }

  @Test
  void theScanWasNotEmpty() {
    for (String folder : folders()) {
      assertTrue(
          CODE.stream().anyMatch(c -> c.getPackageName().startsWith("io.retort." + folder)),
          folder + " has no classes");
    }
  }

  @Test
  void everyFolderIsInThePlan() {
    classes()
        .that()
        .resideInAPackage("io.retort..")
        .should()
        .resideInAnyPackage(
            MAY_IMPORT.keySet().stream()
                .map(folder -> "io.retort." + folder + "..")
                .toArray(String[]::new))
        .check(CODE);
  }

  @Test
  void foldersHaveNoCyclesAndPapersDoNotKnowEachOther() {
    slices().matching("io.retort.(*)..").should().beFreeOfCycles().check(CODE);
    ArchRule papers = slices().matching("io.retort.paper.(*)..").should().notDependOnEachOther();
    papers.check(CODE);
  }

  @Test
  void claimsMetricsAndProvenanceDoNotKnowTheEngine() {
    noClasses()
        .that()
        .resideInAnyPackage("io.retort.claim..", "io.retort.metric..", "io.retort.provenance..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.djl..")
        .check(CODE);
  }

  @Test
  void onlyTrainingAsksForTheDevice() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.retort.training..", "io.retort.experiment..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("ai.djl.Device")
        .check(CODE);
  }

  /**
   * The engine frees the constant of {@code mul(Number)} before the backward pass reads it: see
   * DistillationTest.
   */
  @Test
  void noLossMultipliesByANumber() {
    for (String method : List.of("mul", "div", "pow")) {
      noClasses()
          .that()
          .resideInAnyPackage("io.retort.loss..", "io.retort.model..", "io.retort.training..")
          .should()
          .callMethod(NDArray.class, method, Number.class)
          .check(CODE);
    }
  }
}
