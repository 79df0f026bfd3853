package io.github.segmentation4j.privacy.local;

import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import io.github.segmentation4j.privacy.noise.NoiseSource;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a customer's device remembers between reports: for each value the customer has had, the bits that were turned once
 * and for all. It never leaves the device and must outlive a restart, or the customer pays again.
 *
 * <p>Safe for use by several threads.
 */
public final class RapporMemo {
    private final Rappor design;
    private final Map<Integer, BitSet> remembered = new LinkedHashMap<>();

    RapporMemo(Rappor design, Map<Integer, BitSet> remembered) {
        this.design = design;
        remembered.forEach((value, bits) -> {
            Domain.requireValue(value, design.domainSize());
            if (bits.length() > design.domainSize()) {
                throw new InvalidInputException(
                        "remembered bits must be at most the " + design.domainSize() + " of the domain");
            }
            this.remembered.put(value, (BitSet) bits.clone());
        });
    }

    /**
     * A report about the value that the customer has now.
     *
     * @param value from 0 to below the size of the domain; one the customer has not had before adds to {@link #epsilon()}
     * @param source where the noise comes from
     */
    public synchronized FrequencyReport report(int value, NoiseSource source) {
        Domain.requireValue(value, design.domainSize());
        BitSet bits = remembered.computeIfAbsent(value, fresh -> turned(fresh, source));
        BitSet ones = new BitSet(design.domainSize());
        for (int bit = 0; bit < design.domainSize(); bit++) {
            boolean kept = source.nextLong(Rappor.coin()) < design.kept();
            ones.set(bit, bits.get(bit) == kept);
        }
        return new FrequencyReport.Bits(ones, design.domainSize());
    }

    private BitSet turned(int value, NoiseSource source) {
        BitSet bits = new BitSet(design.domainSize());
        for (int bit = 0; bit < design.domainSize(); bit++) {
            bits.set(bit, (bit == value) == design.permanent().isTruth(source));
        }
        return bits;
    }

    /**
     * What all reports of this customer, past and future, tell together at most about which values these were, as long as
     * no further value comes: the permanent epsilon for each value reported so far. Whether and when one value gave way to
     * another is not hidden by it: reports that share remembered bits resemble each other.
     */
    public synchronized double epsilon() {
        return remembered.size() * design.permanentEpsilon();
    }

    /** What the customer has paid, in the sense of {@link #epsilon()}; nothing before the first report. */
    public synchronized Optional<PrivacyEvent> event() {
        return remembered.isEmpty()
                ? Optional.empty()
                : Optional.of(new PrivacyEvent.Repeated(design.event(), remembered.size()));
    }

    /**
     * All that must be kept on the device: the turned bits for each value the customer has had. The values are the
     * customer's own and no more private than those.
     */
    public synchronized Map<Integer, BitSet> remembered() {
        Map<Integer, BitSet> copy = new LinkedHashMap<>();
        remembered.forEach((value, bits) -> copy.put(value, (BitSet) bits.clone()));
        return copy;
    }

    @Override
    public String toString() {
        return "RAPPOR memo";
    }
}
