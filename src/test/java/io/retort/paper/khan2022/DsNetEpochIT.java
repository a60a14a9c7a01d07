package io.retort.paper.khan2022;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.qameta.allure.Allure;
import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import io.retort.claim.Condition;
import io.retort.data.augment.Normalisation;
import io.retort.experiment.Experiments;
import io.retort.experiment.SeenImages;
import io.retort.experiment.Settings;
import io.retort.provenance.Fingerprint;
import io.retort.training.Learner;
import io.retort.training.Length;
import io.retort.training.ServedItems;
import io.retort.training.Trainer;
import io.retort.training.TrainingRecipe;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the paper's own size takes on this machine. */
@Epic("khan2022")
@Feature("without-distillation")
@DisplayName("khan2022: DSNet at the paper's image size")
class DsNetEpochIT {
  private static final long SEED = 1;

  @Test
  void trainsOneEpochOfTheRealTrainImagesAt224() {
    Settings settings = Settings.fromSystem();
    WithoutDistillation experiment =
        (WithoutDistillation) Experiments.byId("khan2022/without-distillation");
    String whyNot = settings.whyNot(experiment);
    Assumptions.assumeTrue(whyNot.isEmpty(), whyNot);
    Assumptions.assumeTrue(experiment.needsGpu(settings.scale()), "only at the paper's size");
    TrainingRecipe paper =
        experiment.recipe(
            settings.scale(), MelanomaExperiment.WRITTEN, Condition.of("dsnet_alone"));
    TrainingRecipe epoch =
        new TrainingRecipe(
            paper.data(),
            paper.network(),
            paper.start(),
            paper.objective(),
            paper.optimizer(),
            new Length.Epochs(1),
            paper.batchSize(),
            paper.keep());
    SeenImages seen =
        SeenImages.of(((MelanomaExperiment.MelanomaSpec) paper.data()).images(), settings.data());
    Normalisation normalisation = seen.normalisation(seen.rows("train"));
    ServedItems set = seen.items(seen.rows("train"), normalisation);
    try (NDManager manager = NDManager.newBaseManager();
        Learner learner =
            Learner.start(manager, epoch.network(), epoch.start(), Optional.empty(), SEED)) {
      String before = Fingerprint.of(learner.weights());
      long started = System.nanoTime();
      Trainer.Result result =
          new Trainer<>(epoch, SEED, null, step -> {}).train(learner, set, network -> Map.of());
      double seconds = (System.nanoTime() - started) / 1e9;
      int steps = (set.count() + epoch.batchSize() - 1) / epoch.batchSize();
      assertEquals(
          steps, result.curve().points().get(result.curve().points().size() - 1).iteration());
      assertTrue(result.curve().points().stream().allMatch(point -> Double.isFinite(point.loss())));
      assertNotEquals(before, Fingerprint.of(learner.weights()));
      String took =
          "DSNet at %d x %d: one epoch of %d images in %d steps took %.0f s"
              .formatted(seen.tensor().side(), seen.tensor().side(), set.count(), steps, seconds);
      Allure.step(took);
      System.out.println(took);
    }
  }
}
