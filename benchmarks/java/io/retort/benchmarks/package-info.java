/** JMH benchmarks: each class answers the question of its name. */
@NullMarked
package io.retort.benchmarks;

import org.jspecify.annotations.NullMarked;
