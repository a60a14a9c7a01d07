package io.retort.data.download;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;

/** Reads a tar; refuses all but plain files and folders. */
final class TarReader {
  private static final int BLOCK = 512;

  private TarReader() {}

  /**
   * Hands every entry over.
   *
   * @param unzipped the tar itself
   * @throws IOException when the archive is damaged
   */
  static void read(InputStream unzipped, EntrySink sink) throws IOException {
    Meter meter = new Meter(unzipped, sink);
    InputStream in = new BufferedInputStream(meter, BLOCK);
    in.mark(BLOCK);
    byte[] first = in.readNBytes(BLOCK);
    in.reset();
    if (!isHeader(first)) {
      throw sink.refused(
          "is neither a zip nor a tar, plain or gzipped: it needs no unpacking, or get it again");
    }
    Tar tar = new Tar(in);
    meter.startHeader();
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      meter.endHeader();
      read(tar, entry, sink);
      meter.startHeader();
    }
    if (!tar.ended) {
      throw new IOException("its end mark is missing");
    }
    meter.endHeader();
    while (in.skip(Long.MAX_VALUE) > 0 || in.read() >= 0) {
      // to the end, where gzip has its checksum
    }
  }

  private static boolean isHeader(byte[] block) {
    try {
      return block.length == BLOCK && TarUtils.verifyCheckSum(block);
    } catch (IllegalArgumentException e) { // not even a number where the checksum would be
      return false;
    }
  }

  private static void read(Tar tar, TarArchiveEntry entry, EntrySink sink) throws IOException {
    String name = entry.getName();
    if (!entry.isCheckSumOK()) {
      throw new IOException("the header of entry [%s] has a wrong checksum".formatted(name));
    }
    byte kind = entry.getLinkFlag();
    switch (kind) {
      case TarConstants.LF_SYMLINK -> throw sink.special(name, "a symbolic link");
      case TarConstants.LF_LINK -> throw sink.special(name, "a hard link");
      case TarConstants.LF_CHR, TarConstants.LF_BLK, TarConstants.LF_FIFO ->
          throw sink.special(name, "a device or pipe");
      case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG -> {
        if (entry.isSparse()) {
          throw sink.special(name, "a sparse file");
        } else if (name.endsWith("/")) {
          sink.folder(name);
        } else if (sink.file(name, tar) != entry.getSize()) {
          throw new IOException("entry [%s] is truncated".formatted(name));
        }
      }
      case TarConstants.LF_DIR -> sink.folder(name);
      default -> throw sink.special(name, "of the unknown kind [%c]".formatted(kind));
    }
  }

  /** Tells a tar that ends by its mark from one that is cut between two entries. */
  private static final class Tar extends TarArchiveInputStream {
    private boolean ended;

    Tar(InputStream in) {
      super(in);
    }

    @Override
    protected boolean isEOFRecord(byte[] block) {
      boolean end = super.isEOFRecord(block);
      ended |= end && block != null;
      return end;
    }
  }

  /** Counts what a tar unpacks to, its headers included: they too can be bombs. */
  private static final class Meter extends FilterInputStream {
    private final EntrySink sink;
    private long bytes;
    private long headerEnd = Long.MAX_VALUE;

    Meter(InputStream in, EntrySink sink) {
      super(in);
      this.sink = sink;
    }

    void startHeader() {
      headerEnd = bytes + EntrySink.SMALL;
    }

    void endHeader() {
      headerEnd = Long.MAX_VALUE;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int start, int length) throws IOException {
      int n = super.read(buffer, start, length);
      bytes += Math.max(n, 0);
      sink.checkRatio(bytes, "the tar's block [%d]".formatted(bytes / BLOCK));
      if (bytes > headerEnd) {
        throw new IOException("a header is larger than [%d] bytes".formatted(EntrySink.SMALL));
      }
      return n;
    }

    @Override
    public long skip(long n) throws IOException {
      return Math.max(read(new byte[(int) Math.min(n, 1 << 13)]), 0);
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
