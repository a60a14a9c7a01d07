package io.retort.report;

import io.retort.data.catalogue.DataSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Pages beside those of experiments, each written where there is something to show.
 *
 * @param out where other commands left what they show
 */
record SidePages(Path out, Pages pages) {
  /** Data sets and their previews; says whether there are any. */
  boolean data() throws IOException {
    Path data = out.resolve("data");
    List<DataSummary> sets = DataPreviews.read(data);
    if (sets.isEmpty()) {
      return false;
    }
    Map<String, Object> model = Pages.model();
    model.put("sets", sets);
    List<String> extras = new ArrayList<>();
    for (String extra : TreatmentPreviews.NAMES) {
      if (Files.exists(data.resolve(extra + ".png"))) {
        extras.add(extra);
      }
    }
    model.put("extras", extras);
    pages.write("data/index.html", "data.ftlh", model);
    return true;
  }

  /** Networks and their sizes; says whether there are any. */
  boolean networks() throws IOException {
    List<NetworkTable.Line> networks = NetworkTable.read(out);
    if (networks.isEmpty()) {
      return false;
    }
    Map<String, Object> model = Pages.model();
    model.put("networks", networks);
    pages.write("models/index.html", "models.ftlh", model);
    return true;
  }

  /** Timings over the reports; says whether there are any. */
  boolean timings(Trends trends) throws IOException {
    if (trends.timings().isEmpty()) {
      return false;
    }
    Map<String, Object> model = Pages.modelWithCharts();
    model.put("timings", trends.timings());
    model.put("reports", trends.reports());
    pages.write("timings.html", "timings.ftlh", model);
    return true;
  }
}
