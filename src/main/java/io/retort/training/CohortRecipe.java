package io.retort.training;

import ai.djl.ndarray.NDArray;
import io.retort.data.DataSpec;
import io.retort.data.KeyedRandom;
import io.retort.model.Initialiser;
import io.retort.model.Network;
import io.retort.model.Projector;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How several networks are trained together.
 *
 * @param data which items, in what form
 * @param members the networks
 * @param beside what is trained beside them for their losses' sake
 * @param objective the sum of their losses
 * @param optimizer the update rule; each member has its own
 * @param length how long
 * @param batchSize items per step; an epoch's last batch holds the rest
 */
public record CohortRecipe(
    DataSpec data,
    List<Member> members,
    List<Beside> beside,
    JointObjective objective,
    Optimizer optimizer,
    Length length,
    int batchSize)
    implements Recipe, Course<Cohort> {

  /**
   * A network of the cohort.
   *
   * @param place 0 starts as a network trained alone with the cell's seed does, others differ
   */
  public record Member(String name, Network network, Start start, int place, Part part) {
    /** Whether its first weights are another cell's. */
    boolean isGiven() {
      return part != Part.LEARNS;
    }

    /** Whether its weights stay as they are. */
    public boolean isFrozen() {
      return part == Part.STAYS;
    }

    /** The seed of its first weights. */
    long seed(long cell) {
      return place == 0 ? cell : KeyedRandom.of(cell, "place in the cohort", place).nextLong();
    }
  }

  /** What a member does in the training. */
  public enum Part {
    /** It starts as its {@link Start} says, and learns. */
    LEARNS,
    /** It starts with the weights of another cell, and learns. */
    GOES_ON,
    /** It has the weights of another cell, and keeps them. */
    STAYS
  }

  /** Something that is trained beside the networks. */
  public record Beside(String name, Projector projector, Initialiser initialiser) {
    /** The seed of its first weights: those of one cohort differ. */
    long seed(long cell) {
      return KeyedRandom.of(cell, "beside " + name).nextLong();
    }

    /** Drawn as PyTorch does by default. */
    public Beside(String name, Projector projector) {
      this(name, projector, Initialiser.PYTORCH);
    }
  }

  /** Checks names and ranges. */
  public CohortRecipe {
    members = List.copyOf(members);
    beside = List.copyOf(beside);
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize [%d] must be >= 1".formatted(batchSize));
    }
    Set<String> names = new HashSet<>();
    members.forEach(member -> unique(names, member.name()));
    beside.forEach(other -> unique(names, other.name()));
  }

  private static void unique(Set<String> names, String name) {
    if (!names.add(name)) {
      throw new IllegalArgumentException("name [%s] must occur once in a cohort".formatted(name));
    }
  }

  /** The same recipe with another objective. */
  public CohortRecipe withObjective(JointObjective other) {
    return new CohortRecipe(data, members, beside, other, optimizer, length, batchSize);
  }

  boolean isFrozen(String name) {
    return members.stream().anyMatch(member -> member.name().equals(name) && member.isFrozen());
  }

  @Override
  public NDArray loss(Cohort cohort, Batch batch, double progress) {
    return objective.loss(cohort.pass(batch.images()), batch, progress);
  }

  @Override
  public Keep keep() {
    return Keep.LAST;
  }

  @Override
  public List<String> pretrained() {
    return members.stream()
        .filter(member -> !member.isGiven())
        .map(member -> member.start().pretrained())
        .filter(id -> !id.isEmpty())
        .distinct()
        .toList();
  }
}
