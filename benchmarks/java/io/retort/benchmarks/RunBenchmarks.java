package io.retort.benchmarks;

import io.retort.experiment.Settings;
import io.retort.experiment.Timings;
import io.retort.provenance.Json;
import io.retort.provenance.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks and writes their JSON aside, then renames it; beside it, which machine it
 * was.
 */
public final class RunBenchmarks {
  private RunBenchmarks() {}

  /** Arguments: the JSON file, then JMH's own options. */
  public static void main(String[] args) throws Exception {
    Path result = Path.of(args[0]).toAbsolutePath();
    Files.createDirectories(result.getParent());
    Path aside = result.resolveSibling(result.getFileName() + ".part");
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .parent(new CommandLineOptions(Arrays.copyOfRange(args, 1, args.length)))
            .resultFormat(ResultFormatType.JSON)
            .result(aside.toString())
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .jvmArgsAppend(
                "-Dai.djl.pytorch.num_threads=1",
                "-Dai.djl.pytorch.num_interop_threads=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-XX:+UseSerialGC");
    new Runner(options.build()).run();
    Files.move(aside, result, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Files.write(
        result.resolveSibling(result.getFileName() + Timings.MACHINE),
        Json.PRETTY.writeValueAsBytes(Machine.here(Settings.fromSystem().engineKey())));
    System.out.println("timings: " + result);
  }
}
