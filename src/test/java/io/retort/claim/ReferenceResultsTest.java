package io.retort.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReferenceResultsTest {
  private static final Path FOLDER = Path.of("reference-results");

  @TempDir Path temporary;

  static Stream<String> papersWithValues() throws IOException {
    return new ReferenceResults(FOLDER)
        .papers().stream()
            .map(Paper::id)
            .filter(id -> Files.exists(FOLDER.resolve(id).resolve("values.csv")));
  }

  @Test
  void theFivePapersAreNamed() throws IOException {
    assertEquals(
        List.of("davidi2024", "khan2022", "niyaz2023", "vanmolle2021", "zeng2024"),
        new ReferenceResults(FOLDER).papers().stream().map(Paper::id).sorted().toList());
  }

  @ParameterizedTest
  @MethodSource("papersWithValues")
  void everyClaimNamesAPrintedValueOfItsOwnConditionAndEveryDeviationAClaim(String paper)
      throws IOException {
    ReferenceResults reference = new ReferenceResults(FOLDER);
    Map<String, ReferenceValue> values = reference.values(paper);
    assertFalse(values.isEmpty());
    List<Claim> claims =
        CsvTable.read(
                FOLDER.resolve(paper).resolve("claims.csv"),
                ReferenceResults.CLAIM_COLUMNS,
                line -> line.text("experiment"))
            .stream()
            .distinct()
            .flatMap(experiment -> claims(reference, paper, experiment))
            .toList();
    assertFalse(claims.isEmpty());
    for (Claim claim : claims) {
      if (claim.isOfAValue()) {
        ReferenceValue value = values.get(claim.reference());
        assertEquals(claim.subject(), value.condition(), claim.id());
        String metric = claim.comparator().isEmpty() ? claim.metric() : claim.metric() + "_gain";
        assertEquals(metric, value.metric(), claim.id());
      }
    }
    for (String deviation : reference.ledger(paper).deviations().keySet()) {
      assertTrue(
          claims.stream().anyMatch(claim -> claim.id().equals(deviation)),
          deviation + " in the ledger is no claim");
    }
  }

  private static Stream<Claim> claims(ReferenceResults reference, String paper, String experiment) {
    try {
      return reference.claims(paper, experiment).stream();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "wrong header          | id,value                                                       | header [id, value] must be",
        "no header             | ''                                                             | must be",
        "too few fields        | HEAD;a,b,c                                                     | line 2: [3] fields, the header has 10",
        "value is no number    | HEAD;v,p/e,teacher,accuracy,high,2,100,3,0,T1                      | line 2: value [high] must be a number",
        "decimals negative     | HEAD;v,p/e,teacher,accuracy,0.9,-2,100,3,0,T1                      | decimals [-2]",
        "a spread of one run   | HEAD;v,p/e,teacher,accuracy,0.9,2,100,1,0.01,T1                   | sd [0.01] must be >= 0, and 0 of fewer than 2 runs",
        "items no whole number | HEAD;v,p/e,teacher,accuracy,0.9,2,1.5,3,0,T1                       | items [1.5] must be a whole number",
        "the same id twice     | HEAD;v,p/e,t,accuracy,0.9,2,1,3,0,T1;v,p/e,t,accuracy,0.9,2,1,3,0,T1   | id [v] must be unique",
        "an open quote         | HEAD;'v,\"p/e,t,accuracy,0.9,2,1,3,0,T1'                           | not readable as CSV",
      })
  void brokenTablesAreRefusedWithFileAndLine(String name, String text, String reason)
      throws IOException {
    String head = "id,experiment,condition,metric,value,decimals,items,runs,sd,source";
    Files.createDirectories(temporary.resolve("paper"));
    Files.writeString(
        temporary.resolve("paper/values.csv"), text.replace("HEAD", head).replace(';', '\n'));
    IOException e =
        assertThrows(IOException.class, () -> new ReferenceResults(temporary).values("paper"));
    assertTrue(e.getMessage().contains(reason), e.getMessage());
    assertTrue(e.getMessage().contains("values.csv"), e.getMessage());
  }

  @Test
  void aMissingFolderIsNamedWithTheRemedy() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new ReferenceResults(temporary.resolve("absent")));
    assertTrue(e.getMessage().contains("-Dretort.reference"), e.getMessage());
  }

  @Test
  void deviationsAreReadFromTheLedgersTable() throws IOException {
    Path file =
        Files.writeString(
            temporary.resolve("ledger.md"),
            """
            # Ledger
            | the paper says | we chose |
            |---|---|
            | `not-a-deviation` | x |

            ## Known deviations
            | claim | observed | reason |
            |---|---|---|
            | `student-10` | 0.6 | the split is not given |

            ## Later
            | `neither` | x |
            """);
    assertEquals(Map.of("student-10", "the split is not given"), Ledger.read(file).deviations());
  }

  @Test
  void conditionsReadAsTheyPrint() {
    for (String text : List.of("teacher", "student, n=10", "student, range=1.0->0.4, T=8")) {
      assertEquals(text, Condition.parse(text).toString());
    }
    assertThrows(IllegalArgumentException.class, () -> Condition.parse("student, n"));
    assertThrows(IllegalArgumentException.class, () -> Condition.parse("a student"));
  }
}
