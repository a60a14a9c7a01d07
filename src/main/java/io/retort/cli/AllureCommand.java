package io.retort.cli;

import io.retort.experiment.Settings;
import io.retort.report.AllureResults;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What Allure's report needs besides the tests' results. */
@Command(
    name = "allure",
    description = {
      "Writes environment and categories into OUT/allure-results, and the history of the report",
      "before (OUT/allure), for Allure's trends. 'mvn verify' does so by itself."
    })
final class AllureCommand implements Callable<Integer> {
  @Mixin SettingsOptions options = new SettingsOptions();

  @Override
  public Integer call() throws Exception {
    Settings settings = options.settings(List.of());
    Path results = settings.out().resolve("allure-results");
    AllureResults.prepare(results, settings.out().resolve("allure"), settings);
    System.out.println("prepared " + results);
    return 0;
  }
}
