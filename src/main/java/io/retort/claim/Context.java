package io.retort.claim;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a claim is judged on.
 *
 * @param scale the scale's name
 * @param variant the declared reading
 * @param valuesApply whether printed values may be compared: paper scale and the paper's data
 * @param device what trained
 */
public record Context(
    Observations observations, String scale, String variant, boolean valuesApply, String device) {

  /** The subject's metric by seed; less the comparator's of the same seed, where there is one. */
  SortedMap<Long, Double> observed(Claim claim) {
    SortedMap<Long, Double> subject = observations.values(variant, claim.subject(), claim.metric());
    if (claim.comparator().isEmpty()) {
      return subject;
    }
    SortedMap<Long, Double> comparator =
        observations.values(variant, claim.comparator(), claim.metric());
    SortedMap<Long, Double> differences = new TreeMap<>();
    subject.forEach(
        (seed, value) -> {
          Double other = comparator.get(seed);
          if (other != null) {
            differences.put(seed, value - other);
          }
        });
    return differences;
  }
}
