package io.retort.defects;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs the tests named {@code Class#method} and says how many of them failed, and why first. */
public final class RunTests {
  /** How the line of the result starts. */
  static final String SAID = "tests: ";

  private RunTests() {}

  /** Arguments: the tests, below {@code io.retort}. */
  public static void main(String[] tests) throws ClassNotFoundException {
    List<MethodSelector> selectors = new ArrayList<>();
    for (String test : tests) {
      String[] parts = test.split("#");
      Class<?> type = Class.forName("io.retort." + parts[0]);
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
    System.out.printf(
        "%s%d found, %d failed %s%n",
        SAID, summary.getTestsFoundCount(), summary.getTotalFailureCount(), why);
    System.exit(0); // what the tests left running ends
  }
}
