package io.retort.data.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Reads a zip; refuses all but plain files and folders. */
final class ZipReader {
  private static final int KIND = 0170000;
  private static final int FILE = 0100000;
  private static final int FOLDER = 0040000;
  private static final int LINK = 0120000;

  private ZipReader() {}

  /**
   * Hands every entry over.
   *
   * @throws IOException when the archive is damaged
   */
  static void read(Path archive, EntrySink sink) throws IOException {
    try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        read(zip, entry, sink);
      }
    }
  }

  private static void read(ZipFile zip, ZipArchiveEntry entry, EntrySink sink) throws IOException {
    String name = entry.getName();
    for (byte b : entry.getRawName()) {
      if (b == '\\') { // the library turns it into a slash
        throw sink.refused(name, "holds a backslash: not unpacked; get the archive again");
      }
    }
    int kind = entry.getUnixMode() & KIND;
    if (kind != 0 && kind != FILE && kind != FOLDER) {
      throw sink.special(name, kind == LINK ? "a symbolic link" : "a device or pipe");
    }
    if (entry.getGeneralPurposeBit().usesEncryption()) {
      throw sink.refused(name, "is encrypted: unpack it by hand with its password");
    }
    if (!zip.canReadEntryData(entry)) {
      throw sink.refused(
          name,
          "has compression method [%d], which is not read here: unpack it by hand"
              .formatted(entry.getMethod()));
    }
    if (entry.isDirectory()) {
      sink.folder(name);
      return;
    }
    CRC32 crc = new CRC32();
    long size;
    try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), crc)) {
      size = sink.file(name, in);
    }
    if (size != entry.getSize()) {
      throw new IOException(
          "entry [%s] has [%d] bytes, must have [%d]".formatted(name, size, entry.getSize()));
    }
    if (crc.getValue() != entry.getCrc()) {
      throw new IOException(
          "entry [%s] has CRC [%08x], must have [%08x]"
              .formatted(name, crc.getValue(), entry.getCrc()));
    }
  }
}
