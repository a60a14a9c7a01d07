package io.retort.reproduction;

import io.retort.reproduction.Reproduction.Named;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tests of one experiment: it is trained once, then each verdict is a test. */
@Tag("reproduction")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
interface ReproducedExperiment {
  /** What was trained, by id. */
  Map<String, Reproduction> TRAINED = new ConcurrentHashMap<>();

  /** The experiment's id. */
  String id();

  /** Trains what the store lacks. */
  @BeforeAll
  default void train() throws IOException {
    TRAINED.put(id(), Reproduction.of(id()));
  }

  /** What came of it. */
  default Reproduction reproduction() {
    return TRAINED.get(id());
  }

  /** Verdicts on claims. */
  default Stream<Named> claims() {
    return reproduction().claims();
  }

  /** Verdicts of the gate. */
  default Stream<Named> gated() {
    return reproduction().gated();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("claims")
  default void claim(Named claim) throws IOException {
    reproduction().assertClaim(claim.verdict());
  }

  @ParameterizedTest(name = "{0}", allowZeroInvocations = true) // timings are not gated
  @MethodSource("gated")
  default void gate(Named metric) throws IOException {
    reproduction().assertGate(metric.verdict());
  }
}
