package io.retort.cli;

import picocli.CommandLine.Command;

/** The data sets: what there is, what is at hand, how to get it. */
@Command(
    name = "data",
    description = "Lists, fetches, checks and shows the data sets.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DataListCommand.class,
      DataStatusCommand.class,
      DataFetchCommand.class,
      DataVerifyCommand.class,
      DataPreviewCommand.class
    })
final class DataCommand {}
