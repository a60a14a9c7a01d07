package io.retort.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.retort.claim.Condition;
import io.retort.experiment.CellResult;
import io.retort.experiment.Experiment;
import io.retort.experiment.RunSummary;
import io.retort.provenance.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was run as a paragraph that can stand in a paper. It is made from the recipes alone, so that
 * it cannot say anything else than what was done: what all conditions share once, then each role's
 * own, with the values that its grid takes.
 */
final class Methods {
  private static final int SHOWN = 8;
  private static final String KIND = "kind";

  /** Parts of a recipe in the order in which they are told. */
  private static final Map<String, String> PARTS = new LinkedHashMap<>();

  static {
    PARTS.put("data", "items");
    PARTS.put("network", "network");
    PARTS.put("members", "networks");
    PARTS.put("beside", "trained beside them");
    PARTS.put("start", "first weights");
    PARTS.put("objective", "objective");
    PARTS.put("optimizer", "optimizer");
    PARTS.put("length", "length");
    PARTS.put("batchSize", "batch size");
    PARTS.put("keep", "weights kept");
  }

  /** Kinds of parts as people call them; others have the name of their record. */
  private static final Map<String, String> KINDS =
      Map.of(
          "Sgd", "stochastic gradient descent",
          "HardLabels", "cross-entropy with the labels",
          "Distil", "convex distillation",
          "Annealed", "convex distillation with an annealed weight",
          "Selective", "convex distillation where the teacher is right",
          "Iterations", "iterations",
          "Epochs", "epochs",
          "Patient", "epochs, ended early");

  private Methods() {}

  /** A part and what it is. Public, as the template engine reads it. */
  public record Part(String name, String text) {}

  /** A role's own parts. Public, as the template engine reads it. */
  public record Role(String name, int conditions, List<Part> parts) {}

  /**
   * What was run. Public, as the template engine reads it.
   *
   * @param data in words
   * @param shared what all conditions have in common
   */
  public record Told(
      String data, String seeds, String device, List<Part> shared, List<Role> roles) {}

  /** From the recipes that are stored with the results, in the default reading. */
  static Told of(Experiment experiment, RunSummary run, List<CellResult> results) {
    Map<Condition, JsonNode> recipes = new LinkedHashMap<>();
    for (CellResult result : results) {
      if (result.variant().isEmpty() || result.variant().equals(experiment.defaultReading())) {
        recipes.putIfAbsent(
            Condition.parse(result.condition()), Json.CANONICAL.valueToTree(result.recipe()));
      }
    }
    return of(experiment, run, recipes);
  }

  static Told of(Experiment experiment, RunSummary run, Map<Condition, JsonNode> recipesOf) {
    Map<String, List<JsonNode>> byRole = new LinkedHashMap<>();
    recipesOf.forEach(
        (condition, recipe) ->
            byRole.computeIfAbsent(condition.role(), role -> new ArrayList<>()).add(recipe));
    List<JsonNode> all = byRole.values().stream().flatMap(List::stream).toList();
    Set<String> names = new LinkedHashSet<>(PARTS.keySet());
    all.forEach(recipe -> recipe.fieldNames().forEachRemaining(names::add));
    List<Part> shared = new ArrayList<>();
    Set<String> own = new LinkedHashSet<>();
    for (String name : names) {
      List<JsonNode> values = values(all, name);
      if (values.isEmpty()) {
        continue;
      }
      if (values.size() == 1 && all.stream().allMatch(recipe -> recipe.has(name))) {
        shared.add(part(name, values));
      } else {
        own.add(name);
      }
    }
    List<Role> roles = new ArrayList<>();
    byRole.forEach(
        (role, recipes) -> {
          List<Part> parts = new ArrayList<>();
          for (String name : own) {
            List<JsonNode> values = values(recipes, name);
            if (!values.isEmpty()) {
              parts.add(part(name, values));
            }
          }
          if (!parts.isEmpty()) {
            roles.add(new Role(role, recipes.size(), parts));
          }
        });
    return new Told(
        run.dataName(),
        experiment.isDeterministic()
            ? ""
            : run.seeds().stream().map(String::valueOf).collect(Collectors.joining(", ")),
        run.environment().device(),
        shared,
        roles);
  }

