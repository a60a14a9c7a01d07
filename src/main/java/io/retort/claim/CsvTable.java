package io.retort.claim;

import com.opencsv.CSVReader;
import com.opencsv.exceptions.CsvException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A CSV file with a header, read strictly: every complaint names the file and the line. */
final class CsvTable {
  private CsvTable() {}

  /** One line, by column name. */
  record Line(Map<String, String> fields) {
    String text(String column) {
      return fields.getOrDefault(column, "");
    }

    double number(String column) {
      String text = text(column);
      try {
        return Double.parseDouble(text);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("%s [%s] must be a number".formatted(column, text), e);
      }
    }

    long whole(String column) {
      String text = text(column);
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "%s [%s] must be a whole number".formatted(column, text), e);
      }
    }
  }

  /**
   * Reads a file.
   *
   * @param columns the columns it must have, in this order
   * @throws IOException when it cannot be read, or a line does not fit
   */
  static <T> List<T> read(Path file, List<String> columns, Function<Line, T> parse)
      throws IOException {
    List<T> rows = new ArrayList<>();
    try (CSVReader reader = new CSVReader(Files.newBufferedReader(file, StandardCharsets.UTF_8))) {
      String[] header = reader.readNext();
      if (header == null || !Arrays.asList(header).equals(columns)) {
        throw new IOException(
            "%s: header %s must be %s".formatted(file, Arrays.toString(header), columns));
      }
      for (String[] line = reader.readNext(); line != null; line = reader.readNext()) {
        if (line.length != header.length) {
          throw new IOException(
              "%s line %d: [%d] fields, the header has %d"
                  .formatted(file, reader.getLinesRead(), line.length, header.length));
        }
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < header.length; i++) {
          fields.put(header[i], line[i].strip());
        }
        try {
          rows.add(parse.apply(new Line(fields)));
        } catch (IllegalArgumentException e) {
          throw new IOException(
              "%s line %d: %s".formatted(file, reader.getLinesRead(), e.getMessage()), e);
        }
      }
    } catch (CsvException e) {
      throw new IOException("%s is not readable as CSV: %s".formatted(file, e.getMessage()), e);
    }
    return rows;
  }
}
