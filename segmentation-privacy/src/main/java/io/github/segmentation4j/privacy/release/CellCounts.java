package io.github.segmentation4j.privacy.release;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.privacy.ledger.PrivacyCharge;
import io.github.segmentation4j.privacy.noise.NoiseMechanism;
import java.util.List;

/**
 * Counts of cells with noise on every one, empty ones too: a cell that is left out tells for certain that nobody is in it.
 *
 * @param kind for the ledger
 * @param cells how many there are
 * @param sensitivity of all counts together
 */
record CellCounts(String kind, int cells, Sensitivity sensitivity) {
    List<PrivateEstimate> release(
            Contributions contributions,
            Runnable check,
            Rows.CellOfRow cellOfRow,
            PrivacyCharge charge,
            Checkpoint checkpoint) {
        NoiseMechanism mechanism = sensitivity.mechanism(charge);
        return charge.answer(
                kind,
                mechanism.event(),
                source -> {
                    checkpoint.now();
                    check.run();
                    return mechanism.release(new long[cells], source);
                },
                (noise, spend) -> {
                    long[] exact = Rows.count(contributions, cells, cellOfRow, checkpoint);
                    return NoisyNumbers.estimates(NoisyNumbers.sum(exact, noise), mechanism, 1, spend);
                });
    }

    double expectedError(PrivacyCharge charge) {
        return sensitivity.mechanism(charge).standardDeviation();
    }
}
