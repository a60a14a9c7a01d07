package io.retort.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Parameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A network's tensors in safetensors files, under the names that published files give them. */
public final class Weights {
  /** How many names an error lists of each sort. */
  private static final int LISTED = 5;

  /** PyTorch counts the batches a normalisation has seen; nothing reads it. */
  static final String COUNTER = ".num_batches_tracked";

  private Weights() {}

  /**
   * What was taken from a published file.
   *
   * @param tensors how many
   * @param left what keeps its own weights and why, in words; empty when all was taken
   */
  public record Loaded(int tensors, String left) {
    @Override
    public String toString() {
      return tensors + " tensors" + (left.isEmpty() ? "" : ", " + left);
    }
  }

  /** All tensors of a network as bytes of a safetensors file. */
  public static byte[] encode(NamedBlock block) {
    return SafeTensors.encode(tensors(block), Map.of());
  }

  /** Writes all tensors of a network to a file: aside, then renamed. */
  public static void save(Path file, NamedBlock block) {
    SafeTensors.write(file, tensors(block), Map.of());
  }

  /**
   * Sets all tensors of an initialised network from what {@link #encode} or {@link #save} wrote.
   *
   * @throws WeightsException when the bytes are damaged, or names, shapes or types differ; the
   *     network is then unchanged
   */
  public static void decode(byte[] bytes, NamedBlock block) {
    load(SafeTensors.of(bytes), TensorNames.of(block), Set.of());
  }

  /** The same from a file. */
  public static void load(Path file, NamedBlock block) {
    load(SafeTensors.open(file), TensorNames.of(block), Set.of());
  }

  /**
   * Sets a network's tensors from a published file: every tensor must be there under its name, and
   * nothing else may. Only the head keeps its own tensors where it tells another number of classes
   * apart, or where the file's head is of another form; and what is not of a network's backbone.
   *
   * @throws WeightsException as {@link #decode}
   */
  public static Loaded loadPublished(Path file, Network network, NamedBlock block) {
    SafeTensors found = SafeTensors.open(file);
    Map<String, Parameter> expected = new LinkedHashMap<>();
    TensorNames.of(block)
        .forEach(
            (name, tensor) -> {
              if (name.startsWith(network.backbone())) {
                expected.put(name.substring(network.backbone().length()), tensor);
              }
            });
    Set<String> unused =
        found.names().stream()
            .filter(
                name ->
                    name.endsWith(COUNTER) || network.foreign().stream().anyMatch(name::startsWith))
            .collect(Collectors.toCollection(TreeSet::new));
    String left =
        network.backbone().isEmpty()
            ? head(found, network, expected, unused)
            : "own weights but for " + network.backbone().replace(".", "");
    load(found, expected, unused);
    return new Loaded(expected.size(), left);
  }

  /** Leaves the head out of both sides where it must differ; says why. */
  private static String head(
      SafeTensors found, Network network, Map<String, Parameter> expected, Set<String> unused) {
    String prefix = network.head() + ".";
    Set<String> theirs =
        found.names().stream()
            .filter(name -> name.startsWith(prefix))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> ours = new TreeSet<>(Set.of(prefix + "weight", prefix + "bias"));
    String said = "";
    if (theirs.stream().noneMatch(ours::contains) && unused.stream().anyMatch(theirs::contains)) {
      said = "own head: that of the file has another form";
    } else if (theirs.equals(ours)) {
      long classes = network.classes();
      long told = found.entry(prefix + "bias").shape().stream().findFirst().orElse(classes);
      boolean differs =
          told != classes
              && ours.stream()
                  .allMatch(
                      name -> {
                        List<Long> shape = new ArrayList<>(sides(tensor(expected, name)));
                        shape.set(0, told);
                        return found.entry(name).shape().equals(shape);
                      });
      if (differs) {
        said =
            "own head: that of the file tells %d classes apart, this network %d"
                .formatted(told, classes);
        unused.addAll(theirs);
      }
    }
    if (!said.isEmpty()) {
      expected.keySet().removeAll(ours);
    }
    return said;
  }

  private static Parameter tensor(Map<String, Parameter> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }

  private static void load(SafeTensors found, Map<String, Parameter> expected, Set<String> unused) {
    Set<String> missing = new TreeSet<>(expected.keySet());
    Set<String> unexpected = new TreeSet<>(found.names());
    unexpected.removeAll(unused);
    unexpected.removeAll(expected.keySet());
    found.names().forEach(missing::remove);
    Set<String> wrong = new TreeSet<>();
    expected.forEach(
        (name, parameter) -> {
          if (!missing.contains(name)) {
            SafeTensors.Entry entry = found.entry(name);
            if (!entry.shape().equals(sides(parameter))) {
              wrong.add("%s %s must be %s".formatted(name, entry.shape(), sides(parameter)));
            } else if (!Dtype.FLOATS.contains(entry.dtype())) {
              wrong.add("%s %s must be a float type".formatted(name, entry.dtype()));
            }
          }
        });
    if (!missing.isEmpty() || !unexpected.isEmpty() || !wrong.isEmpty()) {
      throw new WeightsException(
          "%s does not fit the network: %s: nothing was loaded; use a file of this network"
              .formatted(
                  found.source(),
                  List.of(
                          some("missing", missing),
                          some("unexpected", unexpected),
                          some("wrong", wrong))
                      .stream()
                      .filter(part -> !part.isEmpty())
                      .collect(Collectors.joining("; "))));
    }
    expected.forEach(
        (name, parameter) -> {
          NDArray target = parameter.getArray();
          try (NDManager scope = target.getManager().newSubManager()) {
            fill(target, scope.create(found.floats(name), target.getShape()));
          }
        });
  }

  private static String some(String sort, Set<String> names) {
    return names.isEmpty()
        ? ""
        : "%d %s [%s%s]"
            .formatted(
                names.size(),
                sort,
                names.stream().limit(LISTED).collect(Collectors.joining(", ")),
                names.size() > LISTED ? ", ..." : "");
  }

  private static List<Long> sides(Parameter parameter) {
    return Arrays.stream(parameter.getArray().getShape().getShape()).boxed().toList();
  }

  private static Map<String, SafeTensors.Tensor> tensors(NamedBlock block) {
    Map<String, SafeTensors.Tensor> tensors = new LinkedHashMap<>();
    TensorNames.of(block)
        .forEach(
            (name, parameter) ->
                tensors.put(
                    name,
                    new SafeTensors.Tensor(
                        sides(parameter), () -> parameter.getArray().toFloatArray())));
    return tensors;
  }

  /**
   * Copies values into a tensor's own memory, whatever it held.
   *
   * <p>The engine's {@code set} and {@code copyTo} would make the tensor share the memory of a Java
   * buffer: its alignment and its life are then the buffer's. A precaution; no difference was ever
   * traced to it.
   */
  public static void fill(NDArray target, NDArray values) {
    target.set(new NDIndex("..."), values);
  }
}
