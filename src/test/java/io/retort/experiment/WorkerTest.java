package io.retort.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.claim.Condition;
import io.retort.training.Scale;
import org.junit.jupiter.api.Test;

class WorkerTest {
  @Test
  void aRequestNamesItsCellCompletely() {
    Cell cell = new Cell("a/b", Scale.PAPER, "v", Condition.parse("student, n=10, alpha=0.6"), 7);
    Plan.Entry entry =
        new Plan.Entry(
            cell,
            new TinyExperiment(),
            "data",
            "key",
            new TinyExperiment().recipe(Scale.SMOKE, "", Condition.of("teacher")),
            java.util.List.of(),
            java.util.List.of());
    WorkerProtocol.Request request = WorkerProtocol.Request.of(entry);
    assertEquals(
        cell,
        new Cell(
            request.experiment(),
            Scale.parse(request.scale()),
            request.variant(),
            Condition.parse(request.condition()),
            request.seed()));
  }
}
