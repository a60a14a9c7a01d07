package io.retort.provenance;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The two ways in which Retort writes JSON. */
public final class Json {
  /** Sorted and without white space: equal values give equal bytes. */
  public static final ObjectMapper CANONICAL =
      JsonMapper.builder()
          .configure(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY, true)
          .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true)
          .configure(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, true)
          .build();

  /** Indented, for people. */
  public static final ObjectMapper PRETTY =
      CANONICAL.copy().configure(SerializationFeature.INDENT_OUTPUT, true);

  private Json() {}
}
