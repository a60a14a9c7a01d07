package io.retort.report;

import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import io.retort.claim.Observations;
import io.retort.claim.Outcome;
import io.retort.claim.Paper;
import io.retort.claim.ReferenceResults;
import io.retort.claim.ReferenceValue;
import io.retort.claim.Verdict;
import io.retort.data.DataException;
import io.retort.data.catalogue.DataSummary;
import io.retort.data.catalogue.Pretrained;
import io.retort.experiment.CellResult;
import io.retort.experiment.Experiment;
import io.retort.experiment.Experiments;
import io.retort.experiment.Figure;
import io.retort.experiment.RunSummary;
import io.retort.experiment.Settings;
import io.retort.provenance.Environment;
import io.retort.provenance.Json;
import io.retort.training.Scale;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Writes the HTML report and the exports of all runs below an output folder. */
public final class ReportWriter {
  private final Settings settings;
  private final Configuration templates;
  private final List<String> left = new ArrayList<>();
  private final List<ClaimList.Row> claims = new ArrayList<>();

  /** Anchors of the verdicts that pages have a line for. */
  private final Map<String, Set<String>> listed = new HashMap<>();

  /** Of the runs below the settings' output folder. */
  public ReportWriter(Settings settings) {
    this.settings = settings;
    this.templates = new Configuration(Configuration.VERSION_2_3_34);
    templates.setClassForTemplateLoading(ReportWriter.class, "");
    templates.setDefaultEncoding(StandardCharsets.UTF_8.name());
    templates.setOutputFormat(HTMLOutputFormat.INSTANCE);
    templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    templates.setLogTemplateExceptions(false);
  }

  /** A run on the index. Public, as the template engine reads it. */
  public record IndexLine(
      String experiment,
      String scale,
      String data,
      String page,
      String finished,
      String seeds,
      List<RunView.Count> gate,
      List<RunView.Count> agreement,
      List<RunView.Count> ordering) {}

  /** A paper on the index. Public, as the template engine reads it. */
  public record PaperLine(Paper paper, List<IndexLine> runs, PaperAudit audit) {}

  /** Writes everything; gives the index page. */
  public Path write() throws IOException {
    left.clear();
    claims.clear();
    ReferenceResults reference = new ReferenceResults(settings.reference());
    List<RunSummary> runs = readableRuns();
    List<Verdict> all = new ArrayList<>();
    List<Verdict> counted = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    List<PaperLine> papers = new ArrayList<>();
    for (Paper paper : reference.papers()) {
      List<IndexLine> lines = new ArrayList<>();
      for (RunSummary run : runs) {
        if (run.experiment().startsWith(paper.id() + "/")) {
          lines.add(page(reference, paper, run));
          all.addAll(run.verdicts());
          Experiment experiment = Experiments.byId(run.experiment());
          if (seen.add(run.experiment())) { // runs come largest scale first
            List<Verdict> own =
                run.verdicts().stream().filter(v -> byDefault(v, experiment)).toList();
            counted.addAll(own);
            list(own, lines.get(lines.size() - 1).page());
          }
        }
      }
      papers.add(new PaperLine(paper, lines, audit(reference, paper)));
    }
    write("verdicts.csv", VerdictExport.csv(all));
    write("verdicts.json", Json.PRETTY.writeValueAsString(all));
    write("junit.xml", Exports.junit(all));
    write("summary.md", Exports.markdown(all));
    write("papers.bib", Exports.bibliography(reference.papers()));
    Map<String, Object> model = common();
    model.put("papers", papers);
    model.put("gate", RunView.counts(counted, Verdict.Question.REGRESSION));
    model.put("agreement", RunView.counts(counted, Verdict.Question.PAPER_AGREEMENT));
    model.put("ordering", RunView.counts(counted, Verdict.Question.ORDERING));
    model.put("left", left);
    model.put("claims", claims);
    model.put("outcomes", Arrays.stream(Outcome.values()).map(Outcome::words).toList());
    model.put("reasons", ClaimList.reasons(counted));
    model.put("changes", new History(settings.out()).add(counted, Instant.now()));
    model.put("script", resource("index.js"));
    Path data = settings.out().resolve("data");
    List<DataSummary> sets = DataPreviews.read(data);
    if (!sets.isEmpty()) {
      writeData(sets, data);
    }
    model.put("dataPage", !sets.isEmpty());
    List<NetworkTable.Line> networks = NetworkTable.read(settings.out());
    if (!networks.isEmpty()) {
      Map<String, Object> table = common();
      table.put("networks", networks);
      write("models/index.html", render("models.ftlh", table));
    }
    model.put("modelsPage", !networks.isEmpty());
    model.put("allure", Files.exists(settings.out().resolve("allure/index.html")));
    return write("index.html", render("index.ftlh", model));
  }

