package io.retort.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.report.LineChart.Axes;
import io.retort.report.LineChart.Level;
import io.retort.report.LineChart.Line;
import io.retort.report.LineChart.Look;
import io.retort.report.LineChart.Mark;
import io.retort.report.LineChart.Point;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class FiguresTest {
  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static LineChart chart() {
    LineChart chart =
        new LineChart(
            "A <b> & \"c\"",
            600,
            400,
            new Axes("n", "accuracy", List.of(10.0, 100.0, 1000.0), List.of(), true));
    Look look = new Look("#123456", 2.4, "");
    chart.line(
        new Line(
            "student",
            look,
            List.of(
                new Point(10, .4, .3, .5), new Point(100, .6, .5, .7), new Point(1000, .8, .7, .9)),
            true));
    chart.level(new Level("teacher", new Look("#654321", 1.5, "2 4"), new Point(0, .75, .74, .76)));
    chart.mark(new Mark(100, .65, "#ff0000", "printed", false));
    return chart;
  }

  @Test
  void aChartIsWellFormedAndEscapesItsTitle() throws Exception {
    Document document = parse(chart().draw("none"));
    assertEquals("A <b> & \"c\"", document.getDocumentElement().getAttribute("aria-label"));
  }

  @Test
  void equalStepsOnALogarithmicAxisAreEquallyFarApartAndHigherValuesHigher() throws Exception {
    NodeList circles = parse(chart().draw("none")).getElementsByTagName("circle");
    assertEquals(3, circles.getLength());
    double[] x = new double[3];
    double[] y = new double[3];
    for (int i = 0; i < 3; i++) {
      x[i] = Double.parseDouble(((Element) circles.item(i)).getAttribute("cx"));
      y[i] = Double.parseDouble(((Element) circles.item(i)).getAttribute("cy"));
    }
    assertEquals(x[1] - x[0], x[2] - x[1], 0.2);
    assertEquals(y[0] - y[1], y[1] - y[2], 0.2);
    assertTrue(y[2] < y[0]);
  }

  @Test
  void everythingDrawnLiesInsideThePicture() throws Exception {
    NodeList texts = parse(chart().draw("none")).getElementsByTagName("text");
    for (int i = 0; i < texts.getLength(); i++) {
      Element text = (Element) texts.item(i);
      if (text.hasAttribute("x")) {
        double x = Double.parseDouble(text.getAttribute("x"));
        double half = text.getTextContent().length() * 3.6;
        String anchor = text.getAttribute("text-anchor");
        double left = anchor.equals("start") ? x : anchor.equals("end") ? x - 2 * half : x - half;
        assertTrue(left >= 0 && left + 2 * half <= 600, text.getTextContent() + " at " + x);
      }
    }
  }

  @Test
  void markdownShowsRawHtmlInsteadOfObeyingIt() {
    String html = Markdown.toHtml("| a | b |\n|---|---|\n| <script>x</script> | 2 |");
    assertTrue(html.contains("<table>"), html);
    assertFalse(html.contains("<script>"), html);
  }
}
