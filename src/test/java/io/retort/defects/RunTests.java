package io.retort.defects;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Runs the tests named {@code Class#method} and says how many of them failed, and why first.
 *
 * <p>A line of input is a folder of changed classes and the tests to run with them, separated by
 * tabs. Each line has the project's classes anew, the changed ones first; the libraries, and with
 * them the engine, are loaded once.
 */
public final class RunTests {
  /** How the line of a result starts. */
  static final String SAID = "tests: ";

  private static final String OURS = "io.retort.";

  private RunTests() {}

  /** Arguments: folders or jars of the project's classes, as they are. */
  public static void main(String[] places) throws Exception {
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      List<String> words = List.of(line.split("\t"));
      List<URL> classes = new ArrayList<>();
      classes.add(Path.of(words.get(0)).toUri().toURL());
      for (String place : places) {
        classes.add(Path.of(place).toUri().toURL());
      }
      try (OursFirst loader = new OursFirst(classes)) {
        Thread.currentThread().setContextClassLoader(loader);
        System.out.println(SAID + run(loader, words.subList(1, words.size())));
      } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
        System.out.println(SAID + "none: " + e);
      } finally {
        Thread.currentThread().setContextClassLoader(RunTests.class.getClassLoader());
      }
    }
    System.exit(0); // what the tests left running ends
  }

  private static String run(ClassLoader loader, List<String> tests) throws ClassNotFoundException {
    List<MethodSelector> selectors = new ArrayList<>();
    for (String test : tests) {
      String[] parts = test.split("#");
      Class<?> type = Class.forName(OURS + parts[0], true, loader);
      Method method =
          Arrays.stream(type.getDeclaredMethods())
              .filter(m -> m.getName().equals(parts[1]))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("no test " + test));
      selectors.add(selectMethod(type, method));
    }
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(LauncherDiscoveryRequestBuilder.request().selectors(selectors).build(), listener);
    TestExecutionSummary summary = listener.getSummary();
    String why =
        summary.getFailures().stream()
            .map(f -> f.getException().toString().split("\n")[0])
            .findFirst()
            .orElse("");
    return "%d found, %d failed %s"
        .formatted(summary.getTestsFoundCount(), summary.getTotalFailureCount(), why);
  }

  /** Finds the project's classes in its own places, all others where they are. */
  private static final class OursFirst extends URLClassLoader {
    OursFirst(List<URL> places) throws IOException {
      super(places.toArray(URL[]::new), RunTests.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(OURS)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> own = findLoadedClass(name);
        return own != null ? own : findClass(name);
      }
    }
  }
}
