package io.retort.loss;

import static io.retort.loss.Distillation.constant;
import static io.retort.loss.Distillation.scaled;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Activation;

/**
 * Losses of a mask of one class: pure functions on logits and masks of 0 and 1, both of shape (N,
 * 1, H, W), float32. Source: niyaz2023, Section 3.3.
 */
public final class Segmentation {
  private Segmentation() {}

  /**
   * Focal loss (Lin et al. 2017, Equation 4 without weights): the mean over pixels of -(1 - p)^tau
   * log p, where p is the probability of the pixel's true class.
   *
   * @param tau >= 0; 0 gives the binary cross-entropy
   * @return scalar
   */
  public static NDArray focal(NDArray logits, NDArray mask, double tau) {
    NDArray sign = scaled(mask, 2).sub(constant(mask, 1));
    NDArray margin = logits.mul(sign);
    NDArray minusLog = Activation.softPlus(margin.neg()); // -log p
    NDArray minusLogOther = Activation.softPlus(margin); // -log (1 - p)
    return scaled(minusLogOther, -tau).exp().mul(minusLog).mean();
  }

  /**
   * Dice loss (Milletari et al. 2016): 1 - 2 sum(p g) / (sum p^2 + sum g^2) over the whole batch.
   *
   * @return scalar
   */
  public static NDArray dice(NDArray logits, NDArray mask) {
    NDArray p = Activation.sigmoid(logits);
    NDArray overlap = scaled(p.mul(mask).sum(), 2);
    return constant(logits, 1).sub(overlap.div(p.square().sum().add(mask.square().sum())));
  }

  /**
   * The pixels of a mask as items of two classes, background and foreground, whose softmax is the
   * sigmoid's: what losses between distributions take.
   *
   * @param logits shape (N, 1, H, W)
   * @return shape (N H W, 2)
   */
  public static NDArray twoClasses(NDArray logits) {
    NDArray column = logits.reshape(-1, 1);
    return NDArrays.concat(new NDList(column.zerosLike(), column), 1);
  }

  /**
   * Background and foreground as channels, whose softmax is the sigmoid's.
   *
   * @param logits shape (N, 1, H, W)
   * @return shape (N, 2, H, W)
   */
  public static NDArray twoChannels(NDArray logits) {
    return NDArrays.concat(new NDList(logits.zerosLike(), logits), 1);
  }

  /**
   * A mask as coarse as a map: 1 where more than half of the pixels below are.
   *
   * @param mask shape (N, 1, H, W)
   * @param side of the map, a divisor of the mask's
   * @return shape (N, 1, side, side)
   */
  public static NDArray coarse(NDArray mask, long side) {
    NDArray share = FeatureDistillation.averaged(mask, side);
    return share.gt(constant(mask, .5)).toType(DataType.FLOAT32, false);
  }
}
