/**
 * Niyaz, Sambyal and Bathula, "Leveraging Different Learning Styles for Improved Knowledge
 * Distillation in Biomedical Imaging", 2023.
 *
 * <p>So far only the sizes of its networks; the ledger says how they are read.
 */
@NullMarked
package io.retort.paper.niyaz2023;

import org.jspecify.annotations.NullMarked;
