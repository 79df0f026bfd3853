/**
 * The main job from a shell: options in, exit code out, progress on the error stream.
 * It only wires the library together.
 * Algorithms and file formats do not live here; nothing depends on this module.
 */
@NullMarked
package io.github.segmentation4j.cli;

import org.jspecify.annotations.NullMarked;
