package io.retort.paper.niyaz2023;

import com.opencsv.CSVReader;
import com.opencsv.exceptions.CsvException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The weights of a student's loss as Tables 3, 4, 8, 9, 14 and 15 print them, cell by cell: {@code
 * weights.csv} beside this class.
 *
 * @param alpha of the labels
 * @param beta of what the teacher gives
 * @param gamma of what the other student gives
 */
record LossWeights(double alpha, double beta, double gamma) {
  private static final Map<String, LossWeights> PRINTED = read();

  /**
   * The weights of a cell.
   *
   * @param experiment its name, such as {@code lgg-segmentation}
   * @param student {@code s1} or {@code s2}
   * @throws IllegalArgumentException when the paper prints none
   */
  static LossWeights of(
      String experiment, Backbone students, Technique technique, Style style, String student) {
    String key = String.join(",", experiment, students.id(), technique.id(), style.id(), student);
    LossWeights weights = PRINTED.get(key);
    if (weights == null) {
      throw new IllegalArgumentException("weights of [%s] must be in weights.csv".formatted(key));
    }
    return weights;
  }

  private static Map<String, LossWeights> read() {
    Map<String, LossWeights> weights = new LinkedHashMap<>();
    try (CSVReader rows =
        new CSVReader(
            new InputStreamReader(
                Objects.requireNonNull(LossWeights.class.getResourceAsStream("weights.csv")),
                StandardCharsets.UTF_8))) {
      rows.skip(1);
      for (String[] row : rows.readAll()) {
        weights.put(
            String.join(",", row[0], row[1], row[2], row[3], row[4]),
            new LossWeights(
                Double.parseDouble(row[5]),
                Double.parseDouble(row[6]),
                Double.parseDouble(row[7])));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("weights.csv is not readable", e);
    } catch (CsvException e) {
      throw new IllegalStateException("weights.csv is not CSV", e);
    }
    return weights;
  }
}
