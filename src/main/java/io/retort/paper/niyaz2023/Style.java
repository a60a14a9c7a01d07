package io.retort.paper.niyaz2023;

import io.retort.paper.niyaz2023.StyleObjective.Knowledge;

/**
 * The three learning styles: Table 1. In the diverse one the students get different things, as
 * Equations (6) and (7) have it for all techniques; Table 1 (a) and (b) name the two students the
 * other way round where there is only one giver.
 */
enum Style {
  /** Predictions only. */
  V1(Knowledge.PREDICTIONS, Knowledge.PREDICTIONS, Knowledge.PREDICTIONS, Knowledge.PREDICTIONS),
  /** Features only. */
  V2(Knowledge.FEATURES, Knowledge.FEATURES, Knowledge.FEATURES, Knowledge.FEATURES),
  /** The diverse paradigm. */
  V3(Knowledge.FEATURES, Knowledge.PREDICTIONS, Knowledge.PREDICTIONS, Knowledge.FEATURES);

  private final Knowledge teacherToFirst;
  private final Knowledge teacherToSecond;
  private final Knowledge secondToFirst;
  private final Knowledge firstToSecond;

  Style(
      Knowledge teacherToFirst,
      Knowledge teacherToSecond,
      Knowledge secondToFirst,
      Knowledge firstToSecond) {
    this.teacherToFirst = teacherToFirst;
    this.teacherToSecond = teacherToSecond;
    this.secondToFirst = secondToFirst;
    this.firstToSecond = firstToSecond;
  }

  /** As conditions name it. */
  String id() {
    return "v" + (ordinal() + 1);
  }

  static Style byId(String id) {
    return values()[Integer.parseInt(id.substring(1)) - 1];
  }

  /** What a student gets from the teacher. */
  Knowledge fromTeacher(boolean first) {
    return first ? teacherToFirst : teacherToSecond;
  }

  /** What a student gets from the other one. */
  Knowledge fromPeer(boolean first) {
    return first ? secondToFirst : firstToSecond;
  }
}
