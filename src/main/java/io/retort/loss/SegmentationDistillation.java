package io.retort.loss;

import static io.retort.loss.Distillation.constant;
import static io.retort.loss.Distillation.scaled;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;

/**
 * Losses between two networks for segmentation, of niyaz2023's Table 10: pure functions on maps of
 * shape (N, C, H, W), float32; the teacher's carry no gradient.
 */
public final class SegmentationDistillation {
  private static final int[] CHANNELS = {1};
  private static final int[] PIXELS = {2};
  private static final double SMALL = 1e-8;

  private SegmentationDistillation() {}

  /**
   * SKD, pixel-wise (Liu et al. 2019, Equation 1): the cross-entropy of the classes' distributions,
   * summed over items and pixels and divided by H W, not by N.
   *
   * @return scalar
   */
  public static NDArray skdPixelWise(NDArray student, NDArray teacher) {
    double pixels = student.getShape().get(2) * student.getShape().get(3);
    NDArray sum = teacher.softmax(1).mul(student.logSoftmax(1)).sum();
    return scaled(sum, -1 / pixels);
  }

  /**
   * SKD, pair-wise (Liu et al. 2019, Equation 2): the squared difference of the similarities of all
   * pairs of regions over (h w)^2, the mean over the batch. A region is the largest value of a
   * window; lengths carry no gradient.
   *
   * @param scale side of a window as a share of the map's side, above 0 to 1
   * @return scalar
   */
  public static NDArray skdPairWise(NDArray student, NDArray teacher, double scale) {
    NDArray s = regions(student, scale);
    NDArray t = regions(teacher, scale);
    double regions = s.getShape().get(2);
    NDArray difference =
        s.transpose(0, 2, 1).matMul(s).sub(t.transpose(0, 2, 1).matMul(t)).square().sum();
    return scaled(difference, 1 / (regions * regions * s.getShape().get(0)));
  }

  /** Regions as columns of length 1, shape (N, C, h w). */
  private static NDArray regions(NDArray maps, double scale) {
    Shape shape = maps.getShape();
    Shape window = new Shape((long) (shape.get(2) * scale), (long) (shape.get(3) * scale));
    NDArray pooled = Pool.maxPool2d(maps, window, window, new Shape(0, 0), true);
    NDArray columns = pooled.reshape(shape.get(0), shape.get(1), -1);
    NDArray length = columns.square().sum(CHANNELS, true).sqrt().add(constant(maps, SMALL));
    return columns.div(length.stopGradient());
  }

  /**
   * IFVD (Wang et al. 2020, Equations 1 and 2): mean squared difference of each pixel's similarity
   * to the centre of its class, the centres taken item by item.
   *
   * @param labels class of each pixel, shape (N, H, W), int64
   * @param classes their number
   * @return scalar
   */
  public static NDArray ifvd(NDArray student, NDArray teacher, NDArray labels, int classes) {
    NDArray members =
        labels
            .reshape(labels.getShape().get(0), -1)
            .oneHot(classes)
            .toType(DataType.FLOAT32, false); // (N, pixels, classes)
    return variation(student, members).sub(variation(teacher, members)).square().mean();
  }

  /** Cosine of each pixel and its class's centre, shape (N, pixels). */
  private static NDArray variation(NDArray maps, NDArray members) {
    Shape shape = maps.getShape();
    NDArray pixels = maps.reshape(shape.get(0), shape.get(1), -1);
    NDArray counts = members.sum(CHANNELS, true).maximum(constant(maps, 1));
    NDArray centres = pixels.matMul(members).div(counts); // (N, C, classes)
    return cosine(pixels, centres.matMul(members.transpose(0, 2, 1)));
  }

  /** Cosine over the channels, shape (N, ...); the gradient of zeros is finite. */
  private static NDArray cosine(NDArray first, NDArray second) {
    return first.mul(second).sum(CHANNELS).div(length(first).mul(length(second)));
  }

