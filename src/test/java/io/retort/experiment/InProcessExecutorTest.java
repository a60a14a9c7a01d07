package io.retort.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.claim.Condition;
import io.retort.training.Scale;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InProcessExecutorTest {
  @TempDir Path out;

  /** Delegates to the tiny experiment, but one condition fails some times. */
  private static Experiment failing(String condition, int times) {
    TinyExperiment tiny = new TinyExperiment();
    int[] left = {times};
    return (Experiment)
        java.lang.reflect.Proxy.newProxyInstance(
            Experiment.class.getClassLoader(),
            new Class<?>[] {Experiment.class},
            (proxy, method, args) -> {
              if (method.getName().equals("train")
                  && ((Cell) args[0]).condition().toString().equals(condition)
                  && left[0]-- > 0) {
                throw new IllegalStateException("planted");
              }
              return method.isDefault()
                  ? java.lang.reflect.InvocationHandler.invokeDefault(proxy, method, args)
                  : method.invoke(tiny, args);
            });
  }

  /** The same entry, trained by another experiment. */
  private static Plan.Entry of(Experiment home, Plan.Entry entry) {
    return new Plan.Entry(
        entry.cell(),
        home,
        entry.dataFingerprint(),
        entry.key(),
        entry.recipe(),
        entry.needs(),
        entry.notPretrained());
  }

  private ResultStore run(Experiment experiment) {
    Settings settings = Settings.from(Map.of("out", out.toString(), "device", "cpu", "seeds", "1"));
    Plan real =
        Plan.of(
            new TinyExperiment(),
            Scale.SMOKE,
            List.of(1L),
            settings.data(),
            "engine",
            List.of(),
            Set.of());
    Plan plan =
        new Plan(
            experiment,
            Scale.SMOKE,
            real.entries().stream().map(entry -> of(experiment, entry)).toList(),
            real.dataFingerprint(),
            real.codeFingerprint());
    ResultStore store = new ResultStore(settings.storeFolder(), s -> {});
    new InProcessExecutor(settings.data(), "cpu").run(plan, store, Progress.silent());
    return store;
  }

  @Test
  void aCellThatFailsOnceIsTriedAgain() {
    ResultStore store = run(failing("student, n=2", 1));
    assertTrue(store.root().toFile().exists());
  }

  @Test
  void aCellThatFailsTwiceIsReportedAndTheOthersAreStored() {
    Executor.CellsFailedException e =
        assertThrows(Executor.CellsFailedException.class, () -> run(failing("student, n=2", 2)));
    assertTrue(e.getMessage().startsWith("1 cells failed twice"), e.getMessage());
    assertTrue(e.getMessage().contains("student, n=2, seed 1"), e.getMessage());
    assertTrue(e.getMessage().contains("planted"), e.getMessage());
  }

  @Test
  void whatNeedsAFailedCellIsNotTried() {
    Executor.CellsFailedException e =
        assertThrows(Executor.CellsFailedException.class, () -> run(failing("teacher", 2)));
    assertTrue(e.getMessage().startsWith("4 cells failed"), e.getMessage());
    assertTrue(e.getMessage().contains("a cell it needs failed"), e.getMessage());
  }

  @Test
  void neededCellsComeFirstInAPlanOfOneCondition() {
    Plan plan =
        Plan.of(
            new TinyExperiment(),
            Scale.SMOKE,
            List.of(1L),
            new DataDirectory(null, java.nio.file.Path.of("cache"), 0),
            "engine",
            List.of(),
            Set.of(Condition.of("student", "n", 2)));
    assertEquals(
        List.of("teacher, seed 1", "student, n=2, seed 1"),
        plan.entries().stream().map(e -> e.cell().toString()).toList());
  }
}
