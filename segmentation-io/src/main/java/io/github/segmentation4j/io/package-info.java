/**
 * The border to files and databases: customers from CSV and JDBC in, models and reports out.
 * Bad input is refused with its row and column, and no output is left half written.
 * Decisions about customers do not live here; no library module depends on this one.
 */
@NullMarked
package io.github.segmentation4j.io;

import org.jspecify.annotations.NullMarked;
