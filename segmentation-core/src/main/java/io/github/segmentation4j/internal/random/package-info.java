/**
 * Seeds that derive from seeds, so that every block of work has a generator of its own and the number of threads
 * cannot change a result. Never a source of noise for privacy. Nobody outside the project may use it.
 */
@NullMarked
package io.github.segmentation4j.internal.random;

import org.jspecify.annotations.NullMarked;
