package io.retort.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  @Test
  void seedsAreACountOrARange() {
    assertEquals(List.of(1L, 2L, 3L), Settings.seeds("3"));
    assertEquals(List.of(101L, 102L), Settings.seeds("101-102"));
  }

  @ParameterizedTest(name = "{0} [{1}] is refused")
  @CsvSource({
    "seeds, 0, must be a whole number from 1",
    "seeds, -3, must be a whole number from 1",
    "seeds, three, must be a whole number from 1",
    "seeds, 9-3, must be a count or a rising range",
    "seeds, 1-99999999, must be a count or a rising range",
    "workers, 0, must be a whole number from 1",
    "workers, -1, must be a whole number from 1",
    "workers, 1.5, must be a whole number from 1",
    "scale, huge, 'must be one of smoke, reduced, paper'",
    "device, tpu, 'must be auto, cpu or gpu'",
    "share, 1.5, must be a number from 0 to 1",
    "share, all, must be a number from 0 to 1",
  })
  void badValuesAreNamedWithTheirBound(String name, String value, String bound) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Settings.from(Map.of(name, value)));
    assertTrue(e.getMessage().contains("[" + value + "]"), e.getMessage());
    assertTrue(e.getMessage().contains(bound), e.getMessage());
  }

  @Test
  void anUnknownExperimentIsNamedWithThoseThereAre() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Settings.from(Map.of("experiments", "nobody/nothing")).selected());
    assertTrue(e.getMessage().contains("[nobody/nothing]"), e.getMessage());
    assertTrue(e.getMessage().contains("vanmolle2021/two-color-mnist-transition"), e.getMessage());
  }

  @Test
  void aMissingDataDirectoryIsNamedWithTheRemedy() {
    String none =
        assertThrows(
                io.retort.data.DataException.class,
                () -> new DataDirectory(null, java.nio.file.Path.of("cache"), 0).require())
            .getMessage();
    assertTrue(none.contains("RETORT_DATA"), none);
  }

  @Test
  void allOfASetIsAskedForAtPaperScaleAndAnythingElsewhere() {
    assertEquals(1, Settings.from(Map.of("scale", "paper")).data().share());
    assertEquals(0, Settings.from(Map.of("scale", "reduced")).data().share());
    assertEquals(.5, Settings.from(Map.of("scale", "paper", "share", "0.5")).data().share());
  }

  @Test
  void decodedImagesAreKeptBesideTheReportsUnlessToldOtherwise() {
    assertEquals(
        java.nio.file.Path.of("elsewhere", "cache"),
        Settings.from(Map.of("out", "elsewhere")).data().cache());
    assertEquals(
        java.nio.file.Path.of("here"), Settings.from(Map.of("cache", "here")).data().cache());
  }

  @Test
  void whatTakesDaysWithoutAGpuIsRunOnlyWhenItIsNamed() {
    String id = "vanmolle2021/cifar-grey-to-color-annealing";
    Map<String, String> paper = Map.of("scale", "paper", "device", "cpu", "experiments", "all");
    Settings all = Settings.from(paper);
    assertTrue(all.selected().stream().noneMatch(e -> e.id().equals(id)));
    assertEquals(
        id + " at paper scale takes days without a GPU: name it to run it all the same",
        all.whyNot(Experiments.byId(id)));
    Settings named = Settings.from(Map.of("scale", "paper", "device", "cpu", "experiments", id));
    assertEquals(List.of(Experiments.byId(id)), named.selected());
    assertThrows(
        IllegalArgumentException.class,
        () -> Settings.from(Map.of("experiments", "nobody/nothing")).whyNot(Experiments.byId(id)),
        "a misspelt name must not skip everything in silence");
    Settings reduced = Settings.from(Map.of("scale", "reduced", "experiments", "all"));
    assertEquals("", reduced.whyNot(Experiments.byId(id)));
  }

  @Test
  void onlyExperimentsWhoseNumbersVaryAreGated() {
    Settings all = Settings.from(Map.of("experiments", "all"));
    assertTrue(all.selected().size() > all.gated().size());
    assertTrue(all.gated().stream().noneMatch(Experiment::isDeterministic));
    Settings counting = Settings.from(Map.of("experiments", "khan2022/model-sizes"));
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, counting::gated);
    assertTrue(e.getMessage().contains("must have metrics that vary"), e.getMessage());
  }
}
