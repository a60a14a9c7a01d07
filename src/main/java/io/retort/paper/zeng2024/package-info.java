/**
 * "DSP-KD: Dual-Stage Progressive Knowledge Distillation for Skin Disease Classification",
 * Bioengineering 2024, 11, 70.
 *
 * <p>Only its abstract, outline and tables are at hand; the ledger says how they are read.
 */
@NullMarked
package io.retort.paper.zeng2024;

import org.jspecify.annotations.NullMarked;
