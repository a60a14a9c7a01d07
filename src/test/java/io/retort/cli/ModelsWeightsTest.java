package io.retort.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.data.catalogue.Pretrained;
import io.retort.experiment.DataDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetching and listing published weights, as far as it goes without a network. */
class ModelsWeightsTest {
  @TempDir Path data;
  private Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void folder() throws IOException {
    folder = Files.createDirectories(data.resolve("pretrained"));
  }

  private int execute(Callable<Integer> command) throws Exception {
    PrintStream before = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      return command.call();
    } finally {
      System.setOut(before);
    }
  }

  private String output() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private ModelsFetchCommand fetch(String... ids) {
    ModelsFetchCommand command =
        new ModelsFetchCommand(
            (pth, safetensors) -> {
              throw new AssertionError("nothing is to be converted");
            });
    command.options.data = data.toString();
    command.ids = List.of(ids);
    return command;
  }

  private ModelsStatusCommand status(String... ids) {
    ModelsStatusCommand command = new ModelsStatusCommand();
    command.options.data = data.toString();
    command.ids = List.of(ids);
    return command;
  }

  @Test
  void weightsLieWhereTheExperimentsLookForThem() throws Exception {
    DataDirectory directory = new DataDirectory(data, data, 1);
    for (Pretrained.Entry entry : Pretrained.all()) {
      Path weights = entry.weights(data.resolve(DataDirectory.PRETRAINED));
      Files.createFile(weights);
      assertEquals(Optional.of(weights), directory.pretrained(entry.id()));
    }
  }

  @Test
  void statusSaysWhatIsAtHandFromWhomAndUnderWhichLicence() throws Exception {
    Files.write(folder.resolve("vgg16.safetensors"), new byte[2345]);
    assertEquals(0, execute(status()));
    for (String text :
        new String[] {
          "vgg16              at hand: 3 kB\n  VGG16_Weights.IMAGENET1K_V1 by torchvision",
          "resnet18           not at hand: 47 MB to fetch\n  timm/resnet18.tv_in1k by timm",
          "resnet101          not at hand: 179 MB (hub page) to fetch",
          "; licence: bsd-3-clause, as timm states",
          "; licence: unknown, as timm states",
          "; licence: none stated for the weights"
        }) {
      assertTrue(output().contains(text), text + " in " + output());
    }
    assertEquals(Pretrained.all().size() * 2L, output().lines().count());
  }

  @Test
  void statusOfNamedWeightsIsTwoWhereTheyAreMissing() throws Exception {
    Files.write(folder.resolve("vgg16.safetensors"), new byte[2345]);
    assertEquals(0, execute(status("vgg16")));
    assertEquals(2, execute(status("vgg16", "resnet18")));
  }

  @Test
  void fetchSaysWhatIsThereAndUnderWhichLicence() throws Exception {
    Files.write(folder.resolve("vgg16.safetensors"), new byte[2345]);
    assertEquals(0, execute(fetch("vgg16")));
    assertTrue(
        output().contains("there already: " + folder.resolve("vgg16.safetensors")), output());
    assertTrue(output().contains("licence: none stated for the weights"), output());
  }

  @Test
  void anotherFileInTheirPlaceIsNamedAndTheRestGoesOn() throws Exception {
    Files.write(folder.resolve("vgg16.safetensors"), new byte[2345]);
    Files.write(folder.resolve("resnet18.safetensors"), new byte[5]);
    assertEquals(2, execute(fetch("resnet18", "vgg16")));
    assertTrue(
        output()
            .contains(
                "resnet18.safetensors is there already, but its size [5] must be [46807446]: delete"
                    + " or move it"),
        output());
    assertTrue(
        output().contains("there already: " + folder.resolve("vgg16.safetensors")), output());
  }

  @Test
  void aNetworkWithoutPublishedWeightsIsNamedBeforeAnythingIsFetched() {
    for (Callable<Integer> command : List.of(fetch("vgg16", "dsnet"), status("dsnet"))) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> execute(command)).getMessage();
      assertTrue(message.contains("network [dsnet] has no published weights here"), message);
    }
    assertEquals("", output());
  }
}
