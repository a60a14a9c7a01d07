package io.retort.data.download;

import io.retort.data.DataException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names of an archive's entries: each stays inside the folder, and no two mean the same file on
 * any system, also on one that ignores case or composes accents.
 */
final class EntryNames {
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

  private static final int LONGEST = 1024;

  private final Path archive;
  private final Map<String, String> spellings = new HashMap<>();
  private final Set<String> files = new HashSet<>();
  private final Set<String> entries = new HashSet<>();

  EntryNames(Path archive) {
    this.archive = archive;
  }

  /**
   * Takes the next entry's name.
   *
   * @return its parts, with neither {@code .} nor {@code ..}; none for the folder itself
   * @throws DataException when it is not safe; the message names it
   */
  List<String> add(String name, boolean folder) {
    if (name.length() > LONGEST) {
      throw refused(
          name.substring(0, 50) + "...", "is longer than [%d] letters".formatted(LONGEST));
    }
    if (name.chars().anyMatch(c -> c < ' ')) {
      throw refused(name, "holds a NUL or another control character");
    }
    if (name.indexOf('\\') >= 0) {
      throw refused(name, "holds a backslash");
    }
    if (name.startsWith("/") || DRIVE.matcher(name).matches()) {
      throw refused(name, "is absolute");
    }
    List<String> parts = new ArrayList<>();
    for (String part : name.split("/", -1)) {
      if (part.equals("..")) {
        throw refused(name, "leads out of the folder by [..]");
      }
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    if (parts.isEmpty() && !folder) {
      throw refused(name, "names no file");
    }
    if (!parts.isEmpty()) {
      check(name, parts, folder);
    }
    return parts;
  }

  private void check(String name, List<String> parts, boolean folder) {
    for (int n = 1; n <= parts.size(); n++) {
      String prefix = String.join("/", parts.subList(0, n));
      String spelling = spellings.putIfAbsent(fold(prefix), prefix);
      if (spelling != null && !spelling.equals(prefix)) {
        throw refused(name, "differs from [%s] by case or accents only".formatted(spelling));
      }
      if (n < parts.size() && files.contains(prefix)) {
        throw refused(name, "lies in [%s], which is a file".formatted(prefix));
      }
      if (n == parts.size() && !folder && spelling != null && !entries.contains(prefix)) {
        throw refused(name, "is a file, but entries before it lie in it");
      }
    }
    String whole = String.join("/", parts);
    if (!entries.add(whole)) {
      throw refused(name, "is there twice");
    }
    if (!folder) {
      files.add(whole);
    }
  }

  private static String fold(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT);
  }

  private DataException refused(String name, String why) {
    String shown = name.replaceAll("\\p{Cntrl}", "?");
    return new DataException(
        "%s: entry [%s] %s: not unpacked; get the archive from its publisher"
            .formatted(archive, shown, why));
  }
}
