package io.retort.data.download;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** Makes archives for tests, good and bad. */
final class Archives {
  /** Something to put into an archive. */
  interface Content<T> {
    void writeTo(T out) throws IOException;
  }

  private Archives() {}

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] zip(Content<ZipArchiveOutputStream> content) throws IOException {
    SeekableInMemoryByteChannel bytes = new SeekableInMemoryByteChannel();
    try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(bytes)) {
      content.writeTo(out);
    }
    return Arrays.copyOf(bytes.array(), (int) bytes.size());
  }

  static void add(ZipArchiveOutputStream out, String name, byte[] content) throws IOException {
    add(out, new ZipArchiveEntry(name), content);
  }

  static void add(ZipArchiveOutputStream out, ZipArchiveEntry entry, byte[] content)
      throws IOException {
    out.putArchiveEntry(entry);
    out.write(content);
    out.closeArchiveEntry();
  }

  static byte[] tar(Content<TarArchiveOutputStream> content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes)) {
      out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      content.writeTo(out);
    }
    return bytes.toByteArray();
  }

  static void add(TarArchiveOutputStream out, String name, byte[] content) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(content.length);
    out.putArchiveEntry(entry);
    out.write(content);
    out.closeArchiveEntry();
  }

  /** An entry that is no file, such as a link or a device. */
  static void special(TarArchiveOutputStream out, String name, byte kind, String link)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, kind, true);
    entry.setLinkName(link);
    out.putArchiveEntry(entry);
    out.closeArchiveEntry();
  }

  static void folder(TarArchiveOutputStream out, String name) throws IOException {
    special(out, name, TarConstants.LF_DIR, "");
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  /** Replaces a text of the same length everywhere, as an attacker's editor does. */
  static byte[] patched(byte[] bytes, String from, String to) {
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    if (from.length() != to.length() || !all.contains(from)) {
      throw new IllegalArgumentException("nothing to patch: " + from);
    }
    return all.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Changes a 16-bit number of the n-th central header of a zip. */
  static byte[] central(byte[] zip, int n, int offset, int value) {
    ByteBuffer all = ByteBuffer.wrap(zip.clone()).order(ByteOrder.LITTLE_ENDIAN);
    int seen = 0;
    for (int i = 0; i + 4 <= zip.length; i++) {
      if (all.getInt(i) == 0x02014b50 && seen++ == n) {
        all.putShort(i + offset, (short) value);
        return all.array();
      }
    }
    throw new IllegalArgumentException("no central header " + n);
  }
}
