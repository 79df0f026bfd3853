/**
 * Customers, what is declared about every field of theirs, and the one door to it: {@link
 * io.github.segmentation4j.data.CustomerData#open open} with a purpose and an {@link
 * io.github.segmentation4j.data.Admission}. What is computed from the fields lives in {@code feature}; files and
 * databases live in the module {@code segmentation-io}.
 */
@NullMarked
package io.github.segmentation4j.data;

import org.jspecify.annotations.NullMarked;
