package io.retort.data.download;

import io.retort.data.DataException;
import io.retort.provenance.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * What is there of a file that is still being fetched: {@code NAME.part}, and in {@code
 * NAME.part.json} what tells whether the server still has the same file.
 *
 * <p>A part without that is not continued: its first half could be another file's.
 */
final class PartFile implements AutoCloseable {
  /**
   * What the server said of the file.
   *
   * @param address where it was asked for
   * @param validator strong entity tag or date of change; empty when it gave neither
   * @param total its size; 0 when unknown
   */
  record Origin(String address, String validator, long total) {}

  private final PartLock lock;
  private final Path target;
  private final Path file;
  private final Path side;
  private final FileChannel channel;
  private final String address;
  private final long declared;
  private Origin origin;
  private boolean ended;

  private PartFile(Request request, PartLock lock) throws IOException {
    this.lock = lock;
    target = request.file();
    file = target.resolveSibling(target.getFileName() + ".part");
    side = target.resolveSibling(target.getFileName() + ".part.json");
    address = request.address().toString();
    declared = request.bytes();
    origin = remembered();
    channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.position(channel.size());
  }

  /** Opens what an earlier run left, if it is of use; waits while another has it open. */
  static PartFile open(Request request) throws IOException, InterruptedException {
    PartLock lock = PartLock.take(request.folder(), request.name());
    try {
      PartFile part = new PartFile(request, lock);
      part.check();
      return part;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private void check() throws IOException {
    boolean ofUse = origin.address().equals(address) && !origin.validator().isEmpty();
    if (!ofUse || (total() > 0 && length() > total())) {
      discard();
    }
  }

  private Origin remembered() {
    try {
      Origin read = Json.CANONICAL.readValue(side.toFile(), Origin.class);
      return read.address() == null || read.validator() == null ? nothing() : read;
    } catch (IOException | RuntimeException e) {
      return nothing();
    }
  }

  private Origin nothing() {
    return new Origin(address, "", 0);
  }

  Path file() {
    return file;
  }

  long length() throws IOException {
    return channel.position();
  }

  /** Whether the rest can be asked for. */
  boolean resumable() throws IOException {
    return length() > 0 && !origin.validator().isEmpty();
  }

  String validator() {
    return origin.validator();
  }

  /** The whole file's size; 0 when unknown. */
  long total() {
    return declared > 0 ? declared : origin.total();
  }

  /** Whether nothing is missing. */
  boolean complete() throws IOException {
    return ended || (total() > 0 && length() == total());
  }

  /** Notes that the server has no more. */
  void end() {
    ended = true;
  }

  /** Throws away what is there and starts over with what the server has now. */
  void restart(String validator, long total) throws IOException {
    discard();
    origin = new Origin(address, validator, total);
    Files.write(side, Json.PRETTY.writeValueAsBytes(origin));
  }

  void append(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Throws away what is there. */
  void discard() throws IOException {
    channel.truncate(0);
    ended = false;
    origin = nothing();
    Files.deleteIfExists(side);
  }

  /** Gives the finished file its name. */
  void publish() throws IOException {
    channel.force(true);
    channel.close();
    if (Files.exists(target)) {
      throw new DataException(
          "%s appeared while it was fetched: delete or move it, then run again".formatted(target));
    }
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    Files.deleteIfExists(side);
  }

  /** Keeps what a later run can continue; deletes the rest. */
  @Override
  public void close() throws IOException {
    try (lock) {
      if (channel.isOpen()) {
        boolean keep = resumable();
        channel.close();
        if (!keep) {
          Files.deleteIfExists(file);
          Files.deleteIfExists(side);
        }
      }
    }
  }
}
