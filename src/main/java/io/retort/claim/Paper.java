package io.retort.claim;

/** A paper under test: one row of reference-results/papers.csv. */
public record Paper(
    String id, String title, String authors, String venue, int year, String doi, String name) {}
