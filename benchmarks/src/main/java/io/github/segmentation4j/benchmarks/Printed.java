package io.github.segmentation4j.benchmarks;

/** What a run prints. */
interface Printed {
    /** The environment, a table and what a reader must know. */
    String text();

    /** The same as one object. */
    String json();
}
