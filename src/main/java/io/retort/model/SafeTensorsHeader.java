package io.retort.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The header of a safetensors file, held to the format.
 *
 * @param source named in errors
 * @param json an object
 * @param dataSize bytes that follow the header
 */
record SafeTensorsHeader(String source, JsonNode json, long dataSize) {
  /** The format's own bound, in bytes. */
  static final int LARGEST = 100_000_000;

  /** The key that is not a tensor's. */
  static final String METADATA = "__metadata__";

  private static final String AGAIN = ": get the file again, or write it anew";
  private static final Set<String> FIELDS =
      Collections.unmodifiableSet(new TreeSet<>(List.of("dtype", "shape", "data_offsets")));
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  static SafeTensorsHeader parse(String source, byte[] bytes, long dataSize) {
    if (bytes.length == 0 || bytes[0] != '{') {
      byte[] start = Arrays.copyOf(bytes, Math.min(bytes.length, 4));
      throw new WeightsException(
          "%s: header starts with bytes [%s] but must start with 7b, a brace%s"
              .formatted(source, HexFormat.of().formatHex(start), AGAIN));
    }
    try {
      // decoded here: Jackson would guess the encoding
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new SafeTensorsHeader(source, JSON.readTree(text), dataSize);
    } catch (CharacterCodingException e) {
      throw new WeightsException("%s: header must be UTF-8%s".formatted(source, AGAIN), e);
    } catch (JsonProcessingException e) {
      throw new WeightsException(
          "%s: header must be JSON without duplicate names (%s)%s"
              .formatted(source, e.getOriginalMessage(), AGAIN),
          e);
    }
  }

  Map<String, String> metadata() {
    JsonNode node = json.path(METADATA);
    if (!node.isMissingNode() && !node.isObject()) {
      throw refused("%s [%.100s] must be a map of strings".formatted(METADATA, node));
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!field.getValue().isTextual()) {
        throw refused(
            "%s %s [%.100s] must be a string"
                .formatted(METADATA, field.getKey(), field.getValue()));
      }
      metadata.put(field.getKey(), field.getValue().textValue());
    }
    return Collections.unmodifiableMap(metadata);
  }

  /** The tensors in the order of their data, which they cover without overlap or hole. */
  Map<String, SafeTensors.Entry> tensors() {
    List<Map.Entry<String, SafeTensors.Entry>> found = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      if (!field.getKey().equals(METADATA)) {
        found.add(Map.entry(field.getKey(), tensor(field.getKey(), field.getValue())));
      }
    }
    found.sort(
        Map.Entry.comparingByValue(
            Comparator.comparingLong(SafeTensors.Entry::begin)
                .thenComparingLong(SafeTensors.Entry::end)));
    Map<String, SafeTensors.Entry> tensors = new LinkedHashMap<>();
    long end = 0;
    for (Map.Entry<String, SafeTensors.Entry> tensor : found) {
      long begin = tensor.getValue().begin();
      if (begin != end) {
        throw refused(
            "tensor [%s] begins at byte [%d] but must begin at %d: tensors must not %s"
                .formatted(tensor.getKey(), begin, end, begin < end ? "overlap" : "leave a hole"));
      }
      end = tensor.getValue().end();
      tensors.put(tensor.getKey(), tensor.getValue());
    }
    if (end != dataSize) {
      throw refused(
          "[%d] bytes of data must be %d, where the last tensor ends".formatted(dataSize, end));
    }
    return Collections.unmodifiableMap(tensors);
  }

  private SafeTensors.Entry tensor(String name, JsonNode node) {
    Set<String> fields = new TreeSet<>();
    node.fieldNames().forEachRemaining(fields::add);
    if (!fields.equals(FIELDS)) {
      throw refused(
          "tensor [%s] has the fields %s but must have %s".formatted(name, fields, FIELDS));
    }
    Dtype dtype = dtype(name, node.path("dtype"));
    List<Long> shape = sizes(name, "shape", node.path("shape"));
    List<Long> offsets = sizes(name, "data_offsets", node.path("data_offsets"));
    if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
      throw refused(
          "tensor [%s]: data_offsets %s must be a begin and an end >= begin"
              .formatted(name, offsets));
    }
    long begin = offsets.get(0);
    long end = offsets.get(1);
    if (end > dataSize) {
      throw refused(
          "tensor [%s] ends at byte [%d] but must end within the %d bytes of data: it is truncated"
              .formatted(name, end, dataSize));
    }
    if (bytes(name, dtype, shape) != end - begin) {
      throw refused(
          "tensor [%s]: data_offsets %s hold [%d] bytes but %s %s needs %d"
              .formatted(name, offsets, end - begin, dtype, shape, bytes(name, dtype, shape)));
    }
    return new SafeTensors.Entry(dtype, shape, begin, end);
  }

  private Dtype dtype(String name, JsonNode node) {
    try {
      return Dtype.valueOf(node.asText());
    } catch (IllegalArgumentException e) {
      throw new WeightsException(
          "%s: tensor [%s]: dtype [%.100s] must be one of %s: convert the file"
              .formatted(source, name, node.asText(), Arrays.toString(Dtype.values())),
          e);
    }
  }

  private List<Long> sizes(String name, String field, JsonNode node) {
    List<Long> sizes = new ArrayList<>();
    boolean whole = node.isArray();
    for (JsonNode size : node) {
      whole &= size.isIntegralNumber() && size.canConvertToLong() && size.longValue() >= 0;
      sizes.add(size.longValue());
    }
    if (!whole) {
      throw refused(
          "tensor [%s]: %s [%.100s] must be whole numbers from 0 to %d"
              .formatted(name, field, node, Long.MAX_VALUE));
    }
    return sizes;
  }

  private long bytes(String name, Dtype dtype, List<Long> shape) {
    try {
      long bytes = dtype.bytes();
      for (long size : shape) {
        bytes = Math.multiplyExact(bytes, size);
      }
      return bytes;
    } catch (ArithmeticException e) {
      throw refused(
          "tensor [%s]: %s %s must need at most %d bytes"
              .formatted(name, dtype, shape, Long.MAX_VALUE));
    }
  }

  private WeightsException refused(String message) {
    return new WeightsException(source + ": " + message + AGAIN);
  }
}
