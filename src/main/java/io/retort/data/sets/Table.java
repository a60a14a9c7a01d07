package io.retort.data.sets;

import com.opencsv.CSVReader;
import com.opencsv.exceptions.CsvException;
import io.retort.data.DataException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A publisher's CSV table, read line by line; columns may stand in any order, others may follow.
 */
final class Table {
  private Table() {}

  /** One line, by column name. */
  static final class Row {
    private final Path file;
    private final long line;
    private final Map<String, Integer> columns;
    private final String[] fields;

    private Row(Path file, long line, Map<String, Integer> columns, String[] fields) {
      this.file = file;
      this.line = line;
      this.columns = columns;
      this.fields = fields;
    }

    /** A field without surrounding blanks; empty where the column is absent. */
    String text(String column) {
      Integer at = columns.get(column);
      return at == null ? "" : fields[at].strip();
    }

    /** A field that must not be empty. */
    String needed(String column) {
      String text = text(column);
      if (text.isEmpty()) {
        throw wrong("%s [] must not be empty".formatted(column));
      }
      return text;
    }

    /** A complaint that names file and line. */
    DataException wrong(String what) {
      return new DataException("%s line %d: %s".formatted(file, line, what));
    }

    /** The class of a one-hot line; none or several ones are refused. */
    int oneHot(List<String> classes) {
      int label = -1;
      for (int c = 0; c < classes.size(); c++) {
        String text = needed(classes.get(c));
        boolean one = text.equals("1") || text.equals("1.0");
        if (!one && !text.equals("0") && !text.equals("0.0")) {
          throw wrong("%s [%s] must be 0 or 1".formatted(classes.get(c), text));
        }
        if (one && label >= 0) {
          throw wrong(
              "classes [%s, %s] must be one only".formatted(classes.get(label), classes.get(c)));
        }
        label = one ? c : label;
      }
      if (label < 0) {
        throw wrong("no class of %s is set to 1".formatted(classes));
      }
      return label;
    }
  }

  /**
   * Reads a table.
   *
   * @param columns the columns it must have
   * @throws DataException when it is missing, no CSV, lacks a column, or a line does not fit
   */
  static void read(Path file, List<String> columns, Consumer<Row> each) {
    try (CSVReader reader = new CSVReader(Files.newBufferedReader(file, StandardCharsets.UTF_8))) {
      String[] header = reader.readNext();
      if (header == null) {
        throw new DataException("%s is empty: get it again".formatted(file));
      }
      Map<String, Integer> index = new HashMap<>();
      for (int i = 0; i < header.length; i++) {
        String name = header[i].strip().replace("\uFEFF", "").replace("\"", "");
        if (index.put(name, i) != null) {
          throw new DataException("%s: column [%s] occurs twice".formatted(file, name));
        }
      }
      for (String column : columns) {
        if (!index.containsKey(column)) {
          throw new DataException(
              "%s: columns %s must include %s: this is not the expected table"
                  .formatted(file, Arrays.toString(header), column));
        }
      }
      boolean any = false;
      for (String[] fields = reader.readNext(); fields != null; fields = reader.readNext()) {
        if (fields.length == 1 && fields[0].isBlank()) {
          continue;
        }
        Row row = new Row(file, reader.getLinesRead(), index, fields);
        if (fields.length != header.length) {
          throw row.wrong(
              "[%d] fields, the header has %d: the file may be truncated"
                  .formatted(fields.length, header.length));
        }
        each.accept(row);
        any = true;
      }
      if (!any) {
        throw new DataException("%s holds no rows: get it again".formatted(file));
      }
    } catch (NoSuchFileException e) {
      throw new DataException("%s is missing".formatted(file), e);
    } catch (CharacterCodingException e) {
      throw new DataException("%s is not UTF-8 text: this is not the table".formatted(file), e);
    } catch (CsvException | IOException e) {
      throw new DataException("%s is not readable as CSV: %s".formatted(file, e.getMessage()), e);
    }
  }
}
