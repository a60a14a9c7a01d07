package io.retort.model;

import io.retort.model.PickleReader.Dict;
import io.retort.model.PickleReader.Sequence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Finds what torch.save put where: into a zip archive from torch 1.6 on, and before that into
 * pickles with the data behind them.
 *
 * <p>Source: torch/serialization.py of torch 1.13.
 */
final class PthLayout {
  /** Bounds the objects in memory, to 100 MB or so; the pickle of a ResNet-152 has a ninth. */
  private static final int LARGEST_PICKLE = 1 << 20;

  private static final String ZIP = "504b0304";
  private static final String MAGIC = "80028a0a6cfc9c46f9206aa850192e"; // a pickled number
  private static final Long VERSION = 1001L;
  private static final String PICKLE = "/data.pkl";
  private static final String ORDER = "/byteorder";
  private static final ByteBuffer LITTLE = StandardCharsets.US_ASCII.encode("little");

  private final PthSource source;
  private final PthObjects objects;
  private final Map<String, Long> begins = new HashMap<>();
  private final Object saved;

  PthLayout(PthSource source) throws IOException {
    this.source = source;
    objects = new PthObjects(source);
    int length = (int) Math.min(source.size(), MAGIC.length() / 2);
    String start = HexFormat.of().formatHex(source.bytes(0, length).array());
    if (start.startsWith(ZIP)) {
      saved = archive();
    } else if (start.equals(MAGIC)) {
      saved = pickles();
    } else {
      throw source.refused(
          "starts with bytes [%s] but must start with %s or %s".formatted(start, ZIP, MAGIC));
    }
  }

  /** The object that was saved. */
  Object saved() {
    return saved;
  }

  /** Where a whole storage's data begin; all of them are there. */
  long begin(PthTensor.Storage storage) {
    return Objects.requireNonNull(begins.get(storage.key()));
  }

  private Object pickles() throws IOException {
    ByteBuffer bytes = source.bytes(0, (int) Math.min(source.size(), LARGEST_PICKLE));
    bytes.position(MAGIC.length() / 2);
    PickleReader pickles = new PickleReader(source, bytes, objects);
    Object version = pickles.read();
    if (!version.equals(VERSION)) {
      throw source.refused("version %s must be %d".formatted(PthObjects.words(version), VERSION));
    }
    Object system = pickles.read();
    if (!(system instanceof Dict dict)
        || !Boolean.TRUE.equals(dict.entries().get("little_endian"))) {
      throw source.refused("byte order must be little-endian");
    }
    Object object = pickles.read();
    if (!(pickles.read() instanceof Sequence keys)) {
      throw source.refused("keys of storages must be a list");
    }
    long at = bytes.position();
    for (Object key : keys.items()) {
      PthTensor.Storage storage = key instanceof String ? objects.storages().get(key) : null;
      if (storage == null) {
        throw source.refused("storage %s must be a tensor's".formatted(PthObjects.words(key)));
      }
      long count = source.bytes(at, Long.BYTES).getLong();
      if (count != storage.count()) {
        throw source.refused(
            "storage [%.100s] has [%d] elements but must have %d"
                .formatted(key, count, storage.count()));
      }
      at = place(storage, at + Long.BYTES);
    }
    for (String key : objects.storages().keySet()) {
      if (!begins.containsKey(key)) {
        throw source.refused("storage [%.100s] must be in the file: it is missing".formatted(key));
      }
    }
    return object;
  }

  private Object archive() throws IOException {
    try (ZipFile zip = zip()) {
      List<String> pickles =
          Collections.list(zip.getEntries()).stream()
              .map(ZipArchiveEntry::getName)
              .filter(name -> name.endsWith(PICKLE))
              .toList();
      if (pickles.size() != 1) {
        throw source.refused("[%d] entries %s must be one".formatted(pickles.size(), PICKLE));
      }
      String folder = pickles.get(0).substring(0, pickles.get(0).length() - PICKLE.length());
      if (zip.getEntry(folder + ORDER) != null) {
        ByteBuffer order = content(entry(zip, folder + ORDER));
        if (!order.equals(LITTLE)) {
          throw source.refused("byte order must be little-endian");
        }
      }
      ByteBuffer pickle = content(entry(zip, folder + PICKLE));
      Object object = new PickleReader(source, pickle, objects).read();
      for (PthTensor.Storage storage : objects.storages().values()) {
        ZipArchiveEntry entry = entry(zip, folder + "/data/" + storage.key());
        long end = place(storage, entry.getDataOffset());
        if (end != entry.getDataOffset() + entry.getSize()) {
          throw source.refused(
              "entry [%.100s] of [%d] bytes must hold %d elements of %s"
                  .formatted(entry.getName(), entry.getSize(), storage.count(), storage.dtype()));
        }
      }
      return object;
    }
  }

  private ZipFile zip() {
    try {
      return ZipFile.builder().setSeekableByteChannel(source.opener().open()).get();
    } catch (IOException | IllegalArgumentException e) {
      throw source.refused(e, "not a whole zip archive (%s)".formatted(e.getMessage()));
    }
  }

  private ZipArchiveEntry entry(ZipFile zip, String name) {
    ZipArchiveEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw source.refused("entry [%.100s] must be in the archive: it is missing".formatted(name));
    }
    if (entry.getMethod() != ZipEntry.STORED) {
      throw source.refused("entry [%.100s] must be stored, not compressed".formatted(name));
    }
    return entry;
  }

  private ByteBuffer content(ZipArchiveEntry entry) throws IOException {
    if (entry.getSize() > LARGEST_PICKLE) {
      throw source.refused(
          "entry [%.100s] of [%d] bytes must have at most %d"
              .formatted(entry.getName(), entry.getSize(), LARGEST_PICKLE));
    }
    return source.bytes(entry.getDataOffset(), (int) entry.getSize());
  }

  /** Notes where a storage's data begin; gives the byte after them, which is in the file. */
  private long place(PthTensor.Storage storage, long begin) {
    if (storage.count() > (source.size() - begin) / storage.dtype().bytes()) {
      throw source.refused(
          ("storage [%.100s] of [%d] %s from byte %d on must be within the %d of the file:"
                  + " it is truncated")
              .formatted(storage.key(), storage.count(), storage.dtype(), begin, source.size()));
    }
    begins.put(storage.key(), begin);
    return begin + storage.count() * storage.dtype().bytes();
  }
}
