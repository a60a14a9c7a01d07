package io.retort.experiment;

import io.retort.claim.Condition;
import io.retort.training.Scale;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of all experiments that one of several jobs runs.
 *
 * <p>Experiments that share cells stay together, so that nothing is trained twice. The groups are
 * given out by their number of cells, the largest first, each to the job that has least: every job
 * comes to the same parts by itself.
 *
 * @param number from 1
 * @param of how many jobs there are
 */
public record Shard(int number, int of) {
  /** Everything. */
  public static final Shard WHOLE = new Shard(1, 1);

  private static final Pattern FORM = Pattern.compile("(\\d{1,3})/(\\d{1,3})");

  /** Checks the range. */
  public Shard {
    if (of < 1 || number < 1 || number > of) {
      throw new IllegalArgumentException(
          "shard [%d/%d] must be one of 1/%d to %d/%d"
              .formatted(number, of, Math.max(1, of), Math.max(1, of), Math.max(1, of)));
    }
  }

  /**
   * Reads {@code number/of}.
   *
   * @throws IllegalArgumentException for anything else
   */
  static Shard parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "shard [%s] must be NUMBER/OF, such as 1/4".formatted(text));
    }
    return new Shard(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
  }

  /**
   * The experiments that are this shard's, in the order given.
   *
   * @param all the same for all jobs
   */
  List<Experiment> part(List<Experiment> all, Scale scale) {
    if (of == 1) {
      return all;
    }
    List<Group> groups = groups(all, scale);
    groups.sort(
        Comparator.comparingInt((Group g) -> g.cells.size())
            .reversed()
            .thenComparing(g -> g.experiments.get(0).id()));
    int[] load = new int[of];
    Set<Experiment> own = new HashSet<>();
    for (Group group : groups) {
      int least = 0;
      for (int i = 1; i < of; i++) {
        least = load[i] < load[least] ? i : least;
      }
      load[least] += Math.max(1, group.cells.size());
      if (least == number - 1) {
        own.addAll(group.experiments);
      }
    }
    return all.stream().filter(own::contains).toList();
  }

  /** Experiments that share cells, and those cells, of one seed and the default reading. */
  private record Group(List<Experiment> experiments, Set<Cell> cells) {}

  private static List<Group> groups(List<Experiment> all, Scale scale) {
    List<Group> groups = new ArrayList<>();
    for (Experiment experiment : all) {
      Group joined = new Group(new ArrayList<>(List.of(experiment)), cells(experiment, scale));
      for (Group other : List.copyOf(groups)) {
        if (other.cells.stream().anyMatch(joined.cells::contains)) {
          joined.experiments.addAll(0, other.experiments);
          joined.cells.addAll(other.cells);
          groups.remove(other);
        }
      }
      groups.add(joined);
    }
    return groups;
  }

  private static Set<Cell> cells(Experiment experiment, Scale scale) {
    Set<Cell> cells = new HashSet<>();
    for (Condition condition : experiment.conditions(scale)) {
      add(experiment, condition, scale, cells);
    }
    return cells;
  }

  private static void add(
      Experiment experiment, Condition condition, Scale scale, Set<Cell> cells) {
    Cell cell = experiment.cell(scale, experiment.defaultReading(), condition, 1);
    if (cells.add(cell)) {
      // what a cell needs, its home says
      Experiment home =
          cell.experiment().equals(experiment.id())
              ? experiment
              : Experiments.byId(cell.experiment());
      home.needs(condition).forEach(needed -> add(home, needed, scale, cells));
    }
  }

  @Override
  public String toString() {
    return number + "/" + of;
  }
}
