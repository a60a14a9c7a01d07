package io.retort.paper.niyaz2023;

import java.util.Arrays;

/** The four distillation techniques: Section 3.1. */
enum Technique {
  /** Mutual learning: two students, no teacher. */
  ML("ml"),
  /** Offline distillation: the teacher was trained before and stays as it is. */
  KD_OFF("kd-off"),
  /** Online distillation: teacher and students are trained in a single step. */
  KD_ON("kd-on"),
  /** Distillation and mutual learning; the teacher is trained, too. */
  KD_ML("kd+ml");

  private final String id;

  Technique(String id) {
    this.id = id;
  }

  /** As conditions name it. */
  String id() {
    return id;
  }

  static Technique byId(String id) {
    return Arrays.stream(values()).filter(t -> t.id.equals(id)).findFirst().orElseThrow();
  }

  /** Whether there is a teacher. */
  boolean teaches() {
    return this != ML;
  }

  /** Whether the teacher was trained before. */
  boolean isOffline() {
    return this == KD_OFF;
  }

  /** Whether students learn from each other. */
  boolean isMutual() {
    return this == ML || this == KD_ML;
  }
}
