package io.retort.experiment;

import java.util.List;

/**
 * What an experiment's figure shows: a metric over a parameter of the grid.
 *
 * @param title what the figure shows
 * @param metric y axis
 * @param parameter the condition's parameter on the x axis
 * @param xLabel its label
 * @param yLabel the metric's label
 * @param series roles drawn over the parameter
 * @param levels roles without the parameter, drawn as horizontal lines
 */
public record Figure(
    String title,
    String metric,
    String parameter,
    String xLabel,
    String yLabel,
    List<String> series,
    List<String> levels) {}
