package io.retort.data.download;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The right to write a file, against other processes and other threads of this one.
 *
 * <p>The system frees it when a process dies. The empty lock file stays: were it deleted, one
 * process could hold the deleted file's lock and another its successor's.
 */
final class PartLock implements AutoCloseable {
  /** A file lock is the whole JVM's, so threads need their own. */
  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final Path folder;
  private final ReentrantLock thread;
  private final FileChannel channel;

  private PartLock(Path folder, ReentrantLock thread, FileChannel channel) {
    this.folder = folder;
    this.thread = thread;
    this.channel = channel;
  }

  /**
   * Waits for the lock.
   *
   * @param folder where the file will lie; it exists
   * @param name the file's name; the lock is {@code NAME.part.lock}
   */
  static PartLock take(Path folder, String name) throws IOException, InterruptedException {
    Path real = folder.toRealPath();
    Path file = real.resolve(name + ".part.lock");
    ReentrantLock thread = THREADS.computeIfAbsent(file, f -> new ReentrantLock());
    thread.lockInterruptibly();
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        channel.lock();
        return new PartLock(real, thread, channel);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      thread.unlock();
      throw e;
    }
  }

  /** The folder in which the holder may write. */
  Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      thread.unlock();
    }
  }
}
