package io.retort.paper.niyaz2023;

import static io.retort.loss.Distillation.scaled;

import ai.djl.ndarray.NDArray;
import io.retort.loss.FeatureDistillation;
import io.retort.training.Batch;
import io.retort.training.Cohort;
import io.retort.training.JointObjective;
import java.util.List;

/**
 * The losses of teacher and students together: Equations (6), (7), (9) and (10), those of the other
 * techniques with beta or gamma 0, and the teacher's, Equation (2).
 *
 * @param task what the hard loss is
 * @param tap the map whose features are shared, of teacher and students
 * @param teaches whether there is a teacher
 * @param teacherLearns whether the labels train it in the same step
 * @param shares of the students in their order; none for a network alone
 * @param usual whether the divergence is the usual one instead of Equation (3)
 * @param attached whether a giver is moved towards the one that it gives to
 */
record StyleObjective(
    Task task,
    Tap tap,
    boolean teaches,
    boolean teacherLearns,
    List<Share> shares,
    boolean usual,
    boolean attached)
    implements JointObjective {
  static final String TEACHER = "teacher";
  static final List<String> STUDENTS = List.of("s1", "s2");

  /** What gives the teacher's map the students' width. */
  static final String ADAPTER = "adapter";

  /** What one network gives another. */
  enum Knowledge {
    /** Softened predictions, Equation (3). */
    PREDICTIONS,
    /** Feature maps: their mean squared error, Section 3.2. */
    FEATURES
  }

  /**
   * The map whose features are shared.
   *
   * @param adapted whether the teacher's has another width than the students'
   */
  record Tap(String teacher, String student, boolean adapted) {}

  /** A student's loss: what it gets from whom, and how much that weighs. */
  record Share(LossWeights weights, Knowledge fromTeacher, Knowledge fromPeer) {
    /** Of a network that learns alone: nothing is given, whatever it would be. */
    static final Share LABELS_ALONE =
        new Share(new LossWeights(1, 0, 0), Knowledge.PREDICTIONS, Knowledge.PREDICTIONS);

    /** Whether the teacher's features are looked at. */
    boolean needsTeachersFeatures() {
      return weights.beta() > 0 && fromTeacher == Knowledge.FEATURES;
    }
  }

  /** Copies the shares. */
  StyleObjective {
    shares = List.copyOf(shares);
  }

  /** Whether an adapter is trained: it is by the students' losses alone. */
  boolean adapts() {
    return tap.adapted() && shares.stream().anyMatch(Share::needsTeachersFeatures);
  }

  @Override
  public List<String> taps(String member) {
    boolean looked =
        shares.stream()
            .anyMatch(
                share ->
                    share.needsTeachersFeatures()
                        || !member.equals(TEACHER)
                            && share.weights().gamma() > 0
                            && share.fromPeer() == Knowledge.FEATURES);
    if (!looked) {
      return List.of();
    }
    return List.of(member.equals(TEACHER) ? tap.teacher() : tap.student());
  }

  @Override
  public NDArray loss(Cohort.Pass pass, Batch batch, double progress) {
    NDArray sum = teacherLearns ? task.hard(pass.logits(TEACHER), batch) : null;
    for (int i = 0; i < shares.size(); i++) {
      NDArray own = student(pass, batch, i);
      sum = sum == null ? own : sum.add(own);
    }
    if (sum == null) {
      throw new IllegalStateException("a cohort must have somebody who learns");
    }
    return sum;
  }

  private NDArray student(Cohort.Pass pass, Batch batch, int index) {
    Share share = shares.get(index);
    LossWeights weights = share.weights();
    String self = STUDENTS.get(index);
    String peer = STUDENTS.get(1 - index);
    NDArray loss = scaled(task.hard(pass.logits(self), batch), weights.alpha());
    if (weights.beta() > 0) {
      NDArray term =
          share.fromTeacher() == Knowledge.FEATURES
              ? FeatureDistillation.fitNet(pass.map(self, tap.student()), teachersMap(pass))
              : task.divergence(pass.logits(self), given(pass.logits(TEACHER)), usual);
      loss = loss.add(scaled(term, weights.beta()));
    }
    if (weights.gamma() > 0) {
      NDArray term =
          share.fromPeer() == Knowledge.FEATURES
              ? FeatureDistillation.fitNet(
                  pass.map(self, tap.student()), given(pass.map(peer, tap.student())))
              : task.divergence(pass.logits(self), given(pass.logits(peer)), usual);
      loss = loss.add(scaled(term, weights.gamma()));
    }
    return loss;
  }

  /** The teacher's map in the students' width; the adapter learns, the rest of the teacher not. */
  private NDArray teachersMap(Cohort.Pass pass) {
    NDArray map = given(pass.map(TEACHER, tap.teacher()));
    return tap.adapted() ? pass.through(ADAPTER, map) : map;
  }

  private NDArray given(NDArray knowledge) {
    return attached ? knowledge : knowledge.stopGradient();
  }
}
