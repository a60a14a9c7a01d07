package io.retort.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.util.PairList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is looked at while a forward pass runs: maps by tap, and the work of each layer. */
final class Watch {
  private static final String KEY = "watch";
  private static final Watch NOTHING = new Watch(List.of(), null);

  private final Map<String, @Nullable NDArray> asked = new LinkedHashMap<>();
  private final @Nullable Tally tally;

  private Watch(List<String> taps, @Nullable Tally tally) {
    taps.forEach(tap -> asked.put(tap, null));
    this.tally = tally;
  }

  /** Watches for maps. */
  static Watch taps(List<String> taps) {
    return new Watch(taps, null);
  }

  /** Counts what layers do. */
  static Watch counting(Tally tally) {
    return new Watch(List.of(), tally);
  }

  /** Watches for other maps in a part of the pass, and goes on counting. */
  Watch inner(List<String> taps) {
    return new Watch(taps, tally);
  }

  /** What watches a pass, by the engine's parameters of the pass. */
  static Watch in(@Nullable PairList<String, Object> params) {
    Object watch = params == null ? null : params.get(KEY);
    return watch == null ? NOTHING : (Watch) watch;
  }

  /** How it is handed through the engine. */
  PairList<String, Object> asParams() {
    PairList<String, Object> params = new PairList<>();
    params.add(KEY, this);
    return params;
  }

  void tap(String name, NDArray map) {
    if (asked.containsKey(name)) {
      asked.put(name, map);
    }
  }

  /** Whether a map was asked for. */
  boolean has(NDArray map) {
    return asked.values().stream().anyMatch(kept -> kept == map);
  }

  /** Hands the maps that were asked for from a scope that ends to its owner. */
  void keep(NDManager scope, NDManager owner) {
    for (NDArray map : asked.values()) {
      if (map != null && map.getManager() == scope) {
        map.attach(owner);
      }
    }
  }

  void layer(Block layer, NDArray output) {
    if (tally != null && !(layer instanceof NamedBlock)) {
      tally.add(layer, output.getShape());
    }
  }

  void average(NDArray map) {
    if (tally != null) {
      tally.average(map.getShape());
    }
  }

  /**
   * The maps that were asked for, in that order.
   *
   * @throws IllegalArgumentException when the network has no such tap
   */
  Map<String, NDArray> maps() {
    Map<String, NDArray> maps = new LinkedHashMap<>();
    asked.forEach(
        (tap, map) -> {
          if (map == null) {
            throw new IllegalArgumentException(
                "tap [%s] must be one that the network has: see its taps()".formatted(tap));
          }
          maps.put(tap, map);
        });
    return maps;
  }
}
