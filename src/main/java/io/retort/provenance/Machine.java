package io.retort.provenance;

import java.util.List;

/**
 * What times depend on besides the code: only those of the same machine can be compared.
 *
 * @param engine version and kind of device
 */
public record Machine(String os, String cpu, int cores, String java, String engine) {
  /** The machine of this process. */
  public static Machine here(String engine) {
    Environment here = Environment.current(engine, "", 1);
    return new Machine(here.os(), here.cpu(), here.cores(), here.java(), engine);
  }

  /** The same for machines that are alike in all this; 12 hexadecimal digits. */
  public String fingerprint() {
    return Fingerprint.ofJson(List.of(os, cpu, cores, java, engine)).substring(0, 12);
  }
}
