package io.retort.paper.niyaz2023;

import static io.retort.loss.Distillation.scaled;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.retort.loss.FeatureDistillation;
import io.retort.loss.LogitDistillation;
import io.retort.loss.Segmentation;
import io.retort.loss.SegmentationDistillation;
import io.retort.model.Projector;
import io.retort.training.CohortRecipe.Beside;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The methods of Table 10, each with a teacher that stays as it is and one student. The paper
 * prints no weight; these are those of the methods' publications or of the collections of methods
 * that the table's names are from (see the ledger).
 */
enum Method {
  /** Romero et al. 2015. */
  FITNET("fitnet", Task.CLASSIFICATION, Task.SEGMENTATION) {
    @Override
    List<Beside> beside(Maps maps) {
      return List.of(new Beside(id(), maps.last(Projector.Kind.REGRESSOR)));
    }

    @Override
    NDArray term(Lesson lesson) {
      NDArray fitted = lesson.through(id(), lesson.student(lesson.last()));
      return scaled(FeatureDistillation.fitNet(fitted, lesson.teacher(lesson.last())), 100);
    }
  },
  /** Zagoruyko and Komodakis 2017, on all stages. */
  AT("at", Task.CLASSIFICATION, Task.SEGMENTATION) {
    @Override
    NDArray term(Lesson lesson) {
      return scaled(
          lesson.overAll(
              tap ->
                  FeatureDistillation.attentionTransfer(lesson.student(tap), lesson.teacher(tap))),
          1000);
    }
  },
  /** Tung and Mori 2019. */
  SP("sp", Task.CLASSIFICATION) {
    @Override
    NDArray term(Lesson lesson) {
      return scaled(
          FeatureDistillation.similarityPreserving(
              lesson.student(lesson.last()), lesson.teacher(lesson.last())),
          3000);
    }
  },
  /** Ahn et al. 2019. */
  VID("vid", Task.CLASSIFICATION) {
    @Override
    List<Beside> beside(Maps maps) {
      return List.of(new Beside(id(), maps.last(Projector.Kind.VARIATIONAL)));
    }

    @Override
    NDArray term(Lesson lesson) {
      return FeatureDistillation.vid(
          lesson.through(id(), lesson.student(lesson.last())),
          lesson.tensor(id(), "log_scale"),
          lesson.teacher(lesson.last()),
          1e-5);
    }
  },
  /** Yang et al. 2021. */
  SRRL("srrl", Task.CLASSIFICATION) {
    @Override
    List<Beside> beside(Maps maps) {
      return List.of(new Beside(id(), maps.last(Projector.Kind.REGRESSOR)));
    }

    @Override
    NDArray term(Lesson lesson) {
      NDArray fitted = lesson.through(id(), lesson.student(lesson.last()));
      return FeatureDistillation.softmaxRegression(
          fitted,
          lesson.teacher(lesson.last()),
          lesson.classified(fitted),
          lesson.teachersLogits());
    }
  },
  /** Chen et al. 2022: the labels are not looked at, and the teacher's classifier is used. */
  SIMKD("simkd", Task.CLASSIFICATION) {
    @Override
    double hardWeight() {
      return 0;
    }

    @Override
    List<Beside> beside(Maps maps) {
      return List.of(new Beside(id(), maps.last(Projector.Kind.SIMKD)));
    }

    @Override
    NDArray term(Lesson lesson) {
      NDArray fitted = lesson.through(id(), lesson.student(lesson.last()));
      return FeatureDistillation.fitNet(fitted, lesson.teacher(lesson.last()));
    }
  },
  /** Chen et al. 2021, on all stages; a regressor for each pair of them. */
  SEMCKD("semckd", Task.CLASSIFICATION) {
    @Override
    List<Beside> beside(Maps maps) {
      List<Beside> beside = new ArrayList<>();
      for (int i = 0; i < maps.stages(); i++) {
        beside.add(new Beside("query" + i, maps.rows(FACTORS)));
        beside.add(new Beside("key" + i, maps.rows(FACTORS)));
        for (int j = 0; j < maps.stages(); j++) {
          beside.add(new Beside("fit" + i + j, maps.pair(i, j)));
        }
      }
      return beside;
    }

    @Override
    NDArray term(Lesson lesson) {
      List<String> taps = lesson.all();
      NDList keys = new NDList();
      for (int j = 0; j < taps.size(); j++) {
        keys.add(lesson.embedded("key" + j, lesson.teacher(taps.get(j))));
      }
      NDArray sum = null;
      for (int i = 0; i < taps.size(); i++) {
        NDArray map = lesson.student(taps.get(i));
        NDArray query = lesson.embedded("query" + i, map.stopGradient());
        NDList errors = new NDList();
        for (int j = 0; j < taps.size(); j++) {
          errors.add(
              FeatureDistillation.perItem(
                  lesson.through("fit" + i + j, map), lesson.teacher(taps.get(j))));
        }
        NDArray weighted =
            FeatureDistillation.semanticAttention(query, keys)
                .mul(ai.djl.ndarray.NDArrays.concat(errors, 1))
                .sum();
        sum = sum == null ? weighted : sum.add(weighted);
      }
      if (sum == null) {
        throw new IllegalStateException("networks must have stages");
      }
      return scaled(sum, 400.0 / (lesson.items() * taps.size()));
    }
  },
  /** Liu et al. 2019 without its adversarial part. */
  SKD("skd", Task.SEGMENTATION) {
    @Override
    NDArray term(Lesson lesson) {
      NDArray pixels =
          SegmentationDistillation.skdPixelWise(
              Segmentation.twoChannels(lesson.studentsLogits()),
              Segmentation.twoChannels(lesson.teachersLogits()));
      NDArray pairs =
          SegmentationDistillation.skdPairWise(
              lesson.student(lesson.last()), lesson.teacher(lesson.last()), .5);
      return scaled(pixels, 10).add(pairs);
    }
  },
  /** Wang et al. 2020. */
  IFVD("ifvd", Task.SEGMENTATION) {
    @Override
    NDArray term(Lesson lesson) {
      NDArray map = lesson.student(lesson.last());
      NDArray labels =
          lesson.coarse(map).squeeze(1).toType(ai.djl.ndarray.types.DataType.INT64, false);
      return scaled(
          SegmentationDistillation.ifvd(map, lesson.teacher(lesson.last()), labels, 2), 200);
    }
  },
  /** Shu et al. 2021, on the logits. */
  CWD("cwd", Task.SEGMENTATION) {
    @Override
    NDArray term(Lesson lesson) {
      return scaled(
          FeatureDistillation.channelWise(lesson.studentsLogits(), lesson.teachersLogits(), 4), 3);
    }
  },
  /** Qin et al. 2021. */
  EMKD("emkd", Task.SEGMENTATION) {
    @Override
    NDArray term(Lesson lesson) {
      NDArray predictions =
          LogitDistillation.klTeacherStudent(
              Segmentation.twoClasses(lesson.studentsLogits()),
              Segmentation.twoClasses(lesson.teachersLogits()),
              4);
      NDArray map = lesson.student(lesson.last());
      NDArray teachers = lesson.teacher(lesson.last());
      NDArray foreground = lesson.coarse(map);
      NDArray regions =
          ai.djl.ndarray.NDArrays.concat(
              new NDList(foreground.onesLike().sub(foreground), foreground), 1);
      NDArray features =
          SegmentationDistillation.emkdImportanceMaps(map, teachers, 4)
              .add(SegmentationDistillation.emkdRegionAffinity(map, teachers, regions));
      return scaled(predictions, .1).add(scaled(features, .9));
    }
  },
  /** Feng et al. 2021, as its abstract has it, on all stages. */
  DSD("dsd", Task.SEGMENTATION) {
    @Override
    NDArray term(Lesson lesson) {
      NDArray categories =
          SegmentationDistillation.dsdCategoryWise(
              Segmentation.twoChannels(lesson.studentsLogits()),
              Segmentation.twoChannels(lesson.teachersLogits()));
      return scaled(categories, 10)
          .add(scaled(lesson.overPairs(SegmentationDistillation::dsdPixelWise), 1000));
    }
  };

  /** Length of SemCKD's queries and keys. */
  private static final int FACTORS = 4;

  private final String id;
  private final List<Task> tasks;

  Method(String id, Task... tasks) {
    this.id = id;
    this.tasks = List.of(tasks);
  }

  /** As conditions name it. */
  String id() {
    return id;
  }

  static Method byId(String id) {
    return Arrays.stream(values()).filter(m -> m.id.equals(id)).findFirst().orElseThrow();
  }

  /** Those that a column of the table lists. */
  static List<Method> of(Task task) {
    return Arrays.stream(values()).filter(m -> m.tasks.contains(task)).toList();
  }

  /** Weight of the loss by labels or masks. */
  double hardWeight() {
    return 1;
  }

  /** What is trained beside the student. */
  List<Beside> beside(Maps maps) {
    return List.of();
  }

  /** What the teacher adds to the loss. */
  abstract NDArray term(Lesson lesson);
}