  private static NDArray length(NDArray maps) {
    return maps.square().sum(CHANNELS).maximum(constant(maps, SMALL * SMALL)).sqrt();
  }

  /**
   * EMKD, importance maps (Qin et al. 2021, Equations 3 and 4): squared distance of the maps of the
   * channels' mean of f^p, each item's of length 1; the mean over the batch.
   *
   * @param exponent p, an even number
   * @return scalar
   */
  public static NDArray emkdImportanceMaps(NDArray student, NDArray teacher, int exponent) {
    NDArray difference = importance(student, exponent).sub(importance(teacher, exponent));
    return difference.square().sum(CHANNELS).mean();
  }

  private static NDArray importance(NDArray maps, int exponent) {
    NDArray power = maps;
    for (int i = 1; i < exponent; i++) {
      power = power.mul(maps);
    }
    NDArray mean = power.mean(CHANNELS);
    return FeatureDistillation.unitRows(mean.reshape(mean.getShape().get(0), -1));
  }

  /**
   * EMKD, region affinity (Qin et al. 2021, Equations 5 to 7): squared difference of the cosines
   * between the mean features of background and foreground; the mean over the batch. The
   * foreground's pixels are counted with one more, as the published code does.
   *
   * @param regions masks of background and foreground, shape (N, 2, H, W)
   * @return scalar
   */
  public static NDArray emkdRegionAffinity(NDArray student, NDArray teacher, NDArray regions) {
    return affinity(student, regions).sub(affinity(teacher, regions)).square().mean();
  }

  private static NDArray affinity(NDArray maps, NDArray regions) {
    Shape shape = maps.getShape();
    NDArray pixels = maps.reshape(shape.get(0), shape.get(1), -1);
    NDArray members = regions.reshape(shape.get(0), 2, -1).transpose(0, 2, 1);
    NDArray counts = members.sum(CHANNELS, true); // (N, 1, 2)
    NDArray one = maps.getManager().create(new float[] {0, 1}, new Shape(1, 1, 2));
    NDList means = pixels.matMul(members).div(counts.add(one)).split(2, PIXELS[0]);
    return cosine(means.get(0), means.get(1)).reshape(-1);
  }

  /**
   * DSD, pixel-wise, a reading of "residual attention maps ... across multiple layers" (Feng et al.
   * 2021, abstract; its equations were not at hand): what attention changes from a coarse map to
   * the next finer one, each item's of length 1; mean squared difference of both networks.
   *
   * @param student a coarse map and the next finer one, which is averaged to the coarse one's side
   * @param teacher the same of the teacher
   * @return scalar
   */
  public static NDArray dsdPixelWise(NDList student, NDList teacher) {
    return residualAttention(student).sub(residualAttention(teacher)).square().mean();
  }

  private static NDArray residualAttention(NDList maps) {
    NDArray coarse = maps.get(0);
    NDArray fine = FeatureDistillation.averaged(maps.get(1), coarse.getShape().get(2));
    return FeatureDistillation.unitRows(
        FeatureDistillation.attention(fine).sub(FeatureDistillation.attention(coarse)));
  }

  /**
   * DSD, category-wise, a reading of "global category correlation by constructing the correlation
   * matrix" (Feng et al. 2021, abstract): cosines of the classes' probability maps, item by item;
   * mean squared difference of both networks.
   *
   * @param student logits
   * @param teacher logits
   * @return scalar
   */
  public static NDArray dsdCategoryWise(NDArray student, NDArray teacher) {
    return correlation(student).sub(correlation(teacher)).square().mean();
  }

  /** Cosines between classes, shape (N, C, C). */
  private static NDArray correlation(NDArray logits) {
    Shape shape = logits.getShape();
    NDArray maps = logits.softmax(1).reshape(shape.get(0), shape.get(1), -1);
    NDArray unit = maps.div(maps.square().sum(PIXELS, true).add(constant(maps, SMALL)).sqrt());
    return unit.matMul(unit.transpose(0, 2, 1));
  }
}
