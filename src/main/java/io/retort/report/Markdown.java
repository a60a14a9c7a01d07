package io.retort.report;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Markdown to HTML; raw HTML in the source is shown, not obeyed. */
final class Markdown {
  private static final List<Extension> TABLES = List.of(TablesExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(TABLES).build();
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder().extensions(TABLES).escapeHtml(true).build();

  private Markdown() {}

  static String toHtml(String markdown) {
    // what scrolls must be reachable by keyboard
    return RENDERER.render(PARSER.parse(markdown)).replace("<pre>", "<pre tabindex=\"0\">");
  }
}
