package io.retort.model;

import io.retort.model.PickleReader.Dict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * A state dict in PyTorch's own format, as torchvision publishes weights.
 *
 * <p>PyTorch would run what such a file names; here nothing is run, and a file that names anything
 * but tensors is refused.
 */
public final class PthFile {
  private final PthSource source;
  private final PthLayout layout;
  private final Map<String, PthTensor> tensors = new LinkedHashMap<>();
  private final Map<String, SafeTensors.Tensor> floats = new LinkedHashMap<>();

  private PthFile(PthSource source) throws IOException {
    this.source = source;
    layout = new PthLayout(source);
    if (!(layout.saved() instanceof Dict dict)) {
      throw source.refused(
          "%s must be a dict of tensors".formatted(PthObjects.words(layout.saved())));
    }
    long elements = 0;
    for (Map.Entry<String, Object> entry : dict.entries().entrySet()) {
      if (!(entry.getValue() instanceof PthTensor tensor)) {
        throw source.refused(
            "entry [%.100s] is %s but must be a tensor"
                .formatted(entry.getKey(), PthObjects.words(entry.getValue())));
      }
      elements += add(entry.getKey(), tensor);
      if (elements > source.size()) { // tensors may share a storage, and strides may be 0
        throw source.refused(
            "tensors of [%d] elements or more must have at most one for each of the %d bytes"
                .formatted(elements, source.size()));
      }
    }
  }

  /**
   * Converts a state dict; float tensors become F32, and PyTorch's counters of batches are left
   * out.
   *
   * @param pth what torch.save wrote: as a zip archive, or as before version 1.6
   * @param safetensors to be written, with the other's name and SHA-256 as metadata
   * @throws WeightsException when the one is not such a file or has other tensors, or the other
   *     cannot be written; a file of its name is then unchanged
   */
  public static void toSafeTensors(Path pth, Path safetensors) {
    try (PthSource source = PthSource.of(pth.toString(), () -> Files.newByteChannel(pth))) {
      Map<String, SafeTensors.Tensor> floats = new PthFile(source).floats();
      String name = String.valueOf(pth.getFileName());
      SafeTensors.write(
          safetensors, floats, Map.of("converted-from", name, "sha256", source.sha256()));
    } catch (NoSuchFileException e) {
      throw new WeightsException("%s is missing".formatted(pth), e);
    } catch (IOException | UncheckedIOException e) {
      throw new WeightsException(
          "%s cannot be read (%s: %s): allow reading or get the file again"
              .formatted(pth, e.getClass().getSimpleName(), e.getMessage()),
          e);
    }
  }

  /** Reads a file's bytes. */
  static PthFile of(byte[] bytes) {
    try {
      return new PthFile(PthSource.of("pth bytes", () -> new SeekableInMemoryByteChannel(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All tensors, in the order of the dict. */
  Map<String, PthTensor> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  /** The float tensors; their values can be read while the file is open. */
  Map<String, SafeTensors.Tensor> floats() {
    return Collections.unmodifiableMap(floats);
  }

  /** Checks and keeps a tensor; gives the elements that are read for it. */
  private long add(String name, PthTensor tensor) {
    PthTensor.Storage storage = tensor.storage();
    SafeTensors.Tensor view;
    try {
      view = new SafeTensors.Tensor(tensor.shape(), () -> values(tensor));
    } catch (IllegalArgumentException e) {
      throw source.refused(e, "tensor [%.100s]: %s".formatted(name, e.getMessage()));
    }
    long span = tensor.span();
    if (span > SafeTensors.LARGEST_ARRAY || tensor.offset() > storage.count() - span) {
      throw source.refused(
          ("tensor [%.100s] from [%d] on, shape %s, strides %s must be within the %d elements of its"
                  + " storage")
              .formatted(name, tensor.offset(), tensor.shape(), tensor.strides(), storage.count()));
    }
    if (Dtype.FLOATS.contains(storage.dtype()) && !name.equals(SafeTensorsHeader.METADATA)) {
      floats.put(name, view);
    } else if (storage.dtype() != Dtype.I64 || !name.endsWith(Weights.COUNTER)) {
      throw source.refused(
          "tensor [%.100s] of %s must be of %s, or I64 and *%s"
              .formatted(name, storage.dtype(), Dtype.FLOATS, Weights.COUNTER));
    }
    tensors.put(name, tensor);
    return Math.max(span, view.count());
  }

  private float[] values(PthTensor tensor) {
    PthTensor.Storage storage = tensor.storage();
    long first = storage.begin() + tensor.offset();
    long at = layout.begin(storage) + first * storage.dtype().bytes();
    try {
      return tensor.gather(source.floats(storage.dtype(), at, (int) tensor.span()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
