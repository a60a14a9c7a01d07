package io.retort.data.sets;

import io.retort.data.ImageSource;
import io.retort.data.image.Raster;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The luminance of another source's images, row by row the same: the old sensor of a grey-to-colour
 * upgrade (vanmolle2021, Section 4.1.1).
 */
public record GreyOf(ImageSource of) implements ImageSource {
  @Override
  public Listing list(@Nullable Path data) {
    Listing colour = of.list(data);
    return new Listing(
        colour.name() + ", grey",
        colour.classes(),
        colour.items().stream()
            .map(
                item ->
                    new Item(
                        item.id(),
                        item.label(),
                        item.group(),
                        item.part(),
                        grey(item.image()),
                        item.mask()))
            .toList(),
        colour.availability());
  }

  private static @Nullable Picture grey(@Nullable Picture colour) {
    return colour == null ? null : new Grey(colour);
  }

  private record Grey(Picture of) implements Picture {
    @Override
    public String name() {
      return of.name();
    }

    @Override
    public String stamp() {
      return "grey " + of.stamp();
    }

    @Override
    public byte[] bytes() {
      return of.bytes();
    }

    @Override
    public Raster decode(byte[] bytes) {
      return of.decode(bytes).grey();
    }
  }
}
