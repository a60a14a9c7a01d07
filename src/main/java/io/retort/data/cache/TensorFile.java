package io.retort.data.cache;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.retort.data.sets.Item;
import io.retort.data.sets.Listing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cache's file: items of one size, a footer in JSON, the footer's length, a magic word. */
final class TensorFile {
  private static final byte[] MAGIC = "RETORT-TENSOR-1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int TRAILER = Integer.BYTES + MAGIC.length;
  private static final int LARGEST_SEGMENT = 1 << 30;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private TensorFile() {}

  /**
   * What the footer says.
   *
   * @param contents fingerprint of each item's source bytes; empty for unreadable ones
   * @param unreadable why, by id
   */
  record Footer(
      int channels,
      int imageChannels,
      int side,
      List<String> contents,
      Map<String, String> unreadable) {
    private long dataSize() {
      return (long) contents.size() * channels * side * side;
    }
  }

  /** Writes what follows the items, and makes sure that all is on the disk. */
  static void finish(FileChannel out, Footer footer) throws IOException {
    byte[] json = JSON.writeValueAsBytes(footer);
    ByteBuffer end = ByteBuffer.allocate(json.length + TRAILER);
    end.put(json).putInt(json.length).put(MAGIC);
    write(out, end.array(), footer.dataSize());
    out.force(true);
  }

  /** Writes bytes at a place; may be called from several threads. */
  static void write(FileChannel out, byte[] bytes, long position) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      position += out.write(buffer, position);
    }
  }

  /** Maps a file; none when it is not there or its end is damaged: then it is decoded anew. */
  static @Nullable ImageTensor map(Path file, Listing there) throws IOException {
    try (FileChannel in = FileChannel.open(file)) {
      Footer footer = footer(in);
      if (footer == null || footer.contents().size() != there.count()) {
        return null;
      }
      int item = footer.channels() * footer.side() * footer.side();
      int perSegment = Math.max(1, LARGEST_SEGMENT / item);
      int count = there.count();
      ByteBuffer[] segments = new ByteBuffer[(count + perSegment - 1) / perSegment];
      for (int s = 0; s < segments.length; s++) {
        long from = (long) s * perSegment;
        long size = Math.min(perSegment, count - from) * item;
        segments[s] = in.map(FileChannel.MapMode.READ_ONLY, from * item, size);
      }
      return tensor(there, footer, segments, perSegment);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static ImageTensor tensor(
      Listing there, Footer footer, ByteBuffer[] segments, int perSegment) {
    List<Item> readable = new ArrayList<>();
    List<Integer> slots = new ArrayList<>();
    Map<String, String> contents = new HashMap<>();
    for (int i = 0; i < there.count(); i++) {
      String content = footer.contents().get(i);
      Item item = there.items().get(i);
      if (!content.isEmpty()) {
        readable.add(item);
        slots.add(i);
        contents.put(item.id(), content);
      }
    }
    List<String> broken = footer.unreadable().values().stream().sorted().toList();
    Listing listing =
        new Listing(
            there.name(), there.classes(), readable, there.availability().withUnreadable(broken));
    return new ImageTensor(
        listing,
        listing.fingerprint(contents),
        footer.channels(),
        footer.imageChannels(),
        footer.side(),
        segments,
        perSegment,
        slots.stream().mapToInt(Integer::intValue).toArray());
  }

  /** The file's last part; none when the file is not whole. */
  private static @Nullable Footer footer(FileChannel in) throws IOException {
    long size = in.size();
    if (size < TRAILER) {
      return null;
    }
    ByteBuffer trailer = ByteBuffer.allocate(TRAILER);
    in.read(trailer, size - TRAILER);
    trailer.flip();
    int length = trailer.remaining() == TRAILER ? trailer.getInt() : 0;
    byte[] magic = new byte[trailer.remaining()];
    trailer.get(magic);
    if (!Arrays.equals(magic, MAGIC) || length < 1 || length > size - TRAILER) {
      return null;
    }
    ByteBuffer json = ByteBuffer.allocate(length);
    in.read(json, size - TRAILER - length);
    try {
      Footer footer = JSON.readValue(json.array(), Footer.class);
      return footer.dataSize() + length + TRAILER == size ? footer : null;
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      return null;
    }
  }
}
