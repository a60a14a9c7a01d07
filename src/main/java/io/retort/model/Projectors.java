package io.retort.model;

import static io.retort.model.Layers.activated;
import static io.retort.model.Layers.conv;
import static io.retort.model.Layers.norm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * What distillation methods put between the maps of student and teacher: trained beside the student
 * and, but for SimKD's, thrown away afterwards. All take and give shape (N, channels, H, W) and
 * keep height and width.
 */
public final class Projectors {
  private static final float VARIANCE = 5;
  private static final float LEAST_VARIANCE = 1e-5f;

  private Projectors() {}

  /**
   * niyaz2023, Section 4.2 and Table 6 ("Conv6"): a 1 x 1 convolution on the teacher's side that
   * gives its last map the student's width.
   */
  public static NamedBlock adapter(int teacher, int student) {
    return NamedBlock.chain().with("conv", pointwise(teacher, student, true));
  }

  /**
   * The regressor of FitNets (Romero et al. 2015) as comparisons use it: 1 x 1 convolution,
   * normalisation, ReLU on the student's map.
   */
  public static NamedBlock regressor(int student, int teacher) {
    return activated(pointwise(student, teacher, true), norm(teacher), Layers::relu);
  }

  /**
   * The generator of masked generative distillation (Yang et al. 2022, Section 3.2): two 3 x 3
   * convolutions with ReLU between them rebuild the teacher's map from the masked student's.
   */
  public static NamedBlock generator(int channels) {
    return NamedBlock.of((run, x) -> run.child("conv2", Layers.relu(run.child("conv1", x))))
        .with("conv1", conv(channels, channels, 3, 1, 1, 1, true))
        .with("conv2", conv(channels, channels, 3, 1, 1, 1, true));
  }

  /**
   * The projector of SimKD (Chen et al. 2022, Section 3.2): 1 x 1, 3 x 3 and 1 x 1 convolutions,
   * half the teacher's width inside, each normalised and rectified. It stays in front of the
   * teacher's classifier, so it counts in parameters and latency.
   */
  public static NamedBlock simKd(int student, int teacher) {
    int half = teacher / 2;
    return NamedBlock.chain()
        .with("0", activated(conv(student, half, 1, 1), norm(half), Layers::relu))
        .with("1", activated(conv(half, half, 3, 1), norm(half), Layers::relu))
        .with("2", activated(conv(half, teacher, 1, 1), norm(teacher), Layers::relu));
  }

  /**
   * The regressor of variational information distillation (Ahn et al. 2019, Section 3.1): three 1 x
   * 1 convolutions with ReLU between them give the mean; its own tensor {@code log_scale}, shape
   * (teacher), gives each channel's variance as softplus(log_scale) + 1e-5, 5 at the start.
   */
  public static NamedBlock variational(int student, int teacher) {
    return NamedBlock.of(
            (run, x) -> {
              NDArray y = Layers.relu(run.child("0", x));
              return run.child("4", Layers.relu(run.child("2", y)));
            })
        .withTensor(
            "log_scale",
            new Shape(teacher),
            (float) Math.log(Math.expm1((double) VARIANCE - LEAST_VARIANCE)))
        .with("0", conv(student, teacher, 1, 1))
        .with("2", conv(teacher, teacher, 1, 1))
        .with("4", conv(teacher, teacher, 1, 1));
  }

  /**
   * The query and key of SemCKD (Chen et al. 2021, Section 3.3): two linear layers with ReLU
   * between them, on rows that are passed as maps of 1 x 1.
   */
  public static NamedBlock embedding(int in, int out) {
    return NamedBlock.of((run, x) -> run.child("2", Layers.relu(run.child("0", x))))
        .with("0", pointwise(in, 2 * out, true))
        .with("2", pointwise(2 * out, out, true));
  }

  private static Layers.Layer pointwise(int in, int out, boolean bias) {
    return conv(in, out, 1, 1, 0, 1, bias);
  }
}
