package io.retort.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.claim.Condition;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortNamesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "student, t=a, m=x; student, t=a, m=y; net | student, m=x; student, m=y; net",
        "student, t=a, m=x; student, t=b, m=y      | student, t=a, m=x; student, t=b, m=y",
        "student, t=a; net                         | student, t=a; net",
        "student, t=a; student, t=a, m=x; student  | student, t=a; student, t=a, m=x; student"
      })
  void whatAllShareIsLeftOutUnlessTwoNamesWouldBecomeOne(String all, String expected) {
    List<Condition> conditions =
        Arrays.stream(all.split(";")).map(String::strip).map(Condition::parse).toList();
    ShortNames names = new ShortNames(conditions);
    assertEquals(
        Arrays.stream(expected.split(";")).map(String::strip).toList(),
        conditions.stream().map(c -> names.of(c.toString())).toList());
  }
}
