package io.retort.model;

import io.retort.model.PickleReader.Dict;
import io.retort.model.PickleReader.Sequence;
import io.retort.model.PickleReader.Single;
import io.retort.model.PickleReader.Tuple;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Everything that a state dict's pickle may name, call or set; and the storages that it named. */
final class PthObjects {
  private static final int MOST_DIMENSIONS = 64; // torch's own bound
  private static final int MOST_PAIRS = 1 << 20; // bounds the memory, too

  /** What a function or class of Python does. */
  private interface Call {
    Object on(List<Object> arguments);
  }

  private final PthSource source;
  private final Map<String, PthTensor.Storage> storages = new TreeMap<>();
  private final Map<String, Object> globals = new TreeMap<>();
  private int pairs;

  PthObjects(PthSource source) {
    this.source = source;
    globals.put("collections.OrderedDict", (Call) this::dict);
    globals.put("torch._utils._rebuild_tensor", (Call) arguments -> tensor(arguments, 4));
    globals.put("torch._utils._rebuild_tensor_v2", (Call) arguments -> tensor(arguments, 6));
    globals.put("torch._utils._rebuild_parameter", (Call) arguments -> parameter(arguments, 3));
    globals.put("torch.nn.parameter.Parameter", (Call) arguments -> parameter(arguments, 1));
    globals.put("torch.DoubleStorage", Dtype.F64);
    globals.put("torch.FloatStorage", Dtype.F32);
    globals.put("torch.HalfStorage", Dtype.F16);
    globals.put("torch.BFloat16Storage", Dtype.BF16);
    globals.put("torch.LongStorage", Dtype.I64);
    globals.put("torch.IntStorage", Dtype.I32);
    globals.put("torch.ShortStorage", Dtype.I16);
    globals.put("torch.CharStorage", Dtype.I8);
    globals.put("torch.ByteStorage", Dtype.U8);
    globals.put("torch.BoolStorage", Dtype.BOOL);
  }

  /** The whole storages by key. */
  Map<String, PthTensor.Storage> storages() {
    return storages;
  }

  /** A value in an error; short, whatever it contains. */
  static String words(Object value) {
    boolean plain =
        value instanceof String
            || value instanceof Number
            || value instanceof Boolean
            || value instanceof Enum;
    return "[%.100s]"
        .formatted(plain ? value : value instanceof Call ? "function" : kind(value.getClass()));
  }

  /** What a name stands for. */
  Object global(String name) {
    Object found = globals.get(name);
    if (found == null) {
      throw source.refused(
          "global [%.100s] must be one of %s: nothing else is looked up or run"
              .formatted(name, globals.keySet()));
    }
    return found;
  }

  /** Calls a function or makes an object of a class. */
  Object call(Object function, Object arguments) {
    if (!(function instanceof Call call) || !(arguments instanceof Tuple tuple)) {
      throw source.refused(
          "call of %s with %s must be of a function with a tuple"
              .formatted(words(function), words(arguments)));
    }
    return call.on(tuple.items());
  }

  /**
   * Sets an object's attributes, which nothing reads: a dict's versions, whether a tensor learns.
   */
  void build(Object target, Object state) {
    if (!(target instanceof Dict && state instanceof Dict)
        && !(target instanceof PthTensor && state instanceof Tuple)) {
      throw source.refused(
          "state %s of %s must be a dict of a dict, or a tuple of a tensor"
              .formatted(words(state), words(target)));
    }
  }

