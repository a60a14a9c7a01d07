package io.retort.data;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.retort.data.sets.Listing;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a recipe's images come from: a publisher's files or a generator. Part of the recipe. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
public interface ImageSource {
  /**
   * Lists the images.
   *
   * @param data the data directory; generators need none
   * @throws DataException when files are missing or wrong
   */
  Listing list(@Nullable Path data);
}
