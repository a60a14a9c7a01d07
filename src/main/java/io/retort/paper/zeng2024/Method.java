package io.retort.paper.zeng2024;

import static io.retort.loss.Distillation.scaled;

import ai.djl.ndarray.NDArray;
import io.retort.loss.Distillation;
import io.retort.loss.FeatureDistillation;
import io.retort.loss.LogitDistillation;
import io.retort.loss.RelationalDistillation;
import io.retort.model.Projector;
import io.retort.training.CohortRecipe.Beside;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a teacher teaches the student: second and seventh table. The text at hand prints no weight;
 * these are those of the methods' publications and of the toolbox the paper cites (see the ledger).
 */
enum Method {
  /** Hinton et al. 2015. */
  VANILLA_KD("vanilla-kd") {
    @Override
    NDArray term(Lesson lesson) {
      return scaled(
          LogitDistillation.klTeacherStudent(lesson.studentsLogits(), lesson.teachersLogits(), 1),
          5);
    }
  },
  /** Zhou et al. 2021. */
  WSLD("wsld") {
    @Override
    NDArray term(Lesson lesson) {
      return scaled(
          LogitDistillation.wsld(
              lesson.studentsLogits(), lesson.teachersLogits(), lesson.batch().labels(), 2),
          2.5);
    }
  },
  /** Romero et al. 2015, on the last maps. */
  FITNETS("fitnets") {
    @Override
    List<Beside> beside(Widths widths) {
      return List.of(new Beside(FIT, widths.last(Projector.Kind.REGRESSOR)));
    }

    @Override
    NDArray term(Lesson lesson) {
      NDArray fitted = lesson.through(FIT, lesson.student());
      return scaled(FeatureDistillation.fitNet(fitted, lesson.teacher()), 100);
    }
  },
  /** Yang et al. 2022, Section 3.2.1. */
  MGD("mgd") {
    @Override
    List<Beside> beside(Widths widths) {
      return List.of(new Beside(FIT, widths.last(Projector.Kind.ADAPTER)), widths.generator());
    }

    @Override
    NDArray term(Lesson lesson) {
      return rebuilt(lesson, lesson.through(FIT, lesson.student()));
    }
  },
  /** Li et al. 2023: a reading of its title; both networks learn. */
  EML("eml") {
    @Override
    boolean teacherLearns() {
      return true;
    }

    @Override
    NDArray term(Lesson lesson) {
      NDArray logits = lesson.learningTeachersLogits();
      NDArray hard = Distillation.hardCrossEntropy(logits, lesson.batch().labels(), 1);
      NDArray responses =
          LogitDistillation.klTeacherStudent(lesson.studentsLogits(), lesson.teachersLogits(), 1)
              .add(
                  LogitDistillation.klTeacherStudent(
                      logits, lesson.studentsLogits().stopGradient(), 1));
      NDArray relations =
          FeatureDistillation.similarityPreserving(lesson.student(), lesson.teacher())
              .add(
                  FeatureDistillation.similarityPreserving(
                      lesson.learningTeacher(), lesson.student().stopGradient()));
      return hard.add(responses).add(scaled(relations, 3000));
    }
  },
  /** Wang et al. 2023, without tuned heads and with one turned view. */
  SSD_KD("ssd-kd") {
    private static final double TEMPERATURE = 5;

    @Override
    List<Beside> beside(Widths widths) {
      return List.of(new Beside(FIT, widths.last(Projector.Kind.REGRESSOR)));
    }

    @Override
    NDArray hard(Lesson lesson) {
      return scaled(
          Distillation.weightedCrossEntropy(
              lesson.studentsLogits(), lesson.batch().labels(), lesson.classWeights()),
          .5);
    }

    @Override
    NDArray term(Lesson lesson) {
      Lesson turned = lesson.turned();
      NDArray ours = Lesson.pooled(lesson.student());
      NDArray theirs = Lesson.pooled(lesson.teacher());
      NDArray between =
          scaled(RelationalDistillation.distances(ours, theirs), 25)
              .add(scaled(RelationalDistillation.angles(ours, theirs), 50));
      NDArray within =
          scaled(
              RelationalDistillation.channelRelations(
                  lesson.through(FIT, lesson.student()), lesson.teacher()),
              1000);
      NDArray views =
          LogitDistillation.klTeacherStudent(
              RelationalDistillation.similarities(Lesson.pooled(turned.student()), ours),
              RelationalDistillation.similarities(Lesson.pooled(turned.teacher()), theirs),
              .5);
      return scaled(responses(lesson), .5)
          .add(scaled(responses(turned), 2.7))
          .add(scaled(views, 10))
          .add(between)
          .add(within);
    }

    private NDArray responses(Lesson lesson) {
      return LogitDistillation.klTeacherStudent(
          lesson.studentsLogits(), lesson.teachersLogits(), TEMPERATURE);
    }
  },
  /** Stage 1, Section 3.2.2: MGD that rebuilds from the fusion of shallow and deep maps. */
  STAGE_1("mgd+hf") {
    @Override
    List<Beside> beside(Widths widths) {
      List<Beside> beside = new ArrayList<>();
      beside.add(new Beside(FIT, widths.last(Projector.Kind.ADAPTER)));
      for (int i = 0; i < Candidate.SHALLOW_TAPS.size(); i++) {
        beside.add(new Beside(FIT + i, widths.shallow(i)));
      }
      beside.add(widths.generator());
      return beside;
    }

    @Override
    NDArray term(Lesson lesson) {
      NDArray deep = lesson.student();
      NDArray fused = lesson.through(FIT, deep);
      for (int i = 0; i < Candidate.SHALLOW_TAPS.size(); i++) {
        NDArray shallow = lesson.student(Candidate.SHALLOW_TAPS.get(i));
        NDArray texture = FeatureDistillation.averaged(shallow, deep.getShape().get(2));
        fused = fused.add(lesson.through(FIT + i, texture));
      }
      return rebuilt(lesson, fused);
    }
  },
  /** Section 3.3 alone: logits normalised by their standard deviation. */
  NKD("nkd") {
    @Override
    NDArray term(Lesson lesson) {
      return normalised(lesson);
    }
  },
  /** After stage 1, usual logits. */
  STAGE_1_VKD("mgd+hf+vkd") {
    @Override
    Optional<Method> startsFrom() {
      return Optional.of(STAGE_1);
    }

    @Override
    NDArray term(Lesson lesson) {
      return VANILLA_KD.term(lesson);
    }
  },
  /** The paper's own: after stage 1, normalised logits, Section 3. */
  DSP_KD("dsp-kd") {
    @Override
    Optional<Method> startsFrom() {
      return Optional.of(STAGE_1);
    }

    @Override
    NDArray term(Lesson lesson) {
      return normalised(lesson);
    }
  };

