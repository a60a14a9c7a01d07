package io.retort.report;

import io.retort.claim.Condition;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Names of conditions in a figure: without the parameters that all of them share. */
final class ShortNames {
  private final Map<String, String> names = new LinkedHashMap<>();

  ShortNames(List<Condition> conditions) {
    Set<String> shared =
        conditions.stream()
            .flatMap(condition -> condition.parameters().keySet().stream())
            .filter(name -> isShared(name, conditions))
            .collect(Collectors.toSet());
    conditions.forEach(condition -> names.put(condition.toString(), without(shared, condition)));
    if (new HashSet<>(names.values()).size() < names.size()) {
      names.replaceAll((name, shortened) -> name);
    }
  }

  private static boolean isShared(String name, List<Condition> conditions) {
    List<String> values =
        conditions.stream()
            .filter(condition -> condition.parameters().containsKey(name))
            .map(condition -> condition.parameters().getOrDefault(name, ""))
            .toList();
    return values.size() > 1 && values.stream().distinct().count() == 1;
  }

  private static String without(Set<String> shared, Condition condition) {
    Map<String, String> own = new LinkedHashMap<>(condition.parameters());
    own.keySet().removeAll(shared);
    return new Condition(condition.role(), own).toString();
  }

  /** The name of a condition that is in the figure. */
  String of(String condition) {
    return names.getOrDefault(condition, condition);
  }
}
