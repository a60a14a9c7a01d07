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
    List<String> cells = values.stream().map(Auditor::cell).distinct().toList();
    ReferenceValue first = values.get(0);
    List<ReferenceValue> rest = values.subList(1, values.size());
    return switch (audit.check()) {
      case COUNT -> count(audit, first, cells);
      case ERRORS -> errors(audit, first, rest.get(0), cells);
      case BEST -> best(audit, first, rest, cells);
      case SAME -> compared(audit, first, of(rest.get(0)), cells);
      case SUM -> compared(audit, first, sum(rest), cells);
      case MEAN -> compared(audit, first, over(sum(rest), rest.size()), cells);
      case DIFFERENCE -> compared(audit, first, gains(rest), cells);
      case GAIN -> compared(audit, first, over(gains(rest), rest.size() / 2), cells);
      case RATIO -> {
        Interval a = of(rest.get(0));
        Interval b = of(rest.get(1));
        yield compared(audit, first, new Interval(a.low() / b.high(), a.high() / b.low()), cells);
      }
      case F1 -> {
        Interval p = share(rest.get(0));
        Interval r = share(rest.get(1));
        yield compared(
            audit, first, new Interval(f1(p.low(), r.low()), f1(p.high(), r.high())), cells);
      }
      case ACCURACY -> compared(audit, first, weightedMean(rest), cells);
      case OVERLAP -> {
        Interval iou = share(rest.get(0));
        Interval f = new Interval(iou.low(), 2 * iou.high() / (1 + iou.high()));
        yield compared(audit, first, f, cells);
      }
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
        "%s is printed, the %s %s"
            .formatted(
                text(first),
                audit.values().size() == 2 ? "other gives" : "others give",
                range(first, derived)));
  }

  private static Finding count(Audit audit, ReferenceValue value, List<String> cells) {
    long each = items(audit, value);
    int runs = Math.max(1, value.runs());
    long all = each * runs;
    Interval own = of(value);
    double least = Math.ceil(own.low() * all - SLACK);
    double most = Math.floor(own.high() * all + SLACK);
    boolean any = least <= most;
    String of = runs == 1 ? "" + all : "%d (%d runs of %d)".formatted(all, runs, each);
    return new Finding(
        audit,
        any,
        cells,
        any
            ? "%s is %.0f to %.0f of %s".formatted(text(value), least, most, of)
            : "no count of %s items gives %s".formatted(of, text(value)));
  }

  private static Finding errors(
      Audit audit, ReferenceValue accuracy, ReferenceValue count, List<String> cells) {
    long items = items(audit, accuracy);
    if (accuracy.runs() > 1) {
      throw new IllegalArgumentException(
          "audit %s: runs [%d] of %s must be <= 1: a mean does not bound the errors of one run"
              .formatted(audit.id(), accuracy.runs(), accuracy.id()));
    }
    double most = Math.floor(items * (1 - of(accuracy).low()) + SLACK);
    return new Finding(
        audit,
        of(count).low() <= most,
        cells,
        "%s are printed, an accuracy of %s over %d items leaves at most %.0f"
            .formatted(text(count), text(accuracy), items, most));
  }

  private static long items(Audit audit, ReferenceValue value) {
    if (value.items() < 1) {
      throw new IllegalArgumentException(
          "audit %s: items [%d] of %s must be >= 1"
              .formatted(audit.id(), value.items(), value.id()));
    }
    return value.items();
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

  private static Interval sum(List<ReferenceValue> parts) {
    return new Interval(
        parts.stream().mapToDouble(v -> of(v).low()).sum(),
        parts.stream().mapToDouble(v -> of(v).high()).sum());
  }

  /** The sum of new - old; its exact bounds where no number is new in one pair, old in another. */
  private static Interval gains(List<ReferenceValue> newAndOld) {
    double low = 0;
    double high = 0;
    for (int i = 0; i < newAndOld.size(); i += 2) {
      Interval now = of(newAndOld.get(i));
      Interval old = of(newAndOld.get(i + 1));
      low += now.low() - old.high();
      high += now.high() - old.low();
    }
    return new Interval(low, high);
  }

  private static Interval over(Interval sum, int parts) {
    return new Interval(sum.low() / parts, sum.high() / parts);
  }

  private static Interval weightedMean(List<ReferenceValue> recallsAndItems) {
    double low = 0;
    double high = 0;
    double items = 0;
    for (int i = 0; i < recallsAndItems.size(); i += 2) {
      Interval recall = share(recallsAndItems.get(i));
      double count = recallsAndItems.get(i + 1).value();
      low += recall.low() * count;
      high += recall.high() * count;
      items += count;
    }
    return new Interval(low / items, high / items);
  }

  private static double f1(double precision, double recall) {
    return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
  }

  private static Interval share(ReferenceValue value) {
    Interval own = of(value);
    return new Interval(Math.max(0, Math.min(1, own.low())), Math.max(0, Math.min(1, own.high())));
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
