/**
 * Work cut into fixed blocks and results combined in the order of the blocks, on the caller's executor or thread.
 * Nobody outside the project may use it; no pool is created here.
 */
@NullMarked
package io.github.segmentation4j.internal.parallel;

import org.jspecify.annotations.NullMarked;
