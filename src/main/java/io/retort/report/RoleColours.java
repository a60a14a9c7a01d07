package io.retort.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Colours of roles and of the steps of a parameter, as the papers have them where they do. */
final class RoleColours {
  private static final Map<String, String> ROLES =
      Map.of(
          "teacher", "#e07b00",
          "upper", "#1f6fd6",
          "student", "#d1242f",
          "baseline", "#1a7f37",
          "selective", "#0891a5",
          "dsnet", "#d1242f");
  private static final String OTHER = "#8250df";
  private static final String[] RAMP = {
    "#8c6bb1", "#4d7fc4", "#2b9bb3", "#2ca25f", "#8fae1b", "#d99b00", "#d1495b", "#6e7781",
    "#a0522d"
  };

  private RoleColours() {}

  static String of(String role) {
    return ROLES.getOrDefault(role, OTHER);
  }

  /** Colours of roles that are drawn together: those without one of their own differ, too. */
  static Map<String, String> of(List<String> roles) {
    Map<String, String> colours = new LinkedHashMap<>();
    int step = 0;
    for (String role : roles) {
      String own = of(role);
      while (!ROLES.containsKey(role) && colours.containsValue(own)) {
        own = step(++step);
      }
      colours.put(role, own);
    }
    return colours;
  }

  static String step(int index) {
    return RAMP[index % RAMP.length];
  }
}
