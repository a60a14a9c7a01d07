package io.retort.paper.niyaz2023;

import io.retort.model.Projector;
import io.retort.paper.niyaz2023.StyleObjective.Share;
import io.retort.training.Adam;
import io.retort.training.CohortRecipe;
import io.retort.training.CohortRecipe.Beside;
import io.retort.training.CohortRecipe.Member;
import io.retort.training.CohortRecipe.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * Who is trained with whom: Sections 3.1, 3.2 and 4.2.
 *
 * @param table whose weights of the losses are taken
 */
record StyleRecipes(String table, Study study) {
  /** Beyond the students', whose first weights the teacher's would be a part of otherwise. */
  private static final int TEACHERS_PLACE = 2;

  /** The teacher's network learns from the labels alone, in the place that it has in a cohort. */
  CohortRecipe teacherAlone() {
    return recipe(
        List.of(teacher(false)),
        new StyleObjective(
            study.task(), study.tap(study.teacher()), true, true, List.of(), false, false));
  }

  /** A student's network learns from the labels alone, in the first student's place. */
  CohortRecipe studentAlone(Backbone kind) {
    return recipe(
        List.of(student(0, kind)),
        new StyleObjective(
            study.task(),
            study.tap(kind),
            false,
            false,
            List.of(Share.LABELS_ALONE),
            false,
            false));
  }

  /** Teacher and students by one of the twelve variants. */
  CohortRecipe together(String reading, Variant variant) {
    Technique technique = variant.technique();
    List<Member> members = new ArrayList<>();
    if (technique.teaches()) {
      members.add(teacher(technique.isOffline()));
    }
    List<Share> shares = new ArrayList<>();
    for (int place = 0; place < StyleObjective.STUDENTS.size(); place++) {
      members.add(student(place, variant.students()));
      shares.add(
          new Share(
              LossWeights.of(
                  table,
                  variant.students(),
                  technique,
                  variant.style(),
                  StyleObjective.STUDENTS.get(place)),
              variant.style().fromTeacher(place == 0),
              variant.style().fromPeer(place == 0)));
    }
    return recipe(
        members,
        new StyleObjective(
            study.task(),
            study.tap(variant.students()),
            technique.teaches(),
            technique.teaches() && !technique.isOffline(),
            shares,
            reading.equals(LearningStyles.USUAL),
            reading.equals(LearningStyles.ATTACHED)),
        variant.students());
  }

  private CohortRecipe recipe(List<Member> members, StyleObjective objective) {
    return recipe(members, objective, study.teacher());
  }

  private CohortRecipe recipe(List<Member> members, StyleObjective objective, Backbone students) {
    Projector adapter =
        new Projector(Projector.Kind.ADAPTER, study.teacherWidth(), study.studentWidth(students));
    return new CohortRecipe(
        study.data(),
        members,
        objective.adapts() ? List.of(new Beside(StyleObjective.ADAPTER, adapter)) : List.of(),
        objective,
        Adam.of(study.learningRate()),
        study.length(),
        study.batchSize());
  }

  private Member teacher(boolean isFrozen) {
    return new Member(
        StyleObjective.TEACHER,
        study.teacherNetwork(),
        study.start(study.teacher(), study.teacherDivisor()),
        TEACHERS_PLACE,
        isFrozen ? Part.STAYS : Part.LEARNS);
  }

  private Member student(int place, Backbone kind) {
    return new Member(
        StyleObjective.STUDENTS.get(place),
        study.studentNetwork(kind),
        study.start(kind, study.divisor()),
        place,
        Part.LEARNS);
  }
}
