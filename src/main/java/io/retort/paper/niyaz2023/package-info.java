/**
 * Niyaz, Sambyal and Bathula, "Leveraging Different Learning Styles for Improved Knowledge
 * Distillation in Biomedical Imaging", 2023.
 *
 * <p>One teacher and two students are trained at once, by four techniques in three learning styles:
 * {@link io.retort.paper.niyaz2023.LearningStyles} says who learns what from whom, {@link
 * io.retort.paper.niyaz2023.StyleObjective} by which loss. The ledger says how the paper is read.
 */
@NullMarked
package io.retort.paper.niyaz2023;

import org.jspecify.annotations.NullMarked;
