package io.retort.experiment;

import io.retort.claim.Condition;
import io.retort.provenance.CodeFingerprint;
import io.retort.provenance.Fingerprint;
import io.retort.training.Recipe;
import io.retort.training.Scale;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The cells of a run with their keys; every cell comes after those it needs.
 *
 * @param dataFingerprint of exactly the data the experiment's own cells use
 * @param codeFingerprint of the code that determines the numbers
 */
public record Plan(
    Experiment experiment,
    Scale scale,
    List<Entry> entries,
    String dataFingerprint,
    String codeFingerprint) {

  /**
   * A cell to be run.
   *
   * @param home the experiment whose cell it is
   * @param dataFingerprint of exactly the data it uses
   * @param key content address of its result
   * @param needs cells that must be stored before
   * @param notPretrained published weights that it or a cell it needs asks for, but that are not at
   *     hand
   */
  public record Entry(
      Cell cell,
      Experiment home,
      String dataFingerprint,
      String key,
      Recipe recipe,
      List<Entry> needs,
      List<String> notPretrained) {}

  /**
   * Plans an experiment.
   *
   * @param engine engine version and kind of device, part of every key
   * @param readings the declared readings to run; ignored where nothing is open
   * @param wanted conditions to run, of the grid or needed by it; those they need are added. The
   *     whole grid when empty
   */
  public static Plan of(
      Experiment experiment,
      Scale scale,
      List<Long> seeds,
      DataDirectory data,
      String engine,
      List<String> readings,
      Set<Condition> wanted) {
    String dataFingerprint = experiment.dataFingerprint(scale, data);
    String code = CodeFingerprint.of(experiment.getClass());
    Map<String, Home> homes = new HashMap<>();
    homes.put(experiment.id(), new Home(experiment, dataFingerprint, List.of(code, engine)));
    Map<Cell, Entry> entries = new LinkedHashMap<>();
    Collection<Condition> conditions = wanted.isEmpty() ? experiment.conditions(scale) : wanted;
    for (long seed : seeds) {
      for (Condition condition : conditions) {
        for (String reading : readings.isEmpty() ? List.of("") : readings) {
          add(homes, experiment.cell(scale, reading, condition, seed), data, entries);
        }
      }
    }
    return new Plan(experiment, scale, new ArrayList<>(entries.values()), dataFingerprint, code);
  }

  /** An experiment, and what all keys of its cells have in common. */
  private record Home(Experiment experiment, String dataFingerprint, List<String> code) {
    /** Another experiment of the same paper, whose code is the same. */
    Home other(String id, Scale scale, DataDirectory data) {
      Experiment other = Experiments.byId(id);
      return new Home(other, other.dataFingerprint(scale, data), code);
    }
  }

  private static Entry add(
      Map<String, Home> homes, Cell cell, DataDirectory data, Map<Cell, Entry> entries) {
    Entry known = entries.get(cell);
    if (known != null) {
      return known;
    }
    Home home = homes.get(cell.experiment());
    if (home == null) {
      home = homes.values().iterator().next().other(cell.experiment(), cell.scale(), data);
      homes.put(cell.experiment(), home);
    }
    Experiment experiment = home.experiment();
    List<Entry> needs = new ArrayList<>();
    for (Condition needed : experiment.needs(cell.condition())) {
      Cell other = experiment.cell(cell.scale(), cell.variant(), needed, cell.seed());
      needs.add(add(homes, other, data, entries));
    }
    Recipe recipe = experiment.recipe(cell.scale(), cell.variant(), cell.condition());
    Map<String, String> published = new TreeMap<>();
    Set<String> missing = new TreeSet<>();
    needs.forEach(need -> missing.addAll(need.notPretrained()));
    for (String id : recipe.pretrained()) {
      data.pretrained(id)
          .ifPresentOrElse(
              file -> published.put(id, Fingerprint.ofFile(file)), () -> missing.add(id));
    }
    String key =
        Fingerprint.ofJson(
            List.of(
                Fingerprint.ofJson(List.of(cell.experiment(), home.dataFingerprint(), home.code())),
                recipe,
                published,
                cell.seed(),
                needs.stream().map(Entry::key).toList()));
    Entry entry =
        new Entry(
            cell,
            experiment,
            home.dataFingerprint(),
            key,
            recipe,
            List.copyOf(needs),
            List.copyOf(missing));
    entries.put(cell, entry);
    return entry;
  }
}
