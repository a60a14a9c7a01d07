package io.retort.cli;

import io.retort.data.DataException;
import io.retort.experiment.Executor;
import io.retort.experiment.StoreException;
import io.retort.model.WeightsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The command line: {@code java -jar target/retort.jar COMMAND}. */
@Command(
    name = "retort",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    version = "Retort 0.1.0",
    description = "Trains the experiments of knowledge-distillation papers again and replies.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ListCommand.class,
      RunCommand.class,
      GateCommand.class,
      RecordCommand.class,
      ReportCommand.class,
      CompareCommand.class,
      MergeCommand.class,
      TimingsCommand.class,
      AllureCommand.class,
      DataCommand.class,
      ModelsCommand.class
    })
public final class Main {
  /** Exit code of bad usage, bad input or a run that could not be finished. */
  static final int UNUSABLE = 2;

  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    quietEngine();
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    line.setExecutionExceptionHandler(
        (exception, command, result) -> {
          if (expected(exception)) {
            command
                .getErr()
                .println(command.getColorScheme().errorText("retort: " + exception.getMessage()));
          } else {
            exception.printStackTrace(command.getErr());
          }
          return UNUSABLE;
        });
    return line;
  }

  private static boolean expected(Exception exception) {
    return exception instanceof IllegalArgumentException
        || exception instanceof DataException
        || exception instanceof StoreException
        || exception instanceof WeightsException
        || exception instanceof Executor.CellsFailedException
        || exception instanceof IllegalStateException
        || exception instanceof IOException
        || exception instanceof UncheckedIOException;
  }

  /** The engine's log says nothing a user needs unless asked by the same properties. */
  private static void quietEngine() {
    for (String[] level :
        new String[][] {
          {"org.slf4j.simpleLogger.defaultLogLevel", "warn"},
          {"org.slf4j.simpleLogger.log.ai.djl.util.cuda", "error"}
        }) {
      if (System.getProperty(level[0]) == null) {
        System.setProperty(level[0], level[1]);
      }
    }
  }
}