  /** The same as a text of its own, for a paper's method section. */
  static String text(Told told) {
    StringBuilder text = new StringBuilder("Trained on ").append(told.data());
    text.append(" (").append(told.device()).append(")");
    text.append(told.seeds().isEmpty() ? "." : ", with seeds " + told.seeds() + ".");
    if (!told.shared().isEmpty()) {
      text.append(" All conditions share: ").append(joined(told.shared())).append('.');
    }
    for (Role role : told.roles()) {
      text.append(
          " %s%s: %s."
              .formatted(
                  role.name(),
                  role.conditions() > 1 ? " (%d conditions)".formatted(role.conditions()) : "",
                  joined(role.parts())));
    }
    return text.toString();
  }

  private static String joined(List<Part> parts) {
    return parts.stream().map(p -> p.name() + " " + p.text()).collect(Collectors.joining("; "));
  }

  private static List<JsonNode> values(List<JsonNode> recipes, String name) {
    return recipes.stream()
        .map(recipe -> recipe.path(name))
        .filter(value -> !value.isMissingNode() && !(value.isArray() && value.isEmpty()))
        .distinct()
        .toList();
  }

  private static Part part(String name, List<JsonNode> values) {
    return new Part(PARTS.getOrDefault(name, words(name)), phrase(values));
  }

  /** Several values of one thing: each kind once, with all values that its parts take. */
  static String phrase(List<JsonNode> values) {
    if (values.stream().allMatch(JsonNode::isValueNode)) {
      List<String> texts = values.stream().map(Methods::scalar).distinct().toList();
      return texts.size() <= SHOWN
          ? String.join(", ", texts)
          : "%s to %s (%d values)"
              .formatted(texts.get(0), texts.get(texts.size() - 1), texts.size());
    }
    Map<String, List<JsonNode>> kinds = new LinkedHashMap<>();
    for (JsonNode value : values) {
      kinds.computeIfAbsent(kind(value), kind -> new ArrayList<>()).add(value);
    }
    return kinds.entrySet().stream()
        .map(entry -> phrase(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining("; or "));
  }

  private static String phrase(String kind, List<JsonNode> values) {
    if (values.get(0).isArray()) {
      int most = values.stream().mapToInt(JsonNode::size).max().orElse(0);
      List<String> elements = new ArrayList<>();
      for (int i = 0; i < most; i++) {
        int at = i;
        elements.add(
            phrase(
                values.stream()
                    .filter(v -> v.size() > at)
                    .map(v -> v.get(at))
                    .distinct()
                    .toList()));
      }
      return "[" + String.join("; ", elements) + "]";
    }
    Set<String> fields = new LinkedHashSet<>();
    values.forEach(value -> value.fieldNames().forEachRemaining(fields::add));
    List<String> told = new ArrayList<>();
    for (String field : fields) {
      List<JsonNode> own =
          values.stream()
              .map(value -> value.path(field))
              .filter(v -> !v.isMissingNode() && !v.asText("x").isEmpty())
              .distinct()
              .toList();
      if (!field.equals(KIND) && !own.isEmpty()) {
        told.add(words(field) + " " + phrase(own));
      }
    }
    String name = KINDS.getOrDefault(kind, words(kind.replaceFirst("Spec$", "")));
    return told.isEmpty()
        ? name
        : name.isEmpty() ? String.join(", ", told) : name + " (" + String.join(", ", told) + ")";
  }

  private static String kind(JsonNode value) {
    return value.isValueNode() ? scalar(value) : value.path(KIND).asText("");
  }

  private static String scalar(JsonNode value) {
    return value.isDouble() || value.isFloat()
        ? LineChart.number(value.doubleValue())
        : words(value.asText());
  }

  /** {@code hardTemperature} as {@code hard temperature}, {@code LOWEST_ERROR} as lower case. */
  static String words(String name) {
    if (name.matches("[A-Z0-9_]+")) {
      return name.length() <= 2 ? name : name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
    String spaced = name.replaceAll("([a-z])([A-Z][a-z])", "$1 $2").replace('_', ' ');
    return Character.isUpperCase(name.isEmpty() ? 'a' : name.charAt(0))
        ? name
        : spaced.toLowerCase(Locale.ROOT);
  }
}
