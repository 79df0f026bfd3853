/**
 * What implementations outside this module are tested with.
 * It lies apart from the packages it tests, one of which is sealed.
 */
@NullMarked
package io.github.segmentation4j.privacy.testing;

import org.jspecify.annotations.NullMarked;
