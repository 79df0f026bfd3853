package io.github.segmentation4j.internal.parallel;

/**
 * Lets a long loop stop when it should without looking at every turn.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Checkpoint {
    /** Far below a millisecond of cheap turns, far above the cost of a look. */
    private static final int TURNS = 1024;

    private final Runnable look;

    private Checkpoint(Runnable look) {
        this.look = look;
    }

    /**
     * A checkpoint.
     *
     * @param look throws if the work should stop
     */
    public static Checkpoint of(Runnable look) {
        return new Checkpoint(look);
    }

    /** A checkpoint that stops nothing. */
    public static Checkpoint none() {
        return new Checkpoint(() -> {});
    }

    /** Looks at one turn in {@value #TURNS}, the first among them. */
    public void at(long turn) {
        if ((turn & (TURNS - 1)) == 0) {
            look.run();
        }
    }

    /** Looks now: for turns that are long. */
    public void now() {
        look.run();
    }
}
