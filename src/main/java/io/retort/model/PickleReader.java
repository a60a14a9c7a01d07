package io.retort.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pickles of protocol 2, one after another, taken as data: a stack machine that knows the opcodes
 * of state dicts only, and leaves every name and call in them to {@link PthObjects}.
 *
 * <p>Opcodes: <a href="https://docs.python.org/3/library/pickletools.html">pickletools</a>. Texts,
 * whole numbers and truth values are Java's.
 */
final class PickleReader {
  /** Python's None, and the opcode MARK's place on the stack. */
  enum Single {
    NONE,
    MARK
  }

  /** A dict, with texts as keys. */
  record Dict(Map<String, Object> entries) {}

  /** A list. */
  record Sequence(List<Object> items) {}

  /** A tuple. */
  record Tuple(List<Object> items) {}

  private final PthSource source;
  private final ByteBuffer bytes;
  private final PthObjects objects;
  private final List<Object> stack = new ArrayList<>();
  private final Map<Long, Object> memo = new HashMap<>();
  private int at;

  /** Reads on from the buffer's position. */
  PickleReader(PthSource source, ByteBuffer bytes, PthObjects objects) {
    this.source = source;
    this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    this.objects = objects;
  }

  /** The next pickle's object. It may contain itself: its parts must not be compared or printed. */
  Object read() {
    stack.clear();
    memo.clear();
    while (true) {
      at = bytes.position();
      int opcode = unsigned(1);
      if (opcode == '.') {
        return pop();
      }
      step(opcode);
    }
  }

  private void step(int opcode) {
    switch (opcode) {
      case 0x80 -> {
        int protocol = unsigned(1);
        if (protocol != 2) {
          throw refused("protocol [%d] must be 2".formatted(protocol));
        }
      }
      case '(' -> push(Single.MARK);
      case 'N' -> push(Single.NONE);
      case 0x88 -> push(true);
      case 0x89 -> push(false);
      case 'K' -> push((long) unsigned(1));
      case 'M' -> push((long) unsigned(2));
      case 'J' -> push((long) take(4).getInt());
      case 0x8a -> push(number(unsigned(1)));
      case 'X' -> push(text(length()));
      case 'U' -> push(text(unsigned(1))); // Python 2
      case 'c' -> push(objects.global(line() + "." + line()));
      case ')' -> push(new Tuple(List.of()));
      case 't' -> push(new Tuple(popToMark()));
      case 0x85 -> push(new Tuple(pop(1)));
      case 0x86 -> push(new Tuple(pop(2)));
      case 0x87 -> push(new Tuple(pop(3)));
      case ']' -> push(new Sequence(new ArrayList<>()));
      case 'a' -> append(pop(1));
      case 'e' -> append(popToMark());
      case '}' -> push(new Dict(new LinkedHashMap<>()));
      case 's' -> set(pop(2));
      case 'u' -> set(popToMark());
      case 'q' -> memo.put((long) unsigned(1), top());
      case 'r' -> memo.put(length(), top());
      case 'h' -> push(remembered(unsigned(1)));
      case 'j' -> push(remembered(length()));
      case 'Q' -> push(objects.storage(pop()));
      case 'R' -> {
        Object arguments = pop();
        push(objects.call(pop(), arguments));
      }
      case 'b' -> {
        Object state = pop();
        objects.build(top(), state);
      }
      default ->
          throw refused("opcode [%02x] must be one of those of a state dict".formatted(opcode));
    }
  }

  private void push(Object value) {
    stack.add(value);
  }

  private Object top() {
    if (stack.isEmpty() || stack.get(stack.size() - 1) == Single.MARK) {
      throw refused("opcode [%02x] must find a value on the stack".formatted(bytes.get(at)));
    }
    return stack.get(stack.size() - 1);
  }

  private Object pop() {
    Object value = top();
    stack.remove(stack.size() - 1);
    return value;
  }

  private List<Object> pop(int count) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(0, pop());
    }
    return values;
  }

  private List<Object> popToMark() {
    int mark = stack.lastIndexOf(Single.MARK);
    if (mark < 0) {
      throw refused("opcode [%02x] must find a mark on the stack".formatted(bytes.get(at)));
    }
    List<Object> values = new ArrayList<>(stack.subList(mark + 1, stack.size()));
    stack.subList(mark, stack.size()).clear();
    return values;
  }

  private void append(List<Object> items) {
    if (!(top() instanceof Sequence list)) {
      throw refused("%s must be a list to be appended to".formatted(PthObjects.words(top())));
    }
    list.items().addAll(items);
  }

  private void set(List<Object> keysAndValues) {
    if (!(top() instanceof Dict dict)) {
      throw refused("%s must be a dict to be filled".formatted(PthObjects.words(top())));
    }
    if (keysAndValues.size() % 2 != 0) {
      throw refused("[%d] keys and values must be pairs".formatted(keysAndValues.size()));
    }
    for (int i = 0; i < keysAndValues.size(); i += 2) {
      if (!(keysAndValues.get(i) instanceof String key)) {
        throw refused("key %s must be a text".formatted(PthObjects.words(keysAndValues.get(i))));
      }
      dict.entries().put(key, keysAndValues.get(i + 1));
    }
  }

  private Object remembered(long key) {
    Object value = memo.get(key);
    if (value == null) {
      throw refused("memo [%d] must be set before it is used".formatted(key));
    }
    return value;
  }

  /** The next bytes, after a look whether they are there. */
  private ByteBuffer take(long count) {
    if (count > bytes.remaining()) {
      throw refused(
          "[%d] bytes must be at most the %d before byte %d, where a pickle must have ended"
              .formatted(count, bytes.remaining(), bytes.limit()));
    }
    ByteBuffer taken = bytes.slice(bytes.position(), (int) count).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(bytes.position() + (int) count);
    return taken;
  }

  /** An unsigned number of one or two bytes. */
  private int unsigned(int count) {
    ByteBuffer taken = take(count);
    return count == 1 ? Byte.toUnsignedInt(taken.get()) : Short.toUnsignedInt(taken.getShort());
  }

  private long length() {
    return Integer.toUnsignedLong(take(Integer.BYTES).getInt());
  }

  /** A signed number of some bytes. */
  private long number(int count) {
    if (count > Long.BYTES) {
      throw refused("a number of [%d] bytes must have at most %d".formatted(count, Long.BYTES));
    }
    ByteBuffer taken = take(count);
    long value = 0;
    for (int i = 0; i < count; i++) {
      long digit = i == count - 1 ? taken.get(i) : Byte.toUnsignedLong(taken.get(i));
      value |= digit << (Byte.SIZE * i);
    }
    return value;
  }

  private String text(long count) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(take(count)).toString();
    } catch (CharacterCodingException e) {
      throw source.refused(e, "pickle at byte %d: a text must be UTF-8".formatted(at));
    }
  }

  private String line() {
    int end = bytes.position();
    while (end < bytes.limit() && bytes.get(end) != '\n') {
      end++;
    }
    String line = text(end - bytes.position());
    take(1);
    return line;
  }

  private WeightsException refused(String message) {
    return source.refused("pickle at byte %d: %s".formatted(at, message));
  }
}
