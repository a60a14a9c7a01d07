package io.retort.claim;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds whether a paper's printed numbers can be true together, by interval arithmetic. */
public final class Auditor {
  private static final double SLACK = 1e-9;

  private Auditor() {}

  /**
   * What an audit found.
   *
   * @param consistent whether some true values behind the printed ones satisfy the check
   * @param cells each printed value with its source
   * @param note what was compared, in numbers
   */
  public record Finding(Audit audit, boolean consistent, List<String> cells, String note) {}

  /**
   * Checks one row.
   *
   * @param printed the paper's values by id
   * @throws IllegalArgumentException when a value is unknown, or a count has no number of items
   */
  public static Finding find(Audit audit, Map<String, ReferenceValue> printed) {
    List<ReferenceValue> values = new ArrayList<>();
    for (String id : audit.values()) {
      ReferenceValue value = printed.get(id);
      if (value == null) {
        throw new IllegalArgumentException(
            "audit %s: no printed value [%s] in values.csv".formatted(audit.id(), id));
      }
      values.add(value);
    }
    List<String> cells = values.stream().map(Auditor::cell).toList();
    ReferenceValue first = values.get(0);
    List<ReferenceValue> rest = values.subList(1, values.size());
    return switch (audit.check()) {
      case COUNT -> count(audit, first, cells);
      case BEST -> best(audit, first, rest, cells);
      case SAME -> compared(audit, first, of(rest.get(0)), cells);
      case SUM -> {
        double low = rest.stream().mapToDouble(v -> of(v).low()).sum();
        double high = rest.stream().mapToDouble(v -> of(v).high()).sum();
        yield compared(audit, first, new Interval(low, high), cells);
      }
      case DIFFERENCE -> {
        Interval a = of(rest.get(0));
        Interval b = of(rest.get(1));
        yield compared(audit, first, new Interval(a.low() - b.high(), a.high() - b.low()), cells);
      }
      case RATIO -> {
        Interval a = of(rest.get(0));
        Interval b = of(rest.get(1));
        yield compared(audit, first, new Interval(a.low() / b.high(), a.high() / b.low()), cells);
      }
      case F1 -> {
        Interval p = of(rest.get(0));
        Interval r = of(rest.get(1));
        yield compared(
            audit, first, new Interval(f1(p.low(), r.low()), f1(p.high(), r.high())), cells);
      }
      case ACCURACY -> compared(audit, first, weightedMean(rest), cells);
    };
  }

  private static Finding compared(
      Audit audit, ReferenceValue first, Interval derived, List<String> cells) {
    Interval own = of(first);
    boolean meet = own.low() <= derived.high() + SLACK && derived.low() <= own.high() + SLACK;
    return new Finding(
        audit,
        meet,
        cells,
        "%s is printed, the others give %s".formatted(text(first), range(first, derived)));
  }

  private static Finding count(Audit audit, ReferenceValue value, List<String> cells) {
    if (value.items() < 1) {
      throw new IllegalArgumentException(
          "audit %s: items [%d] of %s must be >= 1"
              .formatted(audit.id(), value.items(), value.id()));
    }
    Interval own = of(value);
    double least = Math.ceil(own.low() * value.items() - SLACK);
    double most = Math.floor(own.high() * value.items() + SLACK);
    boolean any = least <= most;
    return new Finding(
        audit,
        any,
        cells,
        any
            ? "%s is %.0f to %.0f of %d".formatted(text(value), least, most, value.items())
            : "no count of %d items gives %s".formatted(value.items(), text(value)));
  }

  private static Finding best(
      Audit audit, ReferenceValue first, List<ReferenceValue> rest, List<String> cells) {
    List<String> higher =
        rest.stream()
            .filter(v -> v.value() > first.value())
            .map(v -> text(v) + " (" + v.source() + ")")
            .toList();
    return new Finding(
        audit,
        higher.isEmpty(),
        cells,
        higher.isEmpty()
            ? "none of the other %d is higher than %s".formatted(rest.size(), text(first))
            : "%s is lower than %s".formatted(text(first), String.join(", ", higher)));
  }

  private static Interval weightedMean(List<ReferenceValue> recallsAndItems) {
    double low = 0;
    double high = 0;
    double items = 0;
    for (int i = 0; i < recallsAndItems.size(); i += 2) {
      Interval recall = of(recallsAndItems.get(i));
      double count = recallsAndItems.get(i + 1).value();
      low += Math.max(0, recall.low()) * count;
      high += Math.min(1, recall.high()) * count;
      items += count;
    }
    return new Interval(low / items, high / items);
  }

  private static double f1(double precision, double recall) {
    double p = Math.max(0, Math.min(1, precision));
    double r = Math.max(0, Math.min(1, recall));
    return p + r == 0 ? 0 : 2 * p * r / (p + r);
  }

  /** What a printed number can have been before it was rounded; a whole number is exact. */
  private static Interval of(ReferenceValue value) {
    double half = value.decimals() == 0 ? 0 : .5 * Math.pow(10, -value.decimals());
    return new Interval(value.value() - half, value.value() + half);
  }

  private static String text(ReferenceValue value) {
    return String.format(Locale.ROOT, "%." + value.decimals() + "f", value.value());
  }

  private static String cell(ReferenceValue value) {
    return "%s %s%s, %s"
        .formatted(
            text(value),
            value.metric().replace('_', ' '),
            value.condition().isEmpty() ? "" : " of " + value.condition(),
            value.source());
  }

  private static String range(ReferenceValue like, Interval range) {
    String low = number(like, range.low());
    String high = number(like, range.high());
    return low.equals(high) ? low : low + " to " + high;
  }

  /** With two digits more than a printed number has, but for zeros at the end. */
  private static String number(ReferenceValue like, double value) {
    BigDecimal rounded =
        BigDecimal.valueOf(value).setScale(like.decimals() + 2, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
