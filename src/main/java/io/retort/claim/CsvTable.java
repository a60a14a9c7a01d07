package io.retort.claim;

import com.opencsv.CSVReader;
import com.opencsv.exceptions.CsvException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
    List<String[]> lines;
    try (CSVReader reader = new CSVReader(Files.newBufferedReader(file, StandardCharsets.UTF_8))) {
      lines = reader.readAll();
    } catch (NoSuchFileException e) {
      throw new IOException("%s is missing".formatted(file), e);
    } catch (CsvException | IOException e) {
      throw new IOException("%s is not readable as CSV: %s".formatted(file, e.getMessage()), e);
    }
    String[] header = lines.isEmpty() ? new String[0] : lines.get(0);
    if (!Arrays.asList(header).equals(columns)) {
      throw new IOException(
          "%s: header %s must be %s".formatted(file, Arrays.toString(header), columns));
    }
    for (int number = 2; number <= lines.size(); number++) {
      String[] line = lines.get(number - 1);
      if (line.length != header.length) {
        throw new IOException(
            "%s line %d: [%d] fields, the header has %d"
                .formatted(file, number, line.length, header.length));
      }
      Map<String, String> fields = new HashMap<>();
      for (int i = 0; i < header.length; i++) {
        fields.put(header[i], line[i].strip());
      }
      try {
        rows.add(parse.apply(new Line(fields)));
      } catch (IllegalArgumentException e) {
        throw new IOException("%s line %d: %s".formatted(file, number, e.getMessage()), e);
      }
    }
    return rows;
  }
}
