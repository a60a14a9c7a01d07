package io.retort.data.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retort.data.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** RandAugment's operations beside torchvision's: see benchmarks/peer/augment_fixture.py. */
class RandAugmentParityTest {
  private static final JsonNode PEER = peer();

  private static JsonNode peer() {
    try (InputStream in = RandAugmentParityTest.class.getResourceAsStream("/peer/augment.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Raster raster(JsonNode packed) {
    return new Raster(
        3,
        PEER.get("height").asInt(),
        PEER.get("width").asInt(),
        Base64.getDecoder().decode(packed.asText()));
  }

  static Stream<String> cases() {
    List<String> names = new ArrayList<>();
    for (JsonNode c : PEER.get("cases")) {
      names.add(
          "%s, bin %d, sign %d, %s"
              .formatted(
                  c.get("op").asText(),
                  c.get("bin").asInt(),
                  c.get("sign").asInt(),
                  c.get("image").asText()));
    }
    assertTrue(names.size() > 80, "the fixture was read");
    return names.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void everyByteIsTorchvisions(String name) {
    int index = cases().toList().indexOf(name);
    JsonNode expected = PEER.get("cases").get(index);
    RandAugment.Operation operation =
        RandAugment.Operation.valueOf(
            expected
                .get("op")
                .asText()
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .toUpperCase(Locale.ROOT));
    RandAugment augment = new RandAugment(2, expected.get("bin").asInt());
    int width = PEER.get("width").asInt();
    double strength = augment.strength(operation, width, PEER.get("height").asInt());
    assertEquals(expected.get("magnitude").asDouble(), strength, "strength");
    Raster image = raster(PEER.get("images").get(expected.get("image").asText()));
    Raster ours = RandAugment.apply(operation, expected.get("sign").asInt() * strength, image, 3);
    Raster theirs = raster(expected.get("out"));
    int different = 0;
    int furthest = 0;
    for (int i = 0; i < ours.planes().length; i++) {
      int distance = Math.abs((ours.planes()[i] & 0xff) - (theirs.planes()[i] & 0xff));
      different += distance > 0 ? 1 : 0;
      furthest = Math.max(furthest, distance);
    }
    assertEquals(0, different, "different bytes, furthest " + furthest);
  }
}
