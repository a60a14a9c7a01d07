/**
 * Van Molle et al., "Data-Efficient Sensor Upgrade Path Using Knowledge Distillation", Sensors
 * 2021, 21, 6523.
 *
 * <p>The ledger in short: Equation (3) prints the hard-label loss at temperature T and the text is
 * silent on a factor T^2, so three readings are run; the split into batches, the initialisation,
 * the scaling of pixels and the framework are not given; no code was published.
 */
@NullMarked
package io.retort.paper.vanmolle2021;

import org.jspecify.annotations.NullMarked;
