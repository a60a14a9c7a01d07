package io.retort.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.claim.Condition;
import io.retort.provenance.Environment;
import io.retort.provenance.RunRecord;
import io.retort.training.LearningCurve;
import io.retort.training.Scale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultStoreTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final Cell CELL = new Cell("test/tiny", Scale.SMOKE, "", Condition.of("half"), 1);
  private static final byte[] STATE = {3, 1, 4};

  @TempDir Path folder;
  private final List<String> complaints = new ArrayList<>();
  private ResultStore store;
  private Path file;

  @BeforeEach
  void save() {
    store = new ResultStore(folder, complaints::add);
    Measured measured =
        new Measured(
            Map.of("accuracy", .5),
            new int[] {1},
            new int[] {1},
            new float[] {.5f},
            new LearningCurve(List.of(), 7),
            new byte[] {1},
            0,
            "nothing",
            STATE,
            Map.of("training_seconds", 1.5));
    RunRecord record =
        new RunRecord(
            "r", "d", "c", Environment.current("e", "cpu", 1), "2026", 1, 0, "s", List.of());
    CellResult result =
        CellResult.of(
            CELL,
            KEY,
            measured,
            new TinyExperiment().recipe(Scale.SMOKE, "", Condition.of("teacher")),
            record);
    store.save(CELL, result, measured.weights(), measured.state());
    file = folder.resolve(store.name(CELL, KEY).replace(".json", ".state"));
  }

  @Test
  void aStateThatOthersGoOnFromIsStoredBesideTheWeights() {
    assertArrayEquals(STATE, store.state(CELL, KEY));
    assertEquals(7, store.find(CELL, KEY).orElseThrow().curve().kept());
    assertEquals(List.of(), complaints);
  }

  @Test
  void resultsOfOlderRunsWithoutMarginsAndTimingsAreRead() throws IOException {
    com.fasterxml.jackson.databind.node.ObjectNode json =
        io.retort.provenance.Json.CANONICAL.valueToTree(store.find(CELL, KEY).orElseThrow());
    json.remove(List.of("margins", "timings"));
    CellResult old = io.retort.provenance.Json.CANONICAL.treeToValue(json, CellResult.class);
    assertEquals(0, old.margins().length);
    assertEquals(Map.of("accuracy", .5), old.row().metrics());
  }

  @Test
  void aDamagedStateIsNeverGoneOnFromAndItsCellRunsAgain() throws IOException {
    Files.write(file, new byte[] {3, 1, 5});
    StoreException e = assertThrows(StoreException.class, () -> store.state(CELL, KEY));
    assertTrue(e.getMessage().contains("the state of half, seed 1 is not usable"), e.getMessage());
    assertTrue(store.find(CELL, KEY).isEmpty());
    assertTrue(
        complaints.get(0).contains("its .state file does not match its fingerprint"),
        complaints.toString());
  }

  @Test
  void aMissingStateMakesItsCellRunAgain() throws IOException {
    Files.delete(file);
    assertFalse(store.find(CELL, KEY).isPresent());
    assertTrue(complaints.get(0).contains("its .state file is missing"), complaints.toString());
  }
}
