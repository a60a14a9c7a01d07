package io.retort.experiment;

import io.retort.claim.Condition;
import io.retort.model.Network;
import io.retort.model.NetworkSize;
import io.retort.provenance.Fingerprint;
import io.retort.training.CountingRecipe;
import io.retort.training.LearningCurve;
import io.retort.training.Recipe;
import io.retort.training.Scale;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An experiment that counts a paper's networks: nothing is trained, and every scale is the same.
 */
public interface SizeExperiment extends Experiment {
  /** The networks by condition, as the paper uses them. */
  Map<Condition, Network> networks();

  @Override
  default String question() {
    return "How large are the networks, and how much work is an image for them?";
  }

  @Override
  default boolean isDeterministic() {
    return true;
  }

  @Override
  default Map<String, String> readings() {
    return Map.of();
  }

  @Override
  default List<Condition> conditions(Scale scale) {
    return List.copyOf(networks().keySet());
  }

  @Override
  default boolean depends(Condition condition) {
    return false;
  }

  @Override
  default List<Condition> needs(Condition condition) {
    return List.of();
  }

  @Override
  default Recipe recipe(Scale scale, String reading, Condition condition) {
    return new CountingRecipe(network(condition));
  }

  private Network network(Condition condition) {
    return Objects.requireNonNull(networks().get(condition), condition.toString());
  }

  @Override
  default Measured train(Cell cell, CellContext context) {
    NetworkSize size = NetworkSize.of(context.manager(), network(cell.condition()));
    return new Measured(
        Map.of(
            "trainable_parameters", (double) size.trainable(),
            "parameters", (double) size.total(),
            "multiply_adds", (double) size.multiplyAdds(),
            "operations", (double) size.operations(),
            "activations", (double) size.activations()),
        new int[0],
        new int[0],
        new LearningCurve(List.of(), 0),
        new byte[0],
        0,
        "not trained");
  }

  @Override
  default String dataName(Scale scale) {
    return "one blank image";
  }

  @Override
  default boolean isPaperData(String fingerprint) {
    return true;
  }

  @Override
  default String dataFingerprint(Scale scale, DataDirectory data) {
    return Fingerprint.of("one blank image".getBytes(StandardCharsets.UTF_8));
  }

  @Override
  default Map<String, Long> gatedMetrics(Scale scale) {
    return Map.of();
  }

  @Override
  default Figure figure() {
    return new Figure.Dots(
        "Trainable parameters and operations of each network",
        List.of(
            new Figure.Panel(
                "trainable_parameters", "trainable parameters", Figure.Axis.LOGARITHMIC),
            new Figure.Panel("operations", "operations for one image", Figure.Axis.LOGARITHMIC)),
        List.of("parameters", "multiply_adds", "activations"));
  }

  @Override
  default List<Sample> samples(Scale scale, DataDirectory data) {
    return List.of();
  }
}
