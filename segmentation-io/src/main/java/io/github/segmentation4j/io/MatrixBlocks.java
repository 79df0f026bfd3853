package io.github.segmentation4j.io;

import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The rows of a file in blocks, as {@link MatrixFile#blocks} opens it. Closing it closes the file, and there are no blocks
 * after that.
 *
 * <pre>{@code
 * try (MatrixBlocks blocks = MatrixFile.blocks(file, 2048, context)) {
 *     Coreset coreset = Coreset.of(blocks, context);
 * }
 * }</pre>
 *
 * <p>Not safe for use by several threads.
 */
public final class MatrixBlocks implements Iterator<FeatureMatrix>, AutoCloseable {
    private final Path file;
    private final InputStream in;
    private final RowSource source;
    private final RunContext context;
    private final double[][] room;
    private Optional<FeatureMatrix> ready = Optional.empty();
    private boolean ended;

    MatrixBlocks(Path file, InputStream in, RowSource source, int rowsPerBlock, RunContext context) {
        this.file = file;
        this.in = in;
        this.source = source;
        this.context = context;
        room = new double[rowsPerBlock][];
    }

    /** What the columns are. */
    public List<Feature> features() {
        return source.features();
    }

    /**
     * Whether there is another block, which is read to find out.
     *
     * @throws InvalidInputException if it cannot be used, with the row of the file and the column
     * @throws CancelledException if the context was cancelled
     */
    @Override
    public boolean hasNext() {
        if (ready.isEmpty() && !ended) {
            context.throwIfCancelled("reading");
            try {
                ready = block();
            } catch (IOException e) {
                throw InputFile.unreadable(file, e);
            }
        }
        return ready.isPresent();
    }

    private Optional<FeatureMatrix> block() throws IOException {
        int columns = source.features().size();
        int count = 0;
        while (count < room.length && !ended) {
            if (room[count] == null) {
                room[count] = new double[columns];
            }
            ended = !source.next(room[count]);
            count += ended ? 0 : 1;
        }
        return count == 0
                ? Optional.empty()
                : Optional.of(FeatureMatrix.of(source.features(), Arrays.copyOf(room, count)));
    }

    /** The next block, of one or more rows. */
    @Override
    public FeatureMatrix next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there is no further block");
        }
        FeatureMatrix next = ready.orElseThrow();
        ready = Optional.empty();
        return next;
    }

    @Override
    public void close() {
        ended = true;
        ready = Optional.empty();
        try {
            in.close();
        } catch (IOException e) {
            throw InputFile.unreadable(file, e);
        }
    }
}
