/**
 * Davidi, "Novel Knowledge Distillation Techniques for Visual Skin Disease Detection", 2024.
 *
 * <p>The ledger says what the paper leaves open and what was chosen.
 */
@NullMarked
package io.retort.paper.davidi2024;

import org.jspecify.annotations.NullMarked;
