package io.retort.model;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;

/** What the elements of a tensor in a safetensors file are; those of whole bytes. */
public enum Dtype {
  BOOL(1),
  U8(1),
  I8(1),
  F8_E5M2(1),
  F8_E4M3(1),
  F8_E8M0(1),
  I16(2),
  U16(2),
  F16(2),
  BF16(2),
  I32(4),
  U32(4),
  F32(4),
  C64(8),
  F64(8),
  I64(8),
  U64(8);

  /** Those that can be read as floats. */
  static final List<Dtype> FLOATS = List.of(F16, BF16, F32, F64);

  private final int bytes;

  Dtype(int bytes) {
    this.bytes = bytes;
  }

  /** Size of an element. */
  int bytes() {
    return bytes;
  }

  /** Reads all of a little-endian buffer as floats. */
  void read(ByteBuffer from, FloatBuffer to) {
    switch (this) {
      case F32 -> to.put(from.asFloatBuffer());
      case F64 -> {
        while (from.hasRemaining()) {
          to.put((float) from.getDouble());
        }
      }
      case BF16 -> {
        while (from.hasRemaining()) {
          to.put(Float.intBitsToFloat(from.getShort() << 16));
        }
      }
      case F16 -> {
        while (from.hasRemaining()) {
          to.put(half(from.getShort()));
        }
      }
      default -> throw new IllegalArgumentException(this + " must be one of " + FLOATS);
    }
  }

  /** IEEE 754's binary16, exactly: the JDK has it from version 20 on. */
  private static float half(short bits) {
    int sign = (bits & 0x8000) << 16;
    int magnitude = (bits & 0x7fff) << 13;
    if (magnitude >= 0x7c00 << 13) { // infinities, and NaN with its payload
      return Float.intBitsToFloat(sign | 0x7f800000 | magnitude);
    }
    // the exponents' biases are 15 and 127
    float value = Float.intBitsToFloat(magnitude) * 0x1p112f;
    return Float.intBitsToFloat(sign | Float.floatToRawIntBits(value));
  }
}
