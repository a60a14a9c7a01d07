package io.retort.model;

/** One of {@link Projectors} as a value; part of the result's key. */
public record Projector(Kind kind, int in, int out) {
  /** Which one. */
  public enum Kind {
    /** {@link Projectors#adapter}. */
    ADAPTER,
    /** {@link Projectors#regressor}. */
    REGRESSOR,
    /** {@link Projectors#generator}; keeps its channels. */
    GENERATOR,
    /** {@link Projectors#simKd}. */
    SIMKD,
    /** {@link Projectors#variational}. */
    VARIATIONAL,
    /** {@link Projectors#embedding}. */
    EMBEDDING
  }

  /** Checks the channels. */
  public Projector {
    if (in < 1 || out < 1) {
      throw new IllegalArgumentException(
          "channels in [%d] and out [%d] must be >= 1".formatted(in, out));
    }
  }

  /** A fresh block without parameters' values. */
  public NamedBlock block() {
    return switch (kind) {
      case ADAPTER -> Projectors.adapter(in, out);
      case REGRESSOR -> Projectors.regressor(in, out);
      case GENERATOR -> Projectors.generator(in);
      case SIMKD -> Projectors.simKd(in, out);
      case VARIATIONAL -> Projectors.variational(in, out);
      case EMBEDDING -> Projectors.embedding(in, out);
    };
  }
}
