package io.retort.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.retort.model.Features;
import io.retort.model.NamedBlock;
import io.retort.model.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Learners that are trained together, and what is trained beside them, owned by one manager. */
public final class Cohort implements Trainee, AutoCloseable {
  private final NDManager manager;
  private final CohortRecipe recipe;
  private final Map<String, Learner> learners;
  private final NamedBlock all;

  private Cohort(NDManager manager, CohortRecipe recipe, Map<String, Learner> learners) {
    this.manager = manager;
    this.recipe = recipe;
    this.learners = learners;
    this.all =
        NamedBlock.of(
            (run, input) -> {
              throw new UnsupportedOperationException("ask one of the learners");
            });
    learners.forEach((name, learner) -> all.with(name, learner.block()));
    learners.forEach(
        (name, learner) -> {
          if (recipe.isFrozen(name)) {
            learner.freeze();
          }
        });
  }

  /**
   * A cohort that starts as its recipe says; each member starts as it would alone with the seed
   * that its place gives it.
   *
   * @param published file of published weights by their id, where it is at hand
   * @param given weights of the members that have another cell's, by their names
   */
  public static Cohort start(
      NDManager parent,
      CohortRecipe recipe,
      Function<String, Optional<Path>> published,
      Map<String, byte[]> given,
      long seed) {
    return make(
        parent,
        recipe,
        (manager, learners) -> {
          for (CohortRecipe.Member member : recipe.members()) {
            byte[] weights = given.get(member.name());
            if (member.isGiven() != (weights != null)) {
              throw new IllegalArgumentException(
                  "member [%s]: weights must be given exactly for those that do not start afresh"
                      .formatted(member.name()));
            }
            learners.put(
                member.name(),
                weights != null
                    ? Learner.trained(manager, member.network(), weights)
                    : Learner.start(
                        manager,
                        member.network(),
                        member.start(),
                        published.apply(member.start().pretrained()),
                        member.seed(seed)));
          }
          for (CohortRecipe.Beside beside : recipe.beside()) {
            learners.put(
                beside.name(),
                Learner.beside(
                    manager, beside.projector().block(), beside.initialiser(), beside.seed(seed)));
          }
        });
  }

  /** A cohort with the weights that another one ended with. */
  public static Cohort trained(NDManager parent, CohortRecipe recipe, byte[] weights) {
    Cohort cohort =
        make(
            parent,
            recipe,
            (manager, learners) -> {
              recipe
                  .members()
                  .forEach(
                      member ->
                          learners.put(
                              member.name(), Learner.blank(manager, member.network().block())));
              recipe
                  .beside()
                  .forEach(
                      beside ->
                          learners.put(
                              beside.name(), Learner.blank(manager, beside.projector().block())));
            });
    try {
      cohort.restore(weights);
      return cohort;
    } catch (RuntimeException e) {
      cohort.close();
      throw e;
    }
  }

  /** Makes the learners, each owned by the manager. */
  private interface Filling {
    void fill(NDManager manager, Map<String, Learner> learners);
  }

  private static Cohort make(NDManager parent, CohortRecipe recipe, Filling filling) {
    NDManager manager = parent.newSubManager();
    try {
      Map<String, Learner> learners = new LinkedHashMap<>();
      filling.fill(manager, learners);
      return new Cohort(manager, recipe, learners);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /**
   * What the members say of a batch.
   *
   * @param features by member: logits and the maps that the objective looks at
   */
  public record Pass(Cohort cohort, Map<String, Features> features) {
    /** A member's logits. */
    public NDArray logits(String member) {
      return of(member).logits();
    }

    /** A member's map. */
    public NDArray map(String member, String tap) {
      NDArray map = of(member).maps().get(tap);
      if (map == null) {
        throw new IllegalArgumentException(
            "tap [%s] of member [%s] is none that the objective names".formatted(tap, member));
      }
      return map;
    }

    /** What the members say of other images, such as the batch's own seen another way. */
    public Pass again(NDArray images) {
      return cohort.pass(images);
    }

    private Features of(String member) {
      Features own = features.get(member);
      if (own == null) {
        throw new IllegalArgumentException(
            "member [%s] must be one of %s".formatted(member, features.keySet()));
      }
      return own;
    }

    /** What one of those trained beside the members makes of a map. */
    public NDArray through(String beside, NDArray map) {
      return cohort.learner(beside).logits(map, true);
    }

    /** What a member's classifier makes of a map in the place of its own last one. */
    public NDArray classified(String member, NDArray map) {
      return cohort.classified(member, map);
    }

    /** A tensor of its own of one of those trained beside the members. */
    public NDArray tensor(String beside, String name) {
      return cohort.learner(beside).tensor(name);
    }
  }

  /** A forward pass of all members; frozen ones answer as they do in evaluation. */
  Pass pass(NDArray images) {
    Map<String, Features> features = new LinkedHashMap<>();
    for (CohortRecipe.Member member : recipe.members()) {
      features.put(
          member.name(),
          learner(member.name())
              .features(images, !member.isFrozen(), recipe.objective().taps(member.name())));
    }
    return new Pass(this, features);
  }

  private NDArray classified(String member, NDArray map) {
    CohortRecipe.Member own =
        recipe.members().stream().filter(m -> m.name().equals(member)).findFirst().orElseThrow();
    return learner(member).classified(own.network().head(), map);
  }

  /**
   * Logits of a member whose last map goes through another one's classifier (SimKD): batch by
   * batch, without gradients.
   *
   * @param tap the member's last map
   * @param beside what makes it fit the classifier
   * @param classifier the member whose classifier it is
   */
  public NDArray reusing(
      NDManager owner, Items items, String member, String tap, String beside, String classifier) {
    return Learner.batched(
        owner,
        items,
        images -> {
          Features features = learner(member).features(images, false, List.of(tap));
          NDArray map = Objects.requireNonNull(features.maps().get(tap));
          return classified(classifier, learner(beside).logits(map, false));
        });
  }

  /** A member, or one of those trained beside. */
  public Learner learner(String name) {
    Learner learner = learners.get(name);
    if (learner == null) {
      throw new IllegalArgumentException(
          "member [%s] must be one of %s".formatted(name, learners.keySet()));
    }
    return learner;
  }

  /** Where the members' first weights came from, in words. */
  public String start() {
    List<String> words = new ArrayList<>();
    learners.forEach((name, learner) -> words.add(name + ": " + learner.start()));
    return String.join("; ", words);
  }

  @Override
  public NDManager manager() {
    return manager;
  }

  @Override
  public List<List<NDArray>> trainable() {
    List<List<NDArray>> trainable = new ArrayList<>();
    learners.forEach(
        (name, learner) -> {
          if (!recipe.isFrozen(name)) {
            trainable.addAll(learner.trainable());
          }
        });
    return trainable;
  }

  @Override
  public byte[] weights() {
    return Weights.encode(all);
  }

  @Override
  public void restore(byte[] weights) {
    Weights.decode(weights, all);
  }

  @Override
  public void close() {
    manager.close();
  }
}
