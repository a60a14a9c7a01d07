package io.retort.report;

import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import io.retort.provenance.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Pages from templates, and files that are whole or not there. Pages hold all that they show. */
final class Pages {
  private static final String CHARTS = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";

  private final Path out;
  private final Configuration templates;

  Pages(Path out) {
    this.out = out;
    this.templates = new Configuration(Configuration.VERSION_2_3_34);
    templates.setClassForTemplateLoading(Pages.class, "");
    templates.setDefaultEncoding(StandardCharsets.UTF_8.name());
    templates.setOutputFormat(HTMLOutputFormat.INSTANCE);
    templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    templates.setLogTemplateExceptions(false);
  }

  /** What all templates ask for. */
  static Map<String, Object> model() throws IOException {
    Map<String, Object> model = new HashMap<>();
    model.put("css", resource("report.css"));
    model.put("commit", Environment.builtFrom());
    return model;
  }

  /** The same for a page with charts that answer to the pointer. */
  static Map<String, Object> modelWithCharts() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Pages.class.getResourceAsStream(CHARTS)) {
      if (in == null) {
        throw new IOException(CHARTS + " is not on the class path");
      }
      properties.load(in);
    }
    String library =
        "/META-INF/resources/webjars/uplot/%s/dist/".formatted(properties.getProperty("version"));
    Map<String, Object> model = model();
    model.put("chartsStyle", resource(library + "uPlot.min.css"));
    model.put("chartsLibrary", resource(library + "uPlot.iife.min.js"));
    model.put("chartsScript", resource("charts.js"));
    return model;
  }

  static String resource(String name) throws IOException {
    try (InputStream in = Pages.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Renders a page and writes it. */
  Path write(String name, String template, Map<String, Object> model) throws IOException {
    StringWriter text = new StringWriter();
    try {
      templates.getTemplate(template).process(model, text);
    } catch (TemplateException e) {
      throw new IOException("template " + template + ": " + e.getMessage(), e);
    }
    return write(name, text.toString());
  }

  /** Writes a file aside, then renames it. */
  Path write(String name, String text) throws IOException {
    Path file = out.resolve(name);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path aside = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(aside, text, StandardCharsets.UTF_8);
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return file;
  }
}
