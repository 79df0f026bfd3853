/**
 * What the tests of every module share: reference data, the fences of the architecture, the snapshot of the public API.
 * Published in the test jar of the core, so that contracts can be extended outside the project.
 * Contracts themselves live beside the interface they belong to.
 */
@NullMarked
package io.github.segmentation4j.testing;

import org.jspecify.annotations.NullMarked;
