/**
 * "DSP-KD: Dual-Stage Progressive Knowledge Distillation for Skin Disease Classification",
 * Bioengineering 2024, 11, 70.
 *
 * <p>So far only the sizes of its networks; the ledger says how they are read.
 */
@NullMarked
package io.retort.paper.zeng2024;

import org.jspecify.annotations.NullMarked;
