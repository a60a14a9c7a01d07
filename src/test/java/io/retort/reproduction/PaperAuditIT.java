package io.retort.reproduction;

import io.qameta.allure.Allure;
import io.qameta.allure.Feature;
import io.retort.claim.Audit;
import io.retort.claim.Auditor;
import io.retort.claim.Paper;
import io.retort.claim.ReferenceResults;
import io.retort.claim.ReferenceValue;
import io.retort.experiment.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A paper's own numbers against each other. A contradiction is the paper's, not ours: its test is
 * skipped with what was found, so that it stays visible.
 */
@Feature("own numbers")
@DisplayName("The papers' own numbers")
class PaperAuditIT {
  static List<Arguments> audits() throws IOException {
    ReferenceResults reference = new ReferenceResults(Settings.fromSystem().reference());
    List<Arguments> all = new ArrayList<>();
    for (Paper paper : reference.papers()) {
      Map<String, ReferenceValue> printed = reference.values(paper.id());
      for (Audit audit : reference.audits(paper.id())) {
        all.add(Arguments.of(paper.id(), audit.statement(), Auditor.find(audit, printed)));
      }
    }
    return all;
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("audits")
  void audit(String paper, String statement, Auditor.Finding finding) {
    Allure.epic(paper);
    Allure.story(finding.audit().id());
    finding.cells().forEach(Allure::step);
    Assumptions.assumeTrue(
        finding.consistent(),
        () -> "contradiction: " + finding.audit().id() + ": " + finding.note());
  }
}
