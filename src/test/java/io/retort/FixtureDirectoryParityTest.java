package io.retort;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No fixture file may be overlooked. */
class FixtureDirectoryParityTest {
  private static final List<String> TESTED =
      List.of("losses", "optimizers", "metrics", "statistics", "models/");
  private static final List<String> NOT_BUILT_YET = List.of("cka");

  static List<String> files() throws IOException {
    return Fixtures.files();
  }

  @Test
  void theDirectoryHoldsFixtures() throws IOException {
    assertFalse(Fixtures.files().isEmpty(), "no fixtures in " + Fixtures.directory());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void everyFileHasATestOrIsNamedAsNotBuiltYet(String file) {
    if (TESTED.stream().anyMatch(file::startsWith)) {
      return;
    }
    Assumptions.assumeFalse(
        NOT_BUILT_YET.stream().anyMatch(file::startsWith), file + ": its kind is not built yet");
    fail(file + " is of an unknown kind");
  }
}
