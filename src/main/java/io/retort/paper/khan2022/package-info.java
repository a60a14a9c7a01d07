/**
 * Khan et al., "Knowledge Distillation approach towards Melanoma Detection", 2022.
 *
 * <p>The ledger in short: the published code does not do what the paper says, so everything is read
 * twice, as written and as published; as published, next to nothing is distilled. The paper's
 * images and pretrained weights are not at hand, and its test set is not described.
 */
@NullMarked
package io.retort.paper.khan2022;

import org.jspecify.annotations.NullMarked;
