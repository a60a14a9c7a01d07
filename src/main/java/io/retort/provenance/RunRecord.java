package io.retort.provenance;

import java.util.List;
import java.util.Objects;

/**
 * The provenance of one cell's observations.
 *
 * @param recipe fingerprint of the recipe
 * @param data fingerprint of the data that was used
 * @param code fingerprint of the code that determines the numbers
 * @param environment machine and software
 * @param started the start in ISO 8601, UTC
 * @param seconds wall-clock seconds of training and evaluation
 * @param resumedFrom the iteration of the checkpoint training went on from, 0 for none
 * @param start where the first weights came from, in words
 * @param notPretrained published weights that this cell or one it needs asked for, but that were
 *     not at hand
 */
public record RunRecord(
    String recipe,
    String data,
    String code,
    Environment environment,
    String started,
    double seconds,
    int resumedFrom,
    String start,
    List<String> notPretrained) {

  /** Results of before these fields were kept did not ask for published weights. */
  public RunRecord {
    start = Objects.requireNonNullElse(start, "not recorded");
    notPretrained = List.copyOf(Objects.requireNonNullElse(notPretrained, List.of()));
  }
}
