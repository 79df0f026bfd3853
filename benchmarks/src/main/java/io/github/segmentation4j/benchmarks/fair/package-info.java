/**
 * Fair clustering as others have published it, written from the papers, to compare ours with on the same data.
 * None of it is part of the product.
 */
@NullMarked
package io.github.segmentation4j.benchmarks.fair;

import org.jspecify.annotations.NullMarked;
