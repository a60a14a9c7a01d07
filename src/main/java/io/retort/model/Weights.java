package io.retort.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** A network's parameters as safetensors bytes. */
public final class Weights {
  private Weights() {}

  /** The parameters of a block by name. */
  public static byte[] encode(Block block) {
    NDList list = new NDList();
    for (Pair<String, Parameter> entry : block.getParameters()) {
      NDArray array = entry.getValue().getArray();
      array.setName(entry.getKey());
      list.add(array);
    }
    return list.encode(NDList.Encoding.SAFETENSORS);
  }

  /**
   * Sets the parameters of an initialised block.
   *
   * @throws IllegalArgumentException when names or shapes differ; the block is then unchanged
   */
  public static void decode(byte[] bytes, Block block) {
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> arrays = new HashMap<>();
      for (NDArray array : NDList.decode(manager, bytes)) {
        arrays.put(array.getName(), array);
      }
      for (Pair<String, Parameter> entry : block.getParameters()) {
        NDArray array = arrays.get(entry.getKey());
        NDArray target = entry.getValue().getArray();
        if (array == null || !array.getShape().equals(target.getShape())) {
          throw new IllegalArgumentException(
              "weights for %s [%s] must have shape %s"
                  .formatted(
                      entry.getKey(),
                      array == null ? "missing" : array.getShape(),
                      target.getShape()));
        }
      }
      for (Pair<String, Parameter> entry : block.getParameters()) {
        NDArray array = Objects.requireNonNull(arrays.get(entry.getKey()));
        fill(entry.getValue().getArray(), array);
      }
    }
  }

  /**
   * Copies values into a tensor's own memory.
   *
   * <p>The engine's {@code set} and {@code copyTo} would make the tensor share the memory of a Java
   * buffer: its alignment and its life are then the buffer's. A precaution; no difference was ever
   * traced to it.
   */
  public static void fill(NDArray target, NDArray values) {
    target.muli(0f);
    target.addi(values);
  }
}
