package io.retort.paper.niyaz2023;

import io.retort.data.augment.Normalisation;
import io.retort.experiment.SeenImages;
import io.retort.training.ServedItems;
import java.util.List;

/** The test part of a study, put to trained networks. */
interface Questions {
  /** The test part as the networks see it. */
  static Questions of(Study study, SeenImages seen) {
    Normalisation normalisation = seen.normalisation(StyleTraining.part(study, seen, "train"));
    ServedItems test = seen.items(StyleTraining.part(study, seen, "test"), normalisation);
    return study.task() == Task.CLASSIFICATION
        ? new ClassQuestions(test, study.classes())
        : new MaskQuestions(test, seen.tensor());
  }

  /** The first ones. */
  Questions first(int count);

  /**
   * What members say, together where they are several.
   *
   * @param compared whether it is compared with what the cohort's teacher says
   */
  Said ask(Asked cohort, List<String> members, boolean compared);

  /** The main metric of one member. */
  double value(Asked cohort, String member);
}
