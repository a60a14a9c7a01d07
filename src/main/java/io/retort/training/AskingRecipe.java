package io.retort.training;

/**
 * A member of a trained cohort that is asked, not trained.
 *
 * @param member its name, or that of several that answer together
 */
public record AskingRecipe(String member) implements Recipe {}
