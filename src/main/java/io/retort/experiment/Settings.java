package io.retort.experiment;

import ai.djl.util.cuda.CudaUtils;
import io.retort.training.Scale;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a run is asked to do. The command line and system properties set the same things.
 *
 * @param experiments ids; all when empty
 * @param seeds the seeds of each condition
 * @param workers forked JVMs
 * @param device auto, cpu or gpu
 * @param out folder of reports, and of the result store below it
 * @param reference folder of reference results
 * @param shard the part of the experiments that is run
 */
public record Settings(
    Scale scale,
    List<String> experiments,
    DataDirectory data,
    List<Long> seeds,
    int workers,
    String device,
    Path out,
    Path reference,
    Shard shard) {
  /** How an engine key of GPU runs ends. */
  static final String GPU = "gpu";

  private static final String CPU = "cpu";
  private static final int MOST_SEEDS = 10_000;
  private static final int MOST_WORKERS = 256;
  private static final Pattern RANGE = Pattern.compile("(\\d{1,15})-(\\d{1,15})");

  /** Settings from system properties {@code retort.*} and the environment's RETORT_DATA. */
  public static Settings fromSystem() {
    return from(
        name -> {
          String value = System.getProperty("retort." + name);
          boolean given = value != null && !value.isBlank();
          return given ? value : name.equals("data") ? System.getenv("RETORT_DATA") : null;
        });
  }

  /** Settings from a map; what it lacks is taken from {@link #fromSystem}'s sources. */
  public static Settings from(Map<String, String> given) {
    return from(
        name -> {
          String value = given.get(name);
          if (value != null) {
            return value;
          }
          String property = System.getProperty("retort." + name);
          return property != null && !property.isBlank()
              ? property
              : name.equals("data") ? System.getenv("RETORT_DATA") : null;
        });
  }

  private static Settings from(Function<String, @Nullable String> source) {
    String ids = or(source, "experiments", "");
    String data = or(source, "data", "");
    String device = or(source, "device", "auto");
    if (!List.of("auto", "cpu", "gpu").contains(device)) {
      throw new IllegalArgumentException("device [%s] must be auto, cpu or gpu".formatted(device));
    }
    Scale scale = Scale.parse(or(source, "scale", "smoke"));
    Path out = Path.of(or(source, "out", "reports"));
    DataDirectory directory =
        new DataDirectory(
            data.isBlank() ? null : Path.of(data),
            Path.of(or(source, "cache", out.resolve("cache").toString())),
            out.resolve("jmh"),
            share(or(source, "share", scale == Scale.PAPER ? "1" : "0")));
    return new Settings(
        scale,
        ids.isBlank() || ids.equals("all") ? List.of() : List.of(ids.strip().split("\\s*,\\s*")),
        directory,
        seeds(or(source, "seeds", "3")),
        workers(or(source, "workers", ""), device),
        device,
        out,
        Path.of(or(source, "reference", "reference-results")),
        Shard.parse(or(source, "shard", Shard.WHOLE.toString())));
  }

  /**
   * The experiments asked for; all that this machine can run where none is named. Of these, the
   * shard's.
   */
  public List<Experiment> selected() {
    // parts of the same list in all jobs, whatever their machines can run
    List<Experiment> part = shard.part(asked(), scale);
    return experiments.isEmpty()
        ? part.stream().filter(e -> whyNotHere(e).isEmpty()).toList()
        : part;
  }

  private List<Experiment> asked() {
    return experiments.isEmpty()
        ? Experiments.all()
        : experiments.stream().map(Experiments::byId).toList();
  }

  /**
   * Why an experiment is not selected; empty when it is.
   *
   * @throws IllegalArgumentException when one that was named does not exist
   */
  public String whyNot(Experiment experiment) {
    List<Experiment> asked = asked();
    if (!asked.contains(experiment)) {
      return "%s is not among retort.experiments %s".formatted(experiment.id(), experiments);
    }
    if (!shard.part(asked, scale).contains(experiment)) {
      return "%s is not in shard %s".formatted(experiment.id(), shard);
    }
    return experiments.isEmpty() ? whyNotHere(experiment) : "";
  }

  private String whyNotHere(Experiment experiment) {
    return experiment.needsGpu(scale) && gpus(device) == 0
        ? "%s at %s scale takes days without a GPU: name it to run it all the same"
            .formatted(experiment.id(), scale)
        : experiment.unavailable(data);
  }

  /**
   * The experiments asked for whose metrics are gated.
   *
   * @throws IllegalArgumentException when one that was named has none
   */
  public List<Experiment> gated() {
    List<Experiment> gated =
        selected().stream().filter(e -> !e.gatedMetrics(scale).isEmpty()).toList();
    if (!experiments.isEmpty() && gated.size() < selected().size()) {
      throw new IllegalArgumentException(
          "experiments %s must have metrics that vary over seeds: only %s do, leave out the others"
              .formatted(experiments, gated.stream().map(Experiment::id).toList()));
    }
    return gated;
  }

  /** The same with other seeds. */
  public Settings withSeeds(List<Long> other) {
    return new Settings(scale, experiments, data, other, workers, device, out, reference, shard);
  }

  /** Folder of the result store. */
  public Path storeFolder() {
    return out.resolve("results");
  }

  /**
   * Seeds from a count ({@code 3}: 1, 2, 3) or a range ({@code 101-110}).
   *
   * @throws IllegalArgumentException for anything else
   */
  static List<Long> seeds(String text) {
    Matcher range = RANGE.matcher(text.strip());
    long first = 1;
    long last;
    if (range.matches()) {
      first = Long.parseLong(range.group(1));
      last = Long.parseLong(range.group(2));
    } else {
      last = whole("seeds", text, MOST_SEEDS);
    }
    if (last < first || last - first >= MOST_SEEDS) {
      throw new IllegalArgumentException(
          "seeds [%s] must be a count or a rising range of at most %d".formatted(text, MOST_SEEDS));
    }
    List<Long> seeds = new ArrayList<>();
    for (long seed = first; seed <= last; seed++) {
      seeds.add(seed);
    }
    return List.copyOf(seeds);
  }

  private static double share(String text) {
    try {
      double share = Double.parseDouble(text.strip());
      if (share >= 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "share [%s] must be a number from 0 to 1".formatted(text), e);
    }
    throw new IllegalArgumentException("share [%s] must be a number from 0 to 1".formatted(text));
  }

  private static int workers(String text, String device) {
    if (!text.isBlank()) {
      return whole("workers", text, MOST_WORKERS);
    }
    int gpus = gpus(device);
    return gpus > 0 ? gpus : Runtime.getRuntime().availableProcessors();
  }

  private static int whole(String name, String text, int most) {
    try {
      int value = Integer.parseInt(text.strip());
      if (value >= 1 && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s [%s] must be a whole number from 1 to %d".formatted(name, text, most), e);
    }
    throw new IllegalArgumentException(
        "%s [%s] must be a whole number from 1 to %d".formatted(name, text, most));
  }

  /** GPUs that the engine on the class path can use. */
  private static int gpus(String device) {
    boolean installed = System.getenv("PYTORCH_LIBRARY_PATH") != null;
    String flavour = properties("native/lib/pytorch.properties").getProperty("flavor", "");
    return device.equals("cpu") || !installed && flavour.startsWith("cpu")
        ? 0
        : CudaUtils.getGpuCount();
  }

  private static Properties properties(String resource) {
    Properties properties = new Properties();
    try (InputStream in = Settings.class.getClassLoader().getResourceAsStream(resource)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new IllegalStateException(resource + " is not readable", e);
    }
    return properties;
  }

  /** What of engine and device determines numbers: versions and the kind of device. */
  public String engineKey() {
    return "pytorch %s %s %s %s %s"
        .formatted(
            properties("jnilib/pytorch.properties").getProperty("jni_version", "unknown"),
            System.getenv().getOrDefault("PYTORCH_VERSION", ""),
            System.getenv().getOrDefault("PYTORCH_FLAVOR", ""),
            System.getenv().getOrDefault("PYTORCH_LIBRARY_PATH", ""),
            gpus(device) > 0 ? GPU : CPU);
  }

  private static String or(
      Function<String, @Nullable String> source, String name, String otherwise) {
    String value = source.apply(name);
    return value == null ? otherwise : value;
  }
}