  /** What a persistent id names: type, key, device, count, and in old files a view of these. */
  PthTensor.Storage storage(Object id) {
    List<Object> parts = expect(id, Tuple.class, "persistent id").items();
    if (parts.size() < 5 || parts.size() > 6 || !"storage".equals(parts.get(0))) {
      throw source.refused("persistent id must be a storage in 5 or 6 parts");
    }
    Dtype dtype = expect(parts.get(1), Dtype.class, "storage type");
    String key = expect(parts.get(2), String.class, "storage key");
    PthTensor.Storage whole = new PthTensor.Storage(key, dtype, 0, size(parts.get(4)));
    PthTensor.Storage before = storages.putIfAbsent(key, whole);
    if (before != null && !before.equals(whole)) {
      throw source.refused(
          "storage [%.100s] of %d %s must be the same wherever it is named: also %d %s"
              .formatted(key, whole.count(), whole.dtype(), before.count(), before.dtype()));
    }
    if (parts.size() == 5 || parts.get(5) == Single.NONE) {
      return whole;
    }
    List<Object> view = expect(parts.get(5), Tuple.class, "storage view").items();
    if (view.size() != 3) {
      throw source.refused(
          "storage view of [%d] parts must have key, offset and size".formatted(view.size()));
    }
    long begin = size(view.get(1));
    long count = size(view.get(2));
    if (begin > whole.count() || count > whole.count() - begin) {
      throw source.refused(
          "storage view from [%d] of [%d] elements must be within the %d of storage [%.100s]"
              .formatted(begin, count, whole.count(), key));
    }
    return new PthTensor.Storage(key, dtype, begin, count);
  }

  /** An empty dict, or one of a list of pairs, as Python 2 has it. */
  private Dict dict(List<Object> arguments) {
    Dict dict = new Dict(new LinkedHashMap<>());
    if (arguments.isEmpty()) {
      return dict;
    }
    List<Object> given = expect(arguments.get(0), Sequence.class, "dict's pairs").items();
    pairs += given.size();
    if (pairs > MOST_PAIRS) { // one list may be given again and again
      throw source.refused("[%d] pairs of dicts must be at most %d".formatted(pairs, MOST_PAIRS));
    }
    for (Object each : given) {
      List<Object> pair = expect(each, Sequence.class, "dict's pair").items();
      if (pair.size() != 2) {
        throw source.refused("dict's pair of [%d] must be of 2".formatted(pair.size()));
      }
      dict.entries().put(expect(pair.get(0), String.class, "dict's key"), pair.get(1));
    }
    return dict;
  }

  /** A tensor of storage, offset, shape and strides; what may follow is about gradients. */
  private PthTensor tensor(List<Object> arguments, int count) {
    if (arguments.size() != count) {
      throw source.refused(
          "tensor of [%d] arguments must have %d".formatted(arguments.size(), count));
    }
    List<Long> shape = sizes(arguments.get(2));
    List<Long> strides = sizes(arguments.get(3));
    if (shape.size() != strides.size()) {
      throw source.refused(
          "shape %s must have as many sizes as there are strides %s".formatted(shape, strides));
    }
    return new PthTensor(
        expect(arguments.get(0), PthTensor.Storage.class, "tensor's storage"),
        size(arguments.get(1)),
        shape,
        strides);
  }

  private PthTensor parameter(List<Object> arguments, int count) {
    if (arguments.size() != count) {
      throw source.refused(
          "parameter of [%d] arguments must have %d".formatted(arguments.size(), count));
    }
    return expect(arguments.get(0), PthTensor.class, "parameter");
  }

  private List<Long> sizes(Object tuple) {
    List<Object> sizes = expect(tuple, Tuple.class, "shape or strides").items();
    if (sizes.size() > MOST_DIMENSIONS) {
      throw source.refused(
          "[%d] sizes must be at most %d".formatted(sizes.size(), MOST_DIMENSIONS));
    }
    return sizes.stream().map(this::size).toList();
  }

  private long size(Object value) {
    long size = expect(value, Long.class, "size");
    if (size < 0) {
      throw source.refused("size [%d] must be >= 0".formatted(size));
    }
    return size;
  }

  private <T> T expect(Object value, Class<T> type, String what) {
    if (!type.isInstance(value)) {
      throw source.refused("%s %s must be a %s".formatted(what, words(value), kind(type)));
    }
    return type.cast(value);
  }

  private static String kind(Class<?> type) {
    return type == PthTensor.class ? "tensor" : type.getSimpleName().toLowerCase(Locale.ROOT);
  }
}
