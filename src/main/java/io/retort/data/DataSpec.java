package io.retort.data;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Which items a recipe uses and in what form; part of the result's key. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
public interface DataSpec {}
