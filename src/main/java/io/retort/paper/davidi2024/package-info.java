/**
 * Davidi, "Novel Knowledge Distillation Techniques for Visual Skin Disease Detection", 2024.
 *
 * <p>So far only the sizes of its networks; the ledger says how they are read.
 */
@NullMarked
package io.retort.paper.davidi2024;

import org.jspecify.annotations.NullMarked;
