package io.retort.paper.niyaz2023;

import io.retort.claim.Condition;
import java.util.LinkedHashMap;
import java.util.Map;

/** One of the twelve ways to train a teacher and two students. */
record Variant(Backbone students, Technique technique, Style style) {
  /** Parameters of conditions. */
  static final String STUDENTS = "students";

  static final String TECHNIQUE = "technique";
  static final String STYLE = "style";

  /** The variant of a condition; ResNet-18 where students are not named. */
  static Variant of(Condition condition) {
    Map<String, String> parameters = condition.parameters();
    return new Variant(
        students(condition, Backbone.RESNET18),
        Technique.byId(parameters.getOrDefault(TECHNIQUE, "")),
        Style.byId(parameters.getOrDefault(STYLE, "")));
  }

  static Backbone students(Condition condition, Backbone otherwise) {
    String named = condition.parameters().get(STUDENTS);
    return named == null ? otherwise : Backbone.byId(named);
  }

  /** Whether a condition is one of a variant; else it is of a network alone. */
  static boolean isOne(Condition condition) {
    return condition.parameters().containsKey(TECHNIQUE);
  }

  /**
   * The condition of one of those who take part.
   *
   * @param named whether students are named, as there are several kinds
   */
  Condition condition(String role, boolean named) {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (named) {
      parameters.put(STUDENTS, students.id());
    }
    parameters.put(TECHNIQUE, technique.id());
    parameters.put(STYLE, style.id());
    return new Condition(role, parameters);
  }
}
