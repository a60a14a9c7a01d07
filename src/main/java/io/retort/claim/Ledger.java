package io.retort.claim;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A paper's ledger.
 *
 * @param markdown the whole text
 * @param deviations reason by claim id, from the table under "Known deviations"
 */
public record Ledger(String markdown, Map<String, String> deviations) {
  private static final String SECTION = "## Known deviations";

  /** Reads ledger.md. */
  public static Ledger read(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    Map<String, String> deviations = new LinkedHashMap<>();
    int start = text.indexOf(SECTION);
    if (start >= 0) {
      for (String line : text.substring(start + SECTION.length()).lines().toList()) {
        if (line.startsWith("## ")) {
          break;
        }
        List<String> cells = cells(line);
        if (cells.size() >= 2 && cells.get(0).startsWith("`")) {
          deviations.put(cells.get(0).replace("`", ""), cells.get(cells.size() - 1));
        }
      }
    }
    return new Ledger(text, deviations);
  }

  /** The cells of a Markdown table's line; empty for other lines. */
  public static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    if (line.startsWith("|")) {
      String inner = line.substring(1, line.length() - (line.endsWith("|") ? 1 : 0));
      for (String cell : inner.split("\\|", -1)) {
        cells.add(cell.strip());
      }
    }
    return cells;
  }
}