  private void list(List<Verdict> verdicts, String page) {
    Set<String> lined = new HashSet<>(listed.getOrDefault(page, Set.of()));
    verdicts.forEach(
        v -> claims.add(ClaimList.row(v, page, lined.contains(VerdictView.anchor(v)))));
  }

  private PaperAudit audit(ReferenceResults reference, Paper paper) throws IOException {
    PaperAudit audit = PaperAudit.of(reference, paper);
    if (audit.count() > 0) {
      Map<String, Object> model = common();
      model.put("audit", audit);
      write(audit.page(), render("audit.ftlh", model));
    }
    return audit;
  }

  private void writeData(List<DataSummary> sets, Path data) throws IOException {
    Map<String, Object> model = common();
    model.put("sets", sets);
    List<String> extras = new ArrayList<>();
    for (String extra : TreatmentPreviews.NAMES) {
      if (Files.exists(data.resolve(extra + ".png"))) {
        extras.add(extra);
      }
    }
    model.put("extras", extras);
    write("data/index.html", render("data.ftlh", model));
  }

  /** The runs that are still whole; the others are named and left out. */
  private List<RunSummary> readableRuns() throws IOException {
    List<RunSummary> runs = new ArrayList<>();
    for (Path file : RunSummary.files(settings.out())) {
      try {
        RunSummary run = RunSummary.read(file);
        Experiments.byId(run.experiment());
        run.results(settings.storeFolder());
        runs.add(run);
      } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
        left.add("%s is left out: %s".formatted(file, e.getMessage()));
      }
    }
    runs.sort(Comparator.comparing(run -> Scale.parse(run.scale()), Comparator.reverseOrder()));
    return runs;
  }

  /** What could not be shown, a line each. */
  public List<String> leftOut() {
    return List.copyOf(left);
  }

  private IndexLine page(ReferenceResults reference, Paper paper, RunSummary run)
      throws IOException {
    Experiment experiment = Experiments.byId(run.experiment());
    Collection<ReferenceValue> printed = reference.values(paper.id()).values();
    List<CellResult> results = run.results(settings.storeFolder());
    Observations seen = RunSummary.observations(experiment, results);
    ExperimentFigures figures = new ExperimentFigures(experiment, results, seen, printed, "none");
    Map<String, Object> model = common();
    model.put("paper", paper);
    model.put("run", run);
    model.put("experiment", experiment.id());
    model.put("question", experiment.question());
    model.put("source", experiment.source());
    model.put("notice", experiment.notice());
    model.put("measuredAt", experiment.measuredAt());
    model.put("readings", experiment.readings());
    model.put("defaultReading", experiment.defaultReading());
    model.put(
        "onlyDefault", experiment.readings(Scale.PAPER).size() < experiment.readings().size());
    model.put(
        "paperScale",
        experiment.isDeterministic()
            || run.scale().equals(Scale.PAPER.toString())
                && experiment.isPaperData(run.dataFingerprint()));
    model.put("figureTitle", experiment.figure().title());
    model.put("figure", figures.main());
    model.put("caption", experiment.figure().caption());
    model.put("further", figures.further());
    model.put("curves", figures.curves());
    model.put("confusions", ConfusionTable.of(experiment, results));
    model.put("deterministic", experiment.isDeterministic());
    PivotTable pivot = PivotTable.of(experiment, seen, printed, run.verdicts());
    model.put("pivot", pivot);
    boolean matrix =
        experiment.figure() instanceof Figure.Dots || experiment.figure() instanceof Figure.Bars;
    model.put("table", matrix ? List.of() : RunView.table(experiment, seen, printed, run));
    model.put("matrix", matrix ? RunView.matrix(experiment, seen, printed, run) : List.of());
    model.put("metrics", experiment.figure().metrics());
    Set<String> inTable = pivot.values();
    Predicate<Verdict> isListed =
        v -> isClaim(v) && byDefault(v, experiment) && !isOpenIn(inTable, v);
    model.put("claims", views(run, isListed.and(v -> !v.seeds().isEmpty())));
    model.put("notRun", views(run, isListed.and(v -> v.seeds().isEmpty())));
    model.put(
        "inTable",
        run.verdicts().stream()
            .filter(v -> isOpenIn(inTable, v) && byDefault(v, experiment))
            .count());
    model.put("others", views(run, v -> isClaim(v) && !byDefault(v, experiment)));
    model.put("gate", views(run, v -> !isClaim(v)));
    model.put("samples", samples(experiment, run));
    model.put(
        "timings", experiment.isDeterministic() ? List.of() : JmhResults.read(settings.out()));
    model.put("starts", RunView.starts(results));
    model.put("notPretrained", RunView.notPretrained(results));
    model.put(
        "unreadable",
        RunView.notPretrained(results).stream().filter(Pretrained::isUnreadable).toList());
    model.put("ledger", Markdown.toHtml(reference.ledger(paper.id()).markdown()));
    model.put("minutes", RunView.trainingTime(results));
    model.put("cellCount", results.size());
    model.put("environment", run.environment());
    String page = run.experiment() + "/" + run.scale() + ".html";
    listed.put(
        page,
        run.verdicts().stream()
            .filter(isListed.or(v -> !isClaim(v)))
            .map(VerdictView::anchor)
            .collect(Collectors.toSet()));
    write(page, render("experiment.ftlh", model));
    List<Verdict> main = run.verdicts().stream().filter(v -> byDefault(v, experiment)).toList();
    return new IndexLine(
        run.experiment(),
        run.scale(),
        run.dataName(),
        page,
        run.finished(),
        experiment.isDeterministic()
            ? "the same for every seed"
            : run.seeds().size() == 1 ? "1 seed" : run.seeds().size() + " seeds",
        RunView.counts(main, Verdict.Question.REGRESSION),
        RunView.counts(main, Verdict.Question.PAPER_AGREEMENT),
        RunView.counts(main, Verdict.Question.ORDERING));
  }

  /** Samples of the run's data; none, with the reason, where that data is not at hand now. */
  private Map<String, Map<String, String>> samples(Experiment experiment, RunSummary run) {
    try {
      return SampleImages.rows(experiment.samples(Scale.parse(run.scale()), settings.data()));
    } catch (DataException e) {
      return Map.of("not shown: " + e.getMessage(), Map.of());
    }
  }

  private static List<VerdictView> views(RunSummary run, Predicate<Verdict> which) {
    return run.verdicts().stream().filter(which).map(VerdictView::of).toList();
  }

  private static boolean isClaim(Verdict verdict) {
    return verdict.question() != Verdict.Question.REGRESSION;
  }

  /** Whether a verdict is on a printed value that a table shows, and says nothing. */
  private static boolean isOpenIn(Set<String> values, Verdict verdict) {
    return values.contains(verdict.id()) && verdict.outcome() == Outcome.NOT_APPLICABLE;
  }

  /** Whether a verdict is on the default reading: only those are counted. */
  private static boolean byDefault(Verdict verdict, Experiment experiment) {
    return verdict.variant().isEmpty() || verdict.variant().equals(experiment.defaultReading());
  }

  private static Map<String, Object> common() throws IOException {
    Map<String, Object> model = new HashMap<>();
    model.put("css", resource("report.css"));
    model.put("commit", Environment.builtFrom());
    return model;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ReportWriter.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String render(String template, Map<String, Object> model) throws IOException {
    StringWriter text = new StringWriter();
    try {
      templates.getTemplate(template).process(model, text);
    } catch (TemplateException e) {
      throw new IOException("template " + template + ": " + e.getMessage(), e);
    }
    return text.toString();
  }

  private Path write(String name, String text) throws IOException {
    Path file = settings.out().resolve(name);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path aside = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(aside, text, StandardCharsets.UTF_8);
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return file;
  }
}
