/**
 * What private clustering costs beside the ordinary one, and others' methods written from their papers to compare with.
 * None of it is part of the product.
 */
@NullMarked
package io.github.segmentation4j.benchmarks.dp;

import org.jspecify.annotations.NullMarked;