  /** What makes the student's maps fit the teacher's. */
  private static final String FIT = "fit";

  private static final String GENERATOR = "generator";

  /** Share of the channels that MGD hides. */
  private static final double HIDDEN = .15;

  /**
   * Channels of the maps that methods compare.
   *
   * @param shallow of the student's shallower maps
   */
  record Widths(int teacher, int student, List<Integer> shallow) {
    /** From the student's last map to the teacher's. */
    Projector last(Projector.Kind kind) {
      return new Projector(kind, student, teacher);
    }

    /** From one of the student's shallower maps to the teacher's last. */
    Projector shallow(int place) {
      return new Projector(Projector.Kind.ADAPTER, shallow.get(place), teacher);
    }

    Beside generator() {
      return new Beside(GENERATOR, new Projector(Projector.Kind.GENERATOR, teacher, teacher));
    }
  }

  private final String id;

  Method(String id) {
    this.id = id;
  }

  /** As conditions name it. */
  String id() {
    return id;
  }

  static Method byId(String id) {
    return Arrays.stream(values()).filter(m -> m.id.equals(id)).findFirst().orElseThrow();
  }

  /** What is trained beside the student. */
  List<Beside> beside(Widths widths) {
    return List.of();
  }

  /** The method whose student this one goes on from. */
  Optional<Method> startsFrom() {
    return Optional.empty();
  }

  /** Whether the teacher goes on learning. */
  boolean teacherLearns() {
    return false;
  }

  /** The loss by labels. */
  NDArray hard(Lesson lesson) {
    return Distillation.hardCrossEntropy(lesson.studentsLogits(), lesson.batch().labels(), 1);
  }

  /** What the teacher adds to the loss. */
  abstract NDArray term(Lesson lesson);

  private static NDArray rebuilt(Lesson lesson, NDArray map) {
    NDArray restored = lesson.through(GENERATOR, Lesson.masked(map, HIDDEN));
    return FeatureDistillation.restored(restored, lesson.teacher(), lesson.mgdAlpha());
  }

  private static NDArray normalised(Lesson lesson) {
    return LogitDistillation.normKd(lesson.studentsLogits(), lesson.teachersLogits(), 2);
  }
}
