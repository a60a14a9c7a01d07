package io.retort.data.synthetic;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.retort.data.ImageSource;
import io.retort.data.ImageSpec;
import io.retort.data.augment.Augmentation;
import io.retort.data.augment.ImageBatches;
import io.retort.data.augment.Normalisation;
import io.retort.data.cache.ImageTensor;
import io.retort.data.cache.Transform;
import io.retort.data.sets.GreyOf;
import io.retort.data.sets.Split;
import io.retort.experiment.DataDirectory;
import io.retort.metric.Classification;
import io.retort.model.Layers;
import io.retort.model.NamedBlock;
import io.retort.model.Network;
import io.retort.training.Batch;
import io.retort.training.HeldItems;
import io.retort.training.Learner;
import io.retort.training.Objective;
import io.retort.training.Optimizer;
import io.retort.training.Start;
import io.retort.training.Trainer;
import io.retort.training.TrainingRecipe;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generated sets are neither too easy nor too hard: a small network learns them in part. */
class DifficultyIT {
  @TempDir Path folder;

  /**
   * Three convolutions of 16, 32 and 64 filters, each with ReLU and pooling, and a linear layer.
   */
  record SmallConvNet(int channels, int side, int classes) implements Network {
    @Override
    public NamedBlock block() {
      NamedBlock features =
          NamedBlock.of(
              (run, x) -> {
                NDArray y = x;
                for (String name : run.names()) {
                  y = Layers.maxPool(Layers.relu(run.child(name, y)), 2, 2, 0);
                }
                return y;
              });
      int in = channels;
      for (int filters : new int[] {16, 32, 64}) {
        features.with("conv" + filters, Layers.conv(in, filters, 3, 1, 1, 1, true));
        in = filters;
      }
      int size = side / 8;
      return NamedBlock.of((run, x) -> run.child("fc", Layers.flatten(run.child("features", x))))
          .with("features", features)
          .with("fc", Layers.linear(in * size * size, classes))
          .channelsLast();
    }

    @Override
    public List<String> taps() {
      return List.of();
    }

    @Override
    public String head() {
      return "fc";
    }
  }

  private double accuracy(ImageSource source, int side, List<Integer> shares, int epochs) {
    ImageSpec spec = new ImageSpec(source, Transform.resize(side), Split.By.GROUP, shares);
    ImageTensor tensor = new DataDirectory(null, folder, 1).images(spec);
    Split split = spec.split(tensor.listing(), 1);
    int[] labels = tensor.listing().labels();
    int[] train = split.rows("train");
    int[] test = split.rows("test");
    ImageBatches batches =
        new ImageBatches(tensor, new Augmentation.None(), Normalisation.of(tensor, train), 1);
    int classes = tensor.listing().classes().size();
    Network network = new SmallConvNet(tensor.imageChannels(), tensor.side(), classes);
    TrainingRecipe recipe =
        new TrainingRecipe(
            spec,
            network,
            Start.PYTORCH,
            new Objective.HardLabels(1),
            new Optimizer.Sgd(.01, .9),
            epochs * train.length / 32,
            32);
    try (NDManager manager = NDManager.newBaseManager()) {
      Batch set =
          new Batch(
              batches.evaluation(manager, train).images(),
              manager.create(Arrays.stream(train).mapToLong(i -> labels[i]).toArray()),
              null);
      try (Learner learner = Learner.start(manager, network, Start.PYTORCH, Optional.empty(), 1)) {
        new Trainer<>(recipe, 1, null, done -> {})
            .train(learner, new HeldItems(set), probed -> Map.of());
        int[] predicted = learner.predict(batches.evaluation(manager, test).images());
        int[] actual = Arrays.stream(test).map(i -> labels[i]).toArray();
        return Classification.of(actual, predicted, classes).accuracy();
      }
    }
  }

  @Test
  void aSmallNetworkIsRightOnSixtyToEightyFivePercentOfTheLesions() {
    ImageSource lesions =
        new Lesions(2400, 48, 8, Lesions.Prevalence.EQUAL, Lesions.USUAL_DIFFICULTY, 11);
    double accuracy = accuracy(lesions, 48, List.of(75, 10, 15), 10);
    assertTrue(accuracy > .6 && accuracy < .85, "accuracy " + accuracy);
  }

  @Test
  void greyObjectsAreLearntInPartAndColourAddsToThem() {
    ImageSource objects = new ColouredObjects(2500, 1000, 11);
    double grey = accuracy(new GreyOf(objects), 32, List.of(), 5);
    double colour = accuracy(objects, 32, List.of(), 5);
    assertTrue(grey > .4 && grey < .8, "grey " + grey);
    assertTrue(colour > grey + .1 && colour < .97, "colour " + colour + " over grey " + grey);
  }
}
