package io.retort.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoleColoursTest {
  /** Two roles that no paper has a colour for were drawn alike, and could not be told apart. */
  @Test
  void rolesOfOneFigureHaveColoursOfTheirOwn() {
    List<String> roles = List.of("teacher", "net a", "net b", "net c", "student");
    Map<String, String> colours = RoleColours.of(roles);
    assertEquals(roles.size(), colours.values().stream().distinct().count());
    assertEquals(RoleColours.of("student"), colours.get("student"), "its own colour stays");
  }
}
