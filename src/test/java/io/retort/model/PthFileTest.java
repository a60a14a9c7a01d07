package io.retort.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files written by torch, with the values that torch has in them (benchmarks/peer/pth_fixture.py);
 * and files assembled here, byte by byte, as Python's pickletools describes them.
 */
class PthFileTest {
  private static final String MAGIC = "\u0080\2\u008a\nl\374\234F\371 j\250P\31.";
  private static final String VERSION = "\u0080\2M\351\3.";
  private static final String SYSTEM = "\u0080\2}" + text("little_endian") + "\u0088s.";
  private static final String DICT = "ccollections\nOrderedDict\n)R";
  private static final String FLOATS = "\0\0\200?\0\0\40\300"; // 1 and -2.5
  private static final String V2 = "ctorch._utils\n_rebuild_tensor_v2\n";

  @TempDir Path folder;

  private static byte[] fixture(String name) throws IOException {
    try (InputStream in = PthFileTest.class.getResourceAsStream("/peer/" + name)) {
      return in.readAllBytes();
    }
  }

  private static String littleEndian(long value, int bytes) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < bytes; i++) {
      digits.append((char) (value >>> (8 * i) & 0xff));
    }
    return digits.toString();
  }

  private static String text(String text) {
    return "X" + littleEndian(text.length(), 4) + text;
  }

  private static String number(long number) {
    if (number >= 0 && number <= 0xff) {
      return "K" + littleEndian(number, 1);
    } else if (number >= 0 && number <= 0xffff) {
      return "M" + littleEndian(number, 2);
    } else if (number == (int) number) {
      return "J" + littleEndian(number, 4);
    }
    return "\u008a\10" + littleEndian(number, 8);
  }

  private static String tuple(long... numbers) {
    StringBuilder tuple = new StringBuilder("(");
    Arrays.stream(numbers).forEach(each -> tuple.append(number(each)));
    return tuple + "t";
  }

  private static String list(String... texts) {
    StringBuilder list = new StringBuilder("](");
    Arrays.stream(texts).forEach(each -> list.append(text(each)));
    return list + "e";
  }

  /** A storage's type, key, place and size. */
  private static String storage(String type, String key, long count, String view) {
    return "(%sctorch\n%s\n%s%s%s%stQ"
        .formatted(text("storage"), type, text(key), text("cuda:0"), number(count), view);
  }

  private static String floats(long count) {
    return storage("FloatStorage", "k", count, "");
  }

  private static String tensor(String storage, long offset, String shape, String strides) {
    return V2 + "(" + storage + number(offset) + shape + strides + "\u0089" + DICT + "tR";
  }

  /** A dict of one entry. */
  private static String dict(String name, String value) {
    return DICT + text(name) + value + "s";
  }

  private static byte[] bytes(String... parts) {
    return String.join("", parts).getBytes(ISO_8859_1);
  }

  /** A file of the older format; a storage k, where there is one, has the floats 1 and -2.5. */
  private static byte[] file(String object) {
    String keys = object.contains(text("k")) ? list("k") : "]";
    return bytes(
        MAGIC,
        VERSION,
        SYSTEM,
        "\u0080\2",
        object,
        ".",
        "\u0080\2",
        keys,
        ".",
        littleEndian(2, 8),
        FLOATS);
  }

  private static byte[] file(long offset, String shape, String strides) {
    return file(dict("w", tensor(floats(2), offset, shape, strides)));
  }

  /** A zip archive of names and contents; those whose name starts with ! are compressed. */
  private static byte[] zip(String... namesAndContents) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        byte[] content = bytes(namesAndContents[i + 1]);
        boolean compressed = namesAndContents[i].startsWith("!");
        ZipEntry entry = new ZipEntry(namesAndContents[i].substring(compressed ? 1 : 0));
        entry.setMethod(compressed ? ZipEntry.DEFLATED : ZipEntry.STORED);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** Of a storage of some floats, and a tensor of two of them. */
  private static String pickle(long count) {
    return "\u0080\2" + dict("w", tensor(floats(count), 0, tuple(2), tuple(1))) + ".";
  }

  private static String refusal(byte[] file) {
    return assertThrows(WeightsException.class, () -> PthFile.of(file)).getMessage();
  }

  private static float[] values(byte[] file, String name) {
    return PthFile.of(file).floats().get(name).values().get();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pth_zip.pth", "pth_legacy.pth", "pth_old.pth"})
  void whatTorchWroteIsRead(String name) throws IOException {
    PthFile file = PthFile.of(fixture(name));
    JsonNode expected = new ObjectMapper().readTree(fixture("pth.json")).get("tensors");
    List<String> names = new ArrayList<>();
    expected.fieldNames().forEachRemaining(names::add);
    assertEquals(names, List.copyOf(file.tensors().keySet()));
    Map<String, Dtype> types =
        Map.of(
            "torch.float32", Dtype.F32,
            "torch.float16", Dtype.F16,
            "torch.bfloat16", Dtype.BF16,
            "torch.float64", Dtype.F64,
            "torch.int64", Dtype.I64);
    expected
        .properties()
        .forEach(
            entry -> {
              JsonNode tensor = entry.getValue();
              PthTensor found = file.tensors().get(entry.getKey());
              assertEquals(types.get(tensor.get("type").asText()), found.storage().dtype());
              assertEquals(longs(tensor.get("shape")), found.shape(), entry.getKey());
              assertEquals(longs(tensor.get("strides")), found.strides(), entry.getKey());
              if (!entry.getKey().equals("1.num_batches_tracked")) {
                float[] values = new float[tensor.get("values").size()];
                for (int i = 0; i < values.length; i++) {
                  values[i] = (float) tensor.get("values").get(i).doubleValue();
                }
                SafeTensors.Tensor read = file.floats().get(entry.getKey());
                assertArrayEquals(values, read.values().get(), entry.getKey());
              }
            });
    assertEquals(names.size() - 1, file.floats().size());
  }

  private static List<Long> longs(JsonNode numbers) {
    List<Long> longs = new ArrayList<>();
    numbers.forEach(number -> longs.add(number.longValue()));
    return longs;
  }

  @ParameterizedTest
  @ValueSource(strings = {"pth_zip.pth", "pth_legacy.pth", "pth_old.pth"})
  void aFileIsConvertedWithItsNameAndFingerprint(String name) throws Exception {
    byte[] bytes = fixture(name);
    Path target = folder.resolve("w.safetensors");
    PthFile.toSafeTensors(Files.write(folder.resolve(name), bytes), target);
    SafeTensors written = SafeTensors.open(target);
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    assertEquals(Map.of("converted-from", name, "sha256", sha256), written.metadata());
    Map<String, SafeTensors.Tensor> read = PthFile.of(bytes).floats();
    assertEquals(List.copyOf(read.keySet()), written.names());
    read.forEach(
        (tensor, expected) -> {
          assertEquals(Dtype.F32, written.entry(tensor).dtype());
          assertEquals(expected.shape(), written.entry(tensor).shape());
          assertArrayEquals(expected.values().get(), written.floats(tensor));
        });
  }

  @Test
  void whatCannotBeConvertedLeavesTheTargetAsItWas() throws IOException {
    Path pth = folder.resolve("w.pth");
    Path target = Files.writeString(folder.resolve("w.safetensors"), "as it was");
    Files.write(pth, file(DICT));
    PthFile.toSafeTensors(pth, folder.resolve("none.safetensors"));
    assertEquals(List.of(), SafeTensors.open(folder.resolve("none.safetensors")).names());
    Files.write(pth, file("cos\nsystem\n"));
    String refused = conversion(pth, target);
    assertTrue(refused.startsWith(pth + ": global [os.system] must be one of"), refused);
    Path missing = folder.resolve("missing.pth");
    assertEquals(missing + " is missing", conversion(missing, target));
    assertTrue(conversion(folder, target).startsWith(folder + " cannot be read ("));
    assertEquals("as it was", Files.readString(target));
  }

  private static String conversion(Path pth, Path target) {
    return assertThrows(WeightsException.class, () -> PthFile.toSafeTensors(pth, target))
        .getMessage();
  }

  @Test
  void aFileAssembledByHandIsRead() throws IOException {
    float[] expected = {1, -2.5f};
    assertArrayEquals(expected, values(file(0, tuple(2), tuple(1)), "w"));
    assertArrayEquals(expected, values(zip("a/data.pkl", pickle(2), "a/data/k", FLOATS), "w"));
    assertArrayEquals(
        expected,
        values(
            zip("a/b/data.pkl", pickle(2), "a/b/byteorder", "little", "a/b/data/k", FLOATS), "w"));
  }

  @Test
  void aLargeStorageIsReadInPieces() {
    int count = (1 << 18) + 3; // floats; a piece has 2^18
    StringBuilder data = new StringBuilder(littleEndian(count, 8));
    float[] expected = new float[count];
    for (int i = 0; i < count; i++) {
      expected[i] = i;
      data.append(littleEndian(Float.floatToIntBits(i), 4));
    }
    String object = dict("w", tensor(floats(count), 0, tuple(count), tuple(1)));
    byte[] file = bytes(MAGIC, VERSION, SYSTEM, object, ".", list("k"), ".", data.toString());
    assertArrayEquals(expected, values(file, "w"));
  }

  @Test
  void stridesAndOffsetsChooseElements() {
    assertArrayEquals(new float[] {-2.5f}, values(file(1, tuple(), tuple()), "w"));
    assertArrayEquals(new float[] {-2.5f}, values(file(1, tuple(1), tuple(1L << 62)), "w"));
    assertArrayEquals(
        new float[] {1, -2.5f, 1, -2.5f, 1, -2.5f},
        values(file(0, tuple(3, 1, 2), tuple(0, 1L << 62, 1)), "w"));
    assertArrayEquals(
        new float[] {1, 1, 1, -2.5f, -2.5f, -2.5f}, values(file(0, tuple(2, 3), tuple(1, 0)), "w"));
    assertArrayEquals(new float[0], values(file(2, tuple(3, 0), tuple(0, 9)), "w"));
  }

  /** As torch below 0.4 wrote them: key, first element and size of the view. */
  @Test
  void aStorageMayBeAViewOfAnother() {
    String view = "(" + text("v") + "K\1K\1t";
    String named = dict("w", tensor(storage("FloatStorage", "k", 2, view), 0, tuple(1), tuple(1)));
    assertArrayEquals(new float[] {-2.5f}, values(file(named), "w"));
    assertTrue(
        refusal(file(named.replace("K\1K\1t", "K\1K\2t")))
            .startsWith(
                "pth bytes: storage view from [1] of [2] elements must be within the 2 of storage"));
    assertTrue(
        refusal(
                file(
                    dict(
                        "w", tensor(storage("FloatStorage", "k", 2, view), 1, tuple(1), tuple(1)))))
            .startsWith(
                "pth bytes: tensor [w] from [1] on, shape [1], strides [1] must be within the"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pth_zip.pth", "pth_legacy.pth", "pth_old.pth"})
  void aFileCutAnywhereIsRefused(String name) throws IOException {
    byte[] bytes = fixture(name);
    for (int size = 0; size < bytes.length; size++) {
      byte[] cut = Arrays.copyOf(bytes, size);
      String message = refusal(cut);
      assertTrue(message.startsWith("pth bytes: ") && message.endsWith("anew with torch"), message);
    }
  }

  /** Values and names may differ then: whoever downloads a file compares its SHA-256. */
  @ParameterizedTest
  @ValueSource(strings = {"pth_zip.pth", "pth_legacy.pth", "pth_old.pth"})
  void aChangedByteIsRefusedOrHarmless(String name) throws IOException {
    byte[] bytes = fixture(name);
    for (int at = 0; at < bytes.length; at++) {
      for (int change : new int[] {1, 0xff}) {
        byte[] changed = bytes.clone();
        changed[at] ^= (byte) change;
        try {
          PthFile.of(changed)
              .floats()
              .forEach((w, tensor) -> assertEquals(tensor.count(), tensor.values().get().length));
        } catch (WeightsException e) {
          assertTrue(e.getMessage().startsWith("pth bytes: "), e.getMessage());
        } catch (RuntimeException e) {
          fail("byte %d of %s changed by %02x".formatted(at, name, change), e);
        }
      }
    }
  }

  private static Arguments bad(String what, byte[] file, String message) {
    return Arguments.of(what, file, message);
  }

  private static Arguments badObject(String what, String object, String message) {
    return Arguments.of(what, file(object), message);
  }

  private static Arguments badTensor(String what, long offset, String shape, String strides) {
    return bad(what, file(offset, shape, strides), "tensor [w] from [" + offset + "] on, shape");
  }

  static Stream<Arguments> malicious() {
    String command = text("touch /tmp/pwned") + "\u0085R";
    String known =
        "must be one of [collections.OrderedDict, torch.BFloat16Storage, torch.BoolStorage";
    return Stream.of(
        badObject("a command", "cos\nsystem\n" + command, "global [os.system] " + known),
        badObject("of POSIX", "cposix\nsystem\n" + command, "global [posix.system] " + known),
        badObject("built in", "c__builtin__\neval\n" + command, "global [__builtin__.eval] "),
        badObject("as a value", dict("w", "cos\nsystem\n"), "global [os.system] "),
        badObject(
            "a long name", "c" + "a".repeat(5000) + "\nb\n", "global [" + "a".repeat(100) + "]"),
        badObject("by text", text("os.system") + command, "call of [os.system] with [tuple] must"),
        badObject(
            "of a type", "ctorch\nFloatStorage\n" + command, "call of [F32] with [tuple] must"),
        badObject(
            "without a tuple", "ccollections\nOrderedDict\nK\1R", "call of [function] with [1]"),
        badObject("INST", "(ios\nsystem\n", "opcode [69] must be one of those of a state dict"),
        badObject("NEWOBJ", "ccollections\nOrderedDict\n)\u0081", "opcode [81] must be one of"),
        badObject("EXT1", "\u0082\1", "opcode [82] must be one of"),
        badObject(
            "STACK_GLOBAL", text("os") + text("system") + "\u0093", "opcode [93] must be one"),
        badObject("attributes of a list", "]}b", "state [dict] of [sequence] must be a dict of"),
        badObject(
            "attributes of a call", "ccollections\nOrderedDict\n}b", "state [dict] of [function]"));
  }

  static Stream<Arguments> misused() {
    String view = "must be a storage in 5 or 6 parts";
    return Stream.of(
        badObject("empty stack", "", "opcode [2e] must find a value on the stack"),
        badObject("nothing to remember", "q\1", "opcode [71] must find a value on the stack"),
        badObject("a mark as value", "(\u0085", "opcode [85] must find a value on the stack"),
        badObject("no mark", ")t", "opcode [74] must find a mark on the stack"),
        badObject("memo", "h\7", "memo [7] must be set before it is used"),
        badObject("long memo", "j\377\377\377\377", "memo [4294967295] must be set before"),
        badObject("no list", ")Na", "[tuple] must be a list to be appended to"),
        badObject("no dict", "]NNs", "[sequence] must be a dict to be filled"),
        badObject("a key alone", "}(Nu", "[1] keys and values must be pairs"),
        badObject("a key that is no text", "}K\5Ns", "key [5] must be a text"),
        badObject("no UTF-8", "X\1\0\0\0\377", "a text must be UTF-8"),
        badObject("a long number", "\u008a\11" + "\0".repeat(9), "a number of [9] bytes must have"),
        badObject("protocol 4", "\u0080\4}", "protocol [4] must be 2"),
        badObject("not a dict", ")", "[tuple] must be a dict of tensors"),
        badObject(
            "a checkpoint", dict("epoch", "K\5"), "entry [epoch] is [5] but must be a tensor"),
        badObject("nested", dict("model", dict("w", "N")), "entry [model] is [dict] but must be a"),
        badObject("dict in itself", "}q\1" + text("w") + "h\1s", "entry [w] is [dict] but must"),
        badObject(
            "list in itself", "]q\1h\1a" + text("w") + "Q", "persistent id [w] must be a tuple"),
        badObject("persistent id", "NQ", "persistent id [NONE] must be a tuple"),
        badObject("a module", "(" + text("module") + "NNNNtQ", "persistent id " + view),
        badObject("short id", text("storage") + "\u0085Q", "persistent id " + view),
        badObject("no tensor", dict("w", V2 + ")R"), "tensor of [0] arguments must have 6"),
        badObject("pairs", "ccollections\nOrderedDict\n]]a\u0085R", "dict's pair of [0]"),
        bad("shape", file(0, "]", tuple()), "shape or strides [sequence] must be a tuple"),
        bad("a negative size", file(0, tuple(-1), tuple(1)), "size [-1] must be >= 0"),
        bad("a negative offset", file(-1, tuple(1), tuple(1)), "size [-1] must be >= 0"),
        bad("too few strides", file(0, tuple(1, 1), tuple(1)), "shape [1, 1] must have as many"),
        bad("many sizes", file(0, tuple(new long[65]), tuple()), "[65] sizes must be at most 64"),
        badTensor("beyond the end", 1, tuple(2), tuple(1)),
        badTensor("offset beyond the end", 2, tuple(), tuple()),
        badTensor("far offset", Long.MAX_VALUE, tuple(1), tuple(1)),
        badTensor("strides beyond the end", 0, tuple(2), tuple(2)),
        badTensor("an overflow", 0, tuple(3), tuple(Long.MAX_VALUE)),
        badTensor("a sum that overflows", 2, tuple(2), tuple(Long.MAX_VALUE)),
        bad(
            "larger than the file",
            file(dict("w", tensor(floats(3), 0, tuple(), tuple()))),
            "storage [k] has [2] elements but must have 3"),
        bad(
            "integers",
            file(dict("w", tensor(storage("IntStorage", "k", 2, ""), 0, tuple(1), tuple(1)))),
            "tensor [w] of I32 must be of [F16, BF16, F32, F64], or I64 and *.num_batches_tracked"),
        bad(
            "a reserved name",
            file(dict("__metadata__", tensor(floats(2), 0, tuple(1), tuple(1)))),
            "tensor [__metadata__] of F32 must"),
        badObject(
            "two types",
            dict("w", tensor(floats(2), 0, tuple(), tuple()))
                + text("v")
                + tensor(storage("HalfStorage", "k", 2, ""), 0, tuple(), tuple())
                + "s",
            "storage [k] of 2 F16 must be the same wherever it is named: also 2 F32"));
  }

  static Stream<Arguments> wrongFrame() throws IOException {
    String named = pickle(2);
    String keys = "\u0080\2" + list("k") + ".";
    return Stream.of(
        bad(
            "empty",
            new byte[0],
            "starts with bytes [] but must start with 504b0304 or 80028a0a6cfc"),
        bad("a page", bytes("<html>"), "starts with bytes [3c68746d6c3e] but must"),
        bad("another version", bytes(MAGIC, "\u0080\2K\1.", SYSTEM), "version [1] must be 1001"),
        bad(
            "big-endian",
            bytes(MAGIC, VERSION, SYSTEM.replace('\u0088', '\u0089')),
            "byte order must"),
        bad(
            "no byte order",
            bytes(MAGIC, VERSION, "\u0080\2}."),
            "byte order must be little-endian"),
        bad(
            "no keys",
            bytes(MAGIC, VERSION, SYSTEM, named, "\u0080\2N."),
            "keys of storages must be a"),
        bad(
            "no key",
            bytes(MAGIC, VERSION, SYSTEM, named, "\u0080\2]."),
            "storage [k] must be in the"),
        bad(
            "key",
            bytes(MAGIC, VERSION, SYSTEM, named, "\u0080\2", list("j"), "."),
            "storage [j] must be"),
        bad(
            "negative",
            bytes(MAGIC, VERSION, SYSTEM, named, keys, littleEndian(-1, 8)),
            "storage [k] has [-1] elements but must have 2"),
        bad("not an archive", bytes("PK\3\4", named), "not a whole zip archive ("),
        bad("no pickle", zip("a/data/k", FLOATS), "[0] entries /data.pkl must be one"),
        bad("two pickles", zip("a/data.pkl", named, "b/data.pkl", named), "[2] entries /data.pkl"),
        bad("deflated pickle", zip("!a/data.pkl", named), "entry [a/data.pkl] must be stored, not"),
        bad(
            "deflated data",
            zip("a/data.pkl", named, "!a/data/k", FLOATS),
            "entry [a/data/k] must be stored"),
        bad("missing data", zip("a/data.pkl", named), "entry [a/data/k] must be in the archive"),
        bad(
            "short data",
            zip("a/data.pkl", pickle(2), "a/data/k", "1234567"),
            "entry [a/data/k] of [7] bytes must hold 2 elements of F32"),
        bad(
            "far too short",
            zip("a/data.pkl", pickle(1L << 62), "a/data/k", FLOATS),
            "storage [k] of [4611686018427387904] F32 from byte"),
        bad(
            "big-endian archive",
            zip("a/data.pkl", named, "a/byteorder", "big", "a/data/k", FLOATS),
            "byte order must be little-endian"),
        bad(
            "large pickle",
            zip("a/data.pkl", "\0".repeat((1 << 20) + 1)),
            "entry [a/data.pkl] of [1048577] bytes must have at most 1048576"));
  }

  /** Files of some bytes that ask for gigabytes. */
  static Stream<Arguments> bombs() {
    long side = 40_000;
    String pairs =
        "]q\0(" + ("](" + text("w") + "Ne").repeat(2000) + "eccollections\nOrderedDict\nq\1";
    StringBuilder shared =
        new StringBuilder(dict("w", tensor(floats(2), 0, tuple(99), tuple(0)) + "q\2") + "(");
    for (int i = 1; i < 9; i++) {
      shared.append(text("w" + i) + "h\2");
    }
    return Stream.of(
        bad(
            "zero strides",
            file(0, tuple(side, side), tuple(0, 0)),
            "tensors of [1600000000] elements"),
        bad(
            "huge shape",
            file(0, tuple(1L << 40, 1L << 40), tuple(0, 0)),
            "tensor [w]: shape [1099511627776, 1099511627776] must have sizes >= 0 and at most"),
        bad("nearly empty", file(0, tuple(0, 1L << 40), tuple(0, 0)), "tensor [w]: shape [0, 1099"),
        badObject("text", "X\376\377\377\377", "[4294967294] bytes must be at most the"),
        badObject("one tensor again and again", shared + "u", "tensors of ["),
        badObject(
            "pairs again and again",
            "(" + pairs + "h\1h\0\u0085R".repeat(1000) + "t",
            "[1050000] pairs of dicts must be at most 1048576"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"malicious", "misused", "wrongFrame", "bombs"})
  void aBadFileIsRefused(String what, byte[] file, String message) {
    String refusal = refusal(file);
    assertTrue(refusal.contains(message), refusal);
    assertTrue(refusal.length() < 900, refusal);
  }
}
