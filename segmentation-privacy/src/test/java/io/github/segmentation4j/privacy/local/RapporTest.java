package io.github.segmentation4j.privacy.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import io.github.segmentation4j.privacy.noise.NoiseSource;
import io.github.segmentation4j.privacy.noise.SeededNoise;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.BitSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RapporTest {
    private static final Rappor RAPPOR = Rappor.of(6, 3, 1);

    @Test
    void theMemoStaysAsItIsHoweverOftenACustomerReports() {
        RapporMemo memo = RAPPOR.memo();
        NoiseSource source = SeededNoise.of(1);
        memo.report(4, source);
        Map<Integer, BitSet> first = memo.remembered();
        for (int i = 0; i < 500; i++) {
            memo.report(4, source);
        }
        assertThat(memo.remembered()).isEqualTo(first);
        assertThat(memo.epsilon()).isEqualTo(3);
    }

    @Test
    void reportsForEverConvergeToTheRememberedBitsAndNotToTheTruth() {
        // The truth about value 2 is remembered wrongly in every bit.
        BitSet wrong = new BitSet();
        wrong.set(0, 6);
        wrong.clear(2);
        RapporMemo memo = RAPPOR.restore(Map.of(2, wrong));
        NoiseSource source = SeededNoise.of(2);
        int[] ones = new int[6];
        int reports = 20_000;
        for (int i = 0; i < reports; i++) {
            BitSet bits = ((FrequencyReport.Bits) memo.report(2, source)).ones();
            bits.stream().forEach(bit -> ones[bit]++);
        }
        double kept = RAPPOR.kept() / (double) Rappor.coin();
        for (int bit = 0; bit < 6; bit++) {
            double expected = bit == 2 ? 1 - kept : kept;
            // 5.5 standard errors on 6 bits: a false alarm in 4 million.
            double error = Math.sqrt(kept * (1 - kept) / reports);
            assertThat(ones[bit] / (double) reports).isCloseTo(expected, within(5.5 * error));
        }
    }

    @Test
    void aMemoThatWasKeptGoesOnAsBefore() {
        RapporMemo memo = RAPPOR.memo();
        memo.report(1, SeededNoise.of(3));
        RapporMemo restored = RAPPOR.restore(memo.remembered());
        assertThat(restored.remembered()).isEqualTo(memo.remembered());
        assertThat(restored.epsilon()).isEqualTo(memo.epsilon());
        assertThat(restored.report(1, SeededNoise.of(4))).isEqualTo(memo.report(1, SeededNoise.of(4)));
    }

    @Test
    void everyFurtherValueCostsThePermanentEpsilonOnceMore() {
        RapporMemo memo = RAPPOR.memo();
        NoiseSource source = SeededNoise.of(5);
        assertThat(memo.epsilon()).isZero();
        assertThat(memo.event()).isEmpty();
        for (int i = 0; i < 10; i++) {
            memo.report(i % 2, source);
        }
        assertThat(memo.epsilon()).isEqualTo(6);
        assertThat(memo.event()).contains(new PrivacyEvent.Repeated(new PrivacyEvent.Pure(3), 2));
    }

    @Test
    void estimatesOfARoundAreUnbiased() {
        int customers = 30_000;
        NoiseSource source = SeededNoise.of(6);
        FrequencyAggregator round = RAPPOR.aggregator();
        for (int i = 0; i < customers; i++) {
            round.add(RAPPOR.memo().report(i % 4 == 0 ? 5 : 1, source));
        }
        for (int value = 0; value < 6; value++) {
            double truth = value == 5 ? 0.25 : value == 1 ? 0.75 : 0;
            // 5 standard errors: a false alarm in 2 million for each value.
            assertThat(round.frequencies().get(value).orElseThrow())
                    .isCloseTo(truth, within(5 * RAPPOR.standardError(truth, customers)));
        }
    }

    @Test
    void oneRoundIsAsExactAsUnaryEncodingAtTheEpsilonOfAReport() {
        assertThat(RAPPOR.standardError(0, 1))
                .isCloseTo(FrequencyOracles.symmetricUnaryEncoding(6, 1).standardError(0, 1), within(1e-12));
        assertThat(RAPPOR.event()).isEqualTo(new PrivacyEvent.Pure(3));
    }

    @Test
    void badDesignsAndMemoriesAreRefused() {
        assertThatThrownBy(() -> Rappor.of(6, 1, 1)).hasMessageContaining("below");
        assertThatThrownBy(() -> Rappor.of(6, Double.NaN, 1)).hasMessageContaining("epsilon");
        assertThatThrownBy(() -> Rappor.of(6, 2, Double.NaN)).hasMessageContaining("epsilon");
        assertThatThrownBy(() -> Rappor.of(1, 2, 1)).hasMessageContaining("domain");
        assertThatThrownBy(() -> RAPPOR.restore(Map.of(6, new BitSet()))).isInstanceOf(InvalidInputException.class);
        BitSet wide = new BitSet();
        wide.set(6);
        assertThatThrownBy(() -> RAPPOR.restore(Map.of(0, wide))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> RAPPOR.memo().report(6, SeededNoise.of(1))).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void whatIsRememberedIsCopiedAndNeverPrinted() {
        RapporMemo memo = RAPPOR.memo();
        memo.report(3, SeededNoise.of(7));
        Map<Integer, BitSet> copy = memo.remembered();
        copy.get(3).flip(0, 6);
        assertThat(memo.remembered()).isNotEqualTo(copy);
        assertThat(memo).hasToString("RAPPOR memo");
    }
}
