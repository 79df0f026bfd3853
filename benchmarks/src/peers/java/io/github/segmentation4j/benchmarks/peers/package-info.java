/**
 * Contenders under copyleft licences. Only the Maven profile {@code peers} compiles them; nothing else may depend on them,
 * and what it builds is not passed on.
 */
@NullMarked
package io.github.segmentation4j.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
