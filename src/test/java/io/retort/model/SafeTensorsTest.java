package io.retort.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.retort.model.SafeTensors.Entry;
import io.retort.model.SafeTensors.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SafeTensorsTest {
  /** One tensor of two floats. */
  private static final String W =
      "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";

  /** The floats 1 and -2.5, little-endian. */
  private static final byte[] ONE_AND_MINUS_TWO_AND_A_HALF =
      HexFormat.of().parseHex("0000803f000020c0");

  @TempDir Path folder;

  /** A file byte by byte, without the writer's help. */
  private static byte[] file(long length, byte[] header, byte[] data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < 8; i++) {
      out.write((int) (length >>> (8 * i)));
    }
    out.writeBytes(header);
    out.writeBytes(data);
    return out.toByteArray();
  }

  private static byte[] file(String json, byte... data) {
    byte[] header = json.getBytes(UTF_8);
    return file(header.length, header, data);
  }

  private static byte[] file(String json, int zeros) {
    return file(json, new byte[zeros]);
  }

  private static byte[] littleEndian(long bits, int bytes) {
    byte[] out = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      out[i] = (byte) (bits >>> (8 * i));
    }
    return out;
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(out::writeBytes);
    return out.toByteArray();
  }

  private static Tensor tensor(List<Long> shape, float... values) {
    return new Tensor(shape, () -> values);
  }

  private static Map<String, Tensor> tensors(Object... namesAndTensors) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (int i = 0; i < namesAndTensors.length; i += 2) {
      tensors.put((String) namesAndTensors[i], (Tensor) namesAndTensors[i + 1]);
    }
    return tensors;
  }

  private static void assertSameBits(float[] expected, float[] actual) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(
          Integer.toHexString(Float.floatToRawIntBits(expected[i])),
          Integer.toHexString(Float.floatToRawIntBits(actual[i])),
          "value " + i);
    }
  }

  private List<String> inFolder() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aFileAssembledByHandIsReadFromDiskAndFromMemory() throws IOException {
    String json =
        "{\"__metadata__\":{\"format\":\"pt\",\"ä\":\"\"},\"w\":{\"dtype\":\"F32\","
            + "\"shape\":[1,2],\"data_offsets\":[0,8]},\"s\":{\"data_offsets\":[8,12],"
            + "\"shape\":[],\"dtype\":\"F32\"}}  ";
    byte[] bytes =
        file(json, join(ONE_AND_MINUS_TWO_AND_A_HALF, HexFormat.of().parseHex("0000003f")));
    Path path = Files.write(folder.resolve("a.safetensors"), bytes);
    for (SafeTensors read : List.of(SafeTensors.open(path), SafeTensors.of(bytes))) {
      assertEquals(List.of("w", "s"), read.names());
      assertEquals(new Entry(Dtype.F32, List.of(1L, 2L), 0, 8), read.entry("w"));
      assertEquals(new Entry(Dtype.F32, List.of(), 8, 12), read.entry("s"));
      assertSameBits(new float[] {1f, -2.5f}, read.floats("w"));
      assertSameBits(new float[] {0.5f}, read.floats("s"));
      assertEquals(Map.of("format", "pt", "ä", ""), read.metadata());
    }
  }

  @Test
  void namesAreInTheOrderOfTheData() {
    SafeTensors read =
        SafeTensors.of(
            file(
                "{\"late\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]},"
                    + "\"early\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                    + "\"none\":{\"dtype\":\"F32\",\"shape\":[3,0],\"data_offsets\":[4,4]}}",
                ONE_AND_MINUS_TWO_AND_A_HALF));
    assertEquals(List.of("early", "none", "late"), read.names());
    assertSameBits(new float[] {1f}, read.floats("early"));
    assertSameBits(new float[] {}, read.floats("none"));
    assertSameBits(new float[] {-2.5f}, read.floats("late"));
  }

  @Test
  void aFileMayHoldNoTensor() {
    SafeTensors read = SafeTensors.of(file("{}"));
    assertEquals(List.of(), read.names());
    assertEquals(Map.of(), read.metadata());
  }

  @ParameterizedTest
  @CsvSource({
    "BOOL, 1",
    "U8, 1",
    "I8, 1",
    "F8_E5M2, 1",
    "F8_E4M3, 1",
    "F8_E8M0, 1",
    "I16, 2",
    "U16, 2",
    "F16, 2",
    "BF16, 2",
    "I32, 4",
    "U32, 4",
    "F32, 4",
    "C64, 8",
    "F64, 8",
    "I64, 8",
    "U64, 8"
  })
  void everyTypeHasItsSize(Dtype dtype, int bytes) {
    String json =
        "{\"w\":{\"dtype\":\"%s\",\"shape\":[3],\"data_offsets\":[0,%d]}}"
            .formatted(dtype, 3 * bytes);
    assertEquals(dtype, SafeTensors.of(file(json, 3 * bytes)).entry("w").dtype());
  }

  /** IEEE 754-2008, 3.4: (-1)^s 2^(e-15) (1 + m/1024), or (-1)^s 2^-14 m/1024 where e is 0. */
  @Test
  void everyHalfFloatIsReadExactly() {
    byte[] data = new byte[2 << 16];
    for (int bits = 0; bits < 1 << 16; bits++) {
      System.arraycopy(littleEndian(bits, 2), 0, data, 2 * bits, 2);
    }
    float[] values =
        SafeTensors.of(
                file(
                    "{\"w\":{\"dtype\":\"F16\",\"shape\":[256,256],\"data_offsets\":[0,131072]}}",
                    data))
            .floats("w");
    for (int bits = 0; bits < 1 << 16; bits++) {
      double sign = bits >> 15 == 0 ? 1 : -1;
      int exponent = bits >> 10 & 31;
      double fraction = (bits & 1023) / 1024.0;
      double expected;
      if (exponent == 31) {
        expected = fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
      } else if (exponent == 0) {
        expected = sign * Math.pow(2, -14) * fraction;
      } else {
        expected = sign * Math.pow(2, exponent - 15) * (1 + fraction);
      }
      // of doubles: tells -0 from 0, and takes every NaN for the same
      assertEquals(expected, values[bits], "bits " + bits);
    }
  }

  @Test
  void aBrainFloatIsTheUpperHalfOfAFloat() {
    byte[] data = HexFormat.of().parseHex("803f" + "20c0" + "0080" + "80ff" + "0100" + "c17f");
    int[] bits = {0x3f800000, 0xc0200000, 0x80000000, 0xff800000, 0x00010000, 0x7fc10000};
    float[] expected = new float[bits.length];
    for (int i = 0; i < bits.length; i++) {
      expected[i] = Float.intBitsToFloat(bits[i]);
    }
    String json = "{\"w\":{\"dtype\":\"BF16\",\"shape\":[6],\"data_offsets\":[0,12]}}";
    assertSameBits(expected, SafeTensors.of(file(json, data)).floats("w"));
  }

  @Test
  void aDoubleIsRoundedToTheNearestFloat() {
    double[] doubles = {0.1, -0.0, 1e300, -1e300, Double.MIN_VALUE, Double.NaN, 1 + 0x1p-25};
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (double value : doubles) {
      data.writeBytes(littleEndian(Double.doubleToLongBits(value), 8));
    }
    float infinity = Float.POSITIVE_INFINITY;
    String json = "{\"w\":{\"dtype\":\"F64\",\"shape\":[7],\"data_offsets\":[0,56]}}";
    assertSameBits(
        new float[] {0.1f, -0f, infinity, -infinity, 0, Float.NaN, 1},
        SafeTensors.of(file(json, data.toByteArray())).floats("w"));
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"F16", "BF16", "F32", "F64"})
  void otherTypesAreNotReadAsFloats(Dtype dtype) {
    String json =
        "{\"w\":{\"dtype\":\"%s\",\"shape\":[0],\"data_offsets\":[0,0]}}".formatted(dtype);
    SafeTensors read = SafeTensors.of(file(json));
    assertEquals(
        "safetensors bytes: tensor [w]: dtype [%s] must be one of [F16, BF16, F32, F64] to be read"
                .formatted(dtype)
            + " as floats: leave it out",
        assertThrows(WeightsException.class, () -> read.floats("w")).getMessage());
  }

  @Test
  void aMissingTensorIsNamedWithThoseThatAreThere() {
    SafeTensors read = SafeTensors.of(file(W, 8));
    String expected =
        "safetensors bytes: tensor [v] must be one of [w]: choose one of them or another file";
    assertEquals(
        expected, assertThrows(WeightsException.class, () -> read.floats("v")).getMessage());
    assertEquals(
        expected, assertThrows(WeightsException.class, () -> read.entry("v")).getMessage());
  }

  private static byte[] oneTensor(String fields) {
    return file("{\"w\":{" + fields + "}}", 8);
  }

  /** Tensors a and b over the data. */
  private static byte[] twoTensors(int beginA, int endA, int beginB, int endB, int data) {
    return file(
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[%d],\"data_offsets\":[%d,%d]},"
                .formatted(endA - beginA, beginA, endA)
            + "\"b\":{\"dtype\":\"U8\",\"shape\":[%d],\"data_offsets\":[%d,%d]}}"
                .formatted(endB - beginB, beginB, endB),
        data);
  }

  private static Arguments bad(String name, byte[] bytes, String reason) {
    return Arguments.of(name, bytes, reason);
  }

  static Stream<Arguments> broken() {
    String dtype = "\"dtype\":\"F32\"";
    String shape = "\"shape\":[2]";
    String offsets = "\"data_offsets\":[0,8]";
    String again = ": get the file again, or write it anew";
    String whole = " must be whole numbers from 0 to 9223372036854775807" + again;
    String fields = " but must have [data_offsets, dtype, shape]" + again;
    String json = "header must be JSON without duplicate names (";
    byte[] zip = "PK\3\4\0\0\10\10".getBytes(ISO_8859_1); // of torch.save
    return Stream.of(
        bad("empty", new byte[0], "size [0] must be at least 8 bytes: the file is truncated"),
        bad("seven bytes", new byte[7], "size [7] must be at least 8 bytes"),
        bad(
            "negative length",
            file(-1, new byte[2], new byte[0]),
            "header length [18446744073709551615] must be at most 100000000 bytes: if this is"),
        bad("another format", zip, "header length [578712552184433488] must be at most 100000000"),
        bad(
            "length over the bound",
            file(100_000_001, new byte[2], new byte[0]),
            "header length [100000001] must be at most 100000000 bytes"),
        bad(
            "header cut",
            Arrays.copyOf(file(W), 8 + W.length() - 1),
            "header length [54] must be at most the 53 bytes that follow: the file is truncated"),
        bad("no header", file(""), "header starts with bytes [] but must start with 7b, a brace"),
        bad("an array", file("[{}]"), "header starts with bytes [5b7b7d5d] but must start with 7b"),
        bad("white space first", file(" {}"), "header starts with bytes [207b7d] but must start"),
        bad("not JSON", file("{\"w\"}"), json),
        bad("JSON cut", file("{\"w\":{\"dtype\":\"F3"), json),
        bad("two objects", file("{}{}"), json),
        bad(
            "not UTF-8",
            file(3, new byte[] {'{', (byte) 0xff, '}'}, new byte[0]),
            "header must be UTF-8"),
        bad("UTF-16", file(4, "{}".getBytes(UTF_16LE), new byte[0]), json),
        bad("a name twice", file(W.replace("}}", "},\"w\":{}}"), 8), json + "Duplicate field 'w')"),
        bad(
            "a field twice",
            oneTensor(String.join(",", dtype, shape, shape, offsets)),
            json + "Duplicate field 'shape')"),
        bad("tensor is a number", file("{\"w\":1}"), "tensor [w] has the fields []" + fields),
        bad(
            "dtype missing",
            oneTensor(shape + "," + offsets),
            "tensor [w] has the fields [data_offsets, shape]" + fields),
        bad(
            "extra field",
            oneTensor(String.join(",", dtype, shape, offsets, "\"strides\":[1]")),
            "tensor [w] has the fields [data_offsets, dtype, shape, strides]" + fields),
        bad(
            "unknown dtype",
            oneTensor("\"dtype\":\"F4\"," + shape + "," + offsets),
            "tensor [w]: dtype [F4] must be one of [BOOL, U8,"),
        bad(
            "dtype in small letters",
            oneTensor("\"dtype\":\"f32\"," + shape + "," + offsets),
            "tensor [w]: dtype [f32] must be one of"),
        bad(
            "dtype a number",
            oneTensor("\"dtype\":32," + shape + "," + offsets),
            "tensor [w]: dtype [32] must be one of"),
        bad(
            "negative size",
            oneTensor(dtype + ",\"shape\":[2,-1]," + offsets),
            "tensor [w]: shape [[2,-1]]" + whole),
        bad(
            "fractional size",
            oneTensor(dtype + ",\"shape\":[2.0]," + offsets),
            "tensor [w]: shape [[2.0]]" + whole),
        bad(
            "size beyond a long",
            oneTensor(dtype + ",\"shape\":[9223372036854775808]," + offsets),
            "tensor [w]: shape [[9223372036854775808]]" + whole),
        bad(
            "size a string",
            oneTensor(dtype + ",\"shape\":[\"2\"]," + offsets),
            "tensor [w]: shape [[\"2\"]]" + whole),
        bad(
            "shape an object",
            oneTensor(dtype + ",\"shape\":{\"n\":2}," + offsets),
            "tensor [w]: shape [{\"n\":2}]" + whole),
        bad(
            "elements beyond a long",
            oneTensor(dtype + ",\"shape\":[4294967296,4294967296]," + offsets),
            "tensor [w]: F32 [4294967296, 4294967296] must need at most 9223372036854775807 bytes"),
        bad(
            "bytes beyond a long",
            oneTensor(dtype + ",\"shape\":[4611686018427387904]," + offsets),
            "tensor [w]: F32 [4611686018427387904] must need at most 9223372036854775807 bytes"),
        bad(
            "more elements than bytes",
            oneTensor(dtype + ",\"shape\":[3]," + offsets),
            "tensor [w]: data_offsets [0, 8] hold [8] bytes but F32 [3] needs 12" + again),
        bad(
            "fewer elements than bytes",
            oneTensor(dtype + ",\"shape\":[]," + offsets),
            "tensor [w]: data_offsets [0, 8] hold [8] bytes but F32 [] needs 4" + again),
        bad(
            "begin after end",
            oneTensor(dtype + "," + shape + ",\"data_offsets\":[8,0]"),
            "tensor [w]: data_offsets [8, 0] must be a begin and an end >= begin" + again),
        bad(
            "three offsets",
            oneTensor(dtype + "," + shape + ",\"data_offsets\":[0,4,8]"),
            "tensor [w]: data_offsets [0, 4, 8] must be a begin and an end >= begin" + again),
        bad(
            "negative begin",
            oneTensor(dtype + "," + shape + ",\"data_offsets\":[-8,0]"),
            "tensor [w]: data_offsets [[-8,0]]" + whole),
        bad(
            "data cut",
            file(W, 7),
            "tensor [w] ends at byte [8] but must end within the 7 bytes of data: it is truncated"),
        bad(
            "overlap",
            twoTensors(0, 4, 3, 8, 8),
            "tensor [b] begins at byte [3] but must begin at 4: tensors must not overlap" + again),
        bad(
            "the same place",
            twoTensors(0, 8, 0, 8, 8),
            "tensor [b] begins at byte [0] but must begin at 8: tensors must not overlap" + again),
        bad(
            "an empty one inside another",
            twoTensors(0, 8, 4, 4, 8),
            "tensor [b] begins at byte [4] but must begin at 8: tensors must not overlap" + again),
        bad(
            "hole",
            twoTensors(0, 3, 4, 8, 8),
            "tensor [b] begins at byte [4] but must begin at 3: tensors must not leave a hole"
                + again),
        bad(
            "hole at the start",
            twoTensors(1, 4, 4, 8, 8),
            "tensor [a] begins at byte [1] but must begin at 0: tensors must not leave a hole"
                + again),
        bad("bytes after the last", file(W, 9), "[9] bytes of data must be 8, where the last tens"),
        bad("bytes but no tensor", file("{}", 1), "[1] bytes of data must be 0, where the last te"),
        bad(
            "metadata a string",
            file("{\"__metadata__\":\"pt\"}"),
            "__metadata__ [\"pt\"] must be a map of strings" + again),
        bad(
            "metadata with a number",
            file("{\"__metadata__\":{\"epoch\":5}}"),
            "__metadata__ epoch [5] must be a string" + again));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void aBrokenFileIsRefusedAtOpenWithTheReason(String name, byte[] bytes, String reason)
      throws IOException {
    Path path = Files.write(folder.resolve("100% odd.safetensors"), bytes);
    WeightsException e = assertThrows(WeightsException.class, () -> SafeTensors.open(path));
    assertTrue(e.getMessage().startsWith(path + ": " + reason), e.getMessage());
    e = assertThrows(WeightsException.class, () -> SafeTensors.of(bytes));
    assertTrue(e.getMessage().startsWith("safetensors bytes: " + reason), e.getMessage());
  }

  @Test
  void aFileThatCannotBeReadIsNamed() {
    Path missing = folder.resolve("nothing");
    assertEquals(
        missing + " is missing",
        assertThrows(WeightsException.class, () -> SafeTensors.open(missing)).getMessage());
    WeightsException e = assertThrows(WeightsException.class, () -> SafeTensors.open(folder));
    assertTrue(e.getMessage().startsWith(folder + " cannot be read ("), e.getMessage());
  }

  @Test
  void whatIsWrittenIsTheFormatByteByByte() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", "pt");
    metadata.put("a", "\"é\"");
    byte[] written =
        SafeTensors.encode(
            tensors("w", tensor(List.of(1L, 2L), 1f, -2.5f), "s", tensor(List.of(), 0.5f)),
            metadata);
    String json =
        "{\"__metadata__\":{\"a\":\"\\\"é\\\"\",\"format\":\"pt\"},"
            + "\"w\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
            + "\"s\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[8,12]}}";
    int length = json.getBytes(UTF_8).length;
    byte[] expected =
        file(
            json + " ".repeat((8 - length % 8) % 8),
            join(ONE_AND_MINUS_TWO_AND_A_HALF, HexFormat.of().parseHex("0000003f")));
    assertEquals(HexFormat.of().formatHex(expected), HexFormat.of().formatHex(written));
  }

  @Test
  void theHeaderIsPaddedToEightBytesForAnyLengthOfName() {
    for (int i = 1; i <= 16; i++) {
      String name = "n".repeat(i);
      byte[] bytes = SafeTensors.encode(tensors(name, tensor(List.of(1L), 1f)), Map.of());
      assertEquals(0, bytes[0] % 8, name);
      assertEquals(8 + bytes[0] + 4, bytes.length, name);
      assertSameBits(new float[] {1f}, SafeTensors.of(bytes).floats(name));
    }
  }

  @Test
  void whatIsWrittenIsReadToTheBit() throws IOException {
    float[] odd = {
      0f,
      -0f,
      Float.MIN_VALUE,
      -Float.MIN_VALUE,
      Float.intBitsToFloat(0x007fffff), // the largest subnormal
      Float.MIN_NORMAL,
      Float.MAX_VALUE,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.NaN,
      Float.intBitsToFloat(0xffc12345), // NaN with a payload
      Float.intBitsToFloat(0x7f800001) // signalling NaN
    };
    float[] large = new float[(1 << 18) + 3]; // more than one chunk
    for (int i = 0; i < large.length; i++) {
      large[i] = Float.intBitsToFloat(i * 0x9e3779b1);
    }
    Map<String, Tensor> tensors =
        tensors(
            "odd", tensor(List.of(3L, 4L), odd),
            "none", tensor(List.of(2L, 0L, 5L)),
            "scalar", tensor(List.of(), -0f),
            "large", tensor(List.of((long) large.length), large));
    Path path = folder.resolve("a.safetensors");
    SafeTensors.write(path, tensors, Map.of("k", "v"));
    byte[] encoded = SafeTensors.encode(tensors, Map.of("k", "v"));
    assertArrayEquals(encoded, Files.readAllBytes(path));
    for (SafeTensors read : List.of(SafeTensors.open(path), SafeTensors.of(encoded))) {
      assertEquals(List.copyOf(tensors.keySet()), read.names());
      tensors.forEach(
          (name, tensor) -> {
            assertEquals(tensor.shape(), read.entry(name).shape());
            assertSameBits(tensor.values().get(), read.floats(name));
          });
      assertEquals(Map.of("k", "v"), read.metadata());
    }
  }

  @Test
  void aTensorMappedInPiecesIsTheSame() {
    float[] values = {1, 2, 3, 4, 5};
    byte[] bytes = SafeTensors.encode(tensors("w", tensor(List.of(5L), values)), Map.of());
    assertSameBits(values, SafeTensors.of(bytes, 8).floats("w"));
    assertSameBits(values, SafeTensors.of(bytes, 4).floats("w"));
  }

  @Test
  void tensorsBeyondTwoGibibytesAreRead() throws IOException {
    long hole = (5L << 29) + 3; // 2.5 GiB: more than two pieces, and an odd place for what follows
    String json =
        "{\"hole\":{\"dtype\":\"U8\",\"shape\":[%d],\"data_offsets\":[0,%d]},".formatted(hole, hole)
            + "\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[%d,%d]}}"
                .formatted(hole, hole + 8);
    byte[] start = file(json);
    Path path = folder.resolve("sparse");
    assumeTrue(Files.getFileStore(folder).getUsableSpace() > 2 * hole);
    try (RandomAccessFile out = new RandomAccessFile(path.toFile(), "rw")) {
      out.write(start);
      out.setLength(start.length + hole);
      out.seek(start.length + hole);
      out.write(ONE_AND_MINUS_TWO_AND_A_HALF);
    }
    SafeTensors read = SafeTensors.open(path);
    assertSameBits(new float[] {1f, -2.5f}, read.floats("w"));
    assertEquals(List.of(hole), read.entry("hole").shape());
  }

  @Test
  void moreElementsThanAnArrayHoldsAreRefusedWhenRead() throws IOException {
    long size = 1L << 32;
    byte[] start =
        file(
            "{\"w\":{\"dtype\":\"F16\",\"shape\":[2,1073741824],\"data_offsets\":[0,%d]}}"
                .formatted(size));
    Path path = folder.resolve("sparse");
    assumeTrue(Files.getFileStore(folder).getUsableSpace() > 2 * size);
    try (RandomAccessFile out = new RandomAccessFile(path.toFile(), "rw")) {
      out.write(start);
      out.setLength(start.length + size);
    }
    SafeTensors read = SafeTensors.open(path);
    assertEquals(
        path + ": tensor [w]: [2147483648] elements must be at most 2147483639: split the tensor",
        assertThrows(WeightsException.class, () -> read.floats("w")).getMessage());
  }

  @Test
  void valuesAreAskedForOnceAndWhenTheOnesBeforeAreOnTheDisk() throws IOException {
    Path path = folder.resolve("a.safetensors");
    List<Long> sizes = new ArrayList<>();
    Supplier<float[]> values =
        () -> {
          try {
            sizes.add(Files.size(folder.resolve(inFolder().get(0))));
          } catch (IOException e) {
            throw new AssertionError(e);
          }
          return new float[100];
        };
    Tensor tensor = new Tensor(List.of(100L), values);
    SafeTensors.write(path, tensors("a", tensor, "b", tensor, "c", tensor), Map.of());
    long header = Files.size(path) - 1200;
    assertEquals(List.of(header, header + 400, header + 800), sizes);
  }

  static Stream<Arguments> failures() {
    Tensor good = tensor(List.of(2L), 1f, 2f);
    Supplier<float[]> failing =
        () -> {
          throw new IllegalStateException("the engine is gone");
        };
    return Stream.of(
        Arguments.of(
            tensors("a", good, "b", new Tensor(List.of(2L), failing)), "the engine is gone"),
        Arguments.of(
            tensors("a", good, "b", tensor(List.of(2L, 2L), 1f, 2f, 3f)),
            "tensor [b] gave [3] values but must give 4, as its shape [2, 2] says"),
        Arguments.of(
            tensors("a", good, "b", tensor(List.of(), 1f, 2f)),
            "tensor [b] gave [2] values but must give 1, as its shape [] says"),
        Arguments.of(
            tensors("a", good, "__metadata__", good),
            "tensor [__metadata__] must not have the name of the metadata: choose another"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("failures")
  void aFailedWriteLeavesTheOldFileAndNothingElse(Map<String, Tensor> tensors, String reason)
      throws IOException {
    Path path = folder.resolve("a.safetensors");
    SafeTensors.write(path, tensors("old", tensor(List.of(1L), 7f)), Map.of());
    byte[] before = Files.readAllBytes(path);
    RuntimeException e =
        assertThrows(RuntimeException.class, () -> SafeTensors.write(path, tensors, Map.of()));
    assertEquals(reason, e.getMessage());
    assertEquals(List.of("a.safetensors"), inFolder());
    assertArrayEquals(before, Files.readAllBytes(path));
    e = assertThrows(RuntimeException.class, () -> SafeTensors.encode(tensors, Map.of()));
    assertEquals(reason, e.getMessage());
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamedAndKept() throws IOException {
    Map<String, Tensor> tensors = tensors("w", tensor(List.of(1L), 1f));
    Path nowhere = folder.resolve("missing").resolve("a");
    Path taken = Files.createDirectories(folder.resolve("taken"));
    Files.write(taken.resolve("file"), new byte[1]);
    for (Path path : List.of(nowhere, taken)) {
      WeightsException e =
          assertThrows(WeightsException.class, () -> SafeTensors.write(path, tensors, Map.of()));
      assertTrue(e.getMessage().startsWith("cannot write " + path + " ("), e.getMessage());
      assertTrue(
          e.getMessage().endsWith("): free space, allow writing or choose another folder"),
          e.getMessage());
      assertEquals(List.of("taken"), inFolder());
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void anOpenFileKeepsItsValuesWhenItIsReplaced() {
    Path path = folder.resolve("a.safetensors");
    SafeTensors.write(path, tensors("w", tensor(List.of(1L), 1f)), Map.of());
    SafeTensors open = SafeTensors.open(path);
    SafeTensors.write(path, tensors("w", tensor(List.of(1L), 2f)), Map.of());
    assertSameBits(new float[] {1f}, open.floats("w"));
    assertSameBits(new float[] {2f}, SafeTensors.open(path).floats("w"));
  }

  @ParameterizedTest
  @CsvSource({"-1, 1", "65536, 65536", "9223372036854775807, 9223372036854775807"})
  void aTensorOfAnImpossibleShapeIsRefused(long height, long width) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> tensor(List.of(height, width), new float[0]));
    assertEquals(
        "shape [%d, %d] must have sizes >= 0 and at most 2147483639 elements: split the tensor"
            .formatted(height, width),
        e.getMessage());
  }

  @Test
  void moreThanAnArrayHoldsIsNotEncoded() {
    Tensor large = tensor(List.of(1L << 28)); // its values would be asked for after the check
    assertEquals(
        "tensors of [2147483808] bytes must have at most 2147483639 in memory: write a file",
        assertThrows(
                IllegalArgumentException.class,
                () -> SafeTensors.encode(tensors("a", large, "b", large), Map.of()))
            .getMessage());
  }

  @Test
  void aHeaderThatCouldNotBeReadIsNotWritten() {
    // {"__metadata__":{"k":""}} has 25 bytes
    assertEquals(
        "header of [100000008] bytes must have at most 100000000: shorten the metadata or the names",
        assertThrows(
                IllegalArgumentException.class,
                () -> SafeTensors.encode(Map.of(), Map.of("k", "x".repeat(100_000_001 - 25))))
            .getMessage());
  }

  @Test
  void theEngineReadsWhatWeWriteAndWeReadWhatItWrites() {
    float[] values = {1f, -2.5f, Float.NaN, -0f, 1e-42f, Float.NEGATIVE_INFINITY};
    try (NDManager manager = NDManager.newBaseManager()) {
      byte[] ours =
          SafeTensors.encode(
              tensors("a", tensor(List.of(2L, 3L), values), "b", tensor(List.of(1L), 4f)),
              Map.of());
      for (NDArray array : NDList.decode(manager, ours)) {
        boolean first = array.getName().equals("a");
        assertEquals(first ? new Shape(2, 3) : new Shape(1), array.getShape());
        assertSameBits(first ? values : new float[] {4f}, array.toFloatArray());
      }
      NDArray a = manager.create(values, new Shape(2, 3));
      NDArray b = manager.create(new long[] {7});
      a.setName("a");
      b.setName("b");
      SafeTensors theirs = SafeTensors.of(new NDList(a, b).encode(NDList.Encoding.SAFETENSORS));
      assertEquals(new Entry(Dtype.F32, List.of(2L, 3L), 0, 24), theirs.entry("a"));
      assertSameBits(values, theirs.floats("a"));
      assertEquals(new Entry(Dtype.I64, List.of(1L), 24, 32), theirs.entry("b"));
    }
  }
}
