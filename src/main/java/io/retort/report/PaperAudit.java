package io.retort.report;

import io.retort.claim.Audit;
import io.retort.claim.Auditor;
import io.retort.claim.Paper;
import io.retort.claim.ReferenceResults;
import io.retort.claim.ReferenceValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the checks of a paper's own numbers found. Public, as the template engine reads it.
 *
 * @param page of the report, relative to its index
 */
public record PaperAudit(
    Paper paper, String page, List<Auditor.Finding> contradictions, List<Auditor.Finding> others) {

  /** What one kind of check found. Public, as the template engine reads it. */
  public record Group(
      Audit.Check check, List<Auditor.Finding> contradictions, List<Auditor.Finding> others) {

    /** How many checks of this kind there are. */
    public int count() {
      return contradictions.size() + others.size();
    }

    /** Names it in the page's addresses. */
    public String anchor() {
      return check.name().toLowerCase(Locale.ROOT);
    }
  }

  static PaperAudit of(ReferenceResults reference, Paper paper) throws IOException {
    Map<String, ReferenceValue> printed = reference.values(paper.id());
    List<Auditor.Finding> contradictions = new ArrayList<>();
    List<Auditor.Finding> others = new ArrayList<>();
    for (Audit audit : reference.audits(paper.id())) {
      Auditor.Finding finding = Auditor.find(audit, printed);
      (finding.consistent() ? others : contradictions).add(finding);
    }
    return new PaperAudit(paper, paper.id() + "/audit.html", contradictions, others);
  }

  /** How many checks there are. */
  public int count() {
    return contradictions.size() + others.size();
  }

  /** The findings by kind of check, in the order of the kinds. */
  public List<Group> groups() {
    return Arrays.stream(Audit.Check.values())
        .map(check -> new Group(check, of(check, contradictions), of(check, others)))
        .filter(group -> group.count() > 0)
        .toList();
  }

  private static List<Auditor.Finding> of(Audit.Check check, List<Auditor.Finding> all) {
    return all.stream().filter(finding -> finding.audit().check() == check).toList();
  }
}
