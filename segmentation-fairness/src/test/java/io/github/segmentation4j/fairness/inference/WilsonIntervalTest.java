package io.github.segmentation4j.fairness.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WilsonIntervalTest {

    /**
     * 10 of 100, 0 of 10 and 10 of 10 by the formula of Wilson 1927 with z 1.959963984540054; the last two are the
     * shares of women and men above 50K in the Adult training file.
     */
    @ParameterizedTest
    @CsvSource({
        "10, 100, 0.0552291371, 0.1743656615",
        "0, 10, 0, 0.27753279",
        "10, 10, 0.72246720, 1",
        "1179, 10771, 0.1037029860, 0.1154966623",
        "6662, 21790, 0.2996540241, 0.3118876118"
    })
    void endsAreThePublishedOnes(long hits, long of, double lower, double upper) {
        WilsonInterval interval = WilsonInterval.of(hits, of);
        assertThat(interval.lower()).isCloseTo(lower, within(1e-8));
        assertThat(interval.upper()).isCloseTo(upper, within(1e-8));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 7, 20, 101, 1000})
    void containsTheShareAndMirrorsItsComplement(long of) {
        for (long hits = 0; hits <= of; hits++) {
            WilsonInterval interval = WilsonInterval.of(hits, of);
            WilsonInterval complement = WilsonInterval.of(of - hits, of);
            assertThat(interval.share()).isBetween(interval.lower(), interval.upper());
            assertThat(interval.width()).isPositive();
            assertThat(complement.lower()).isCloseTo(1 - interval.upper(), within(1e-12));
            assertThat(complement.upper()).isCloseTo(1 - interval.lower(), within(1e-12));
        }
    }

    @Test
    void narrowsWithMorePersonsAndWidensWithConfidence() {
        for (int n = 10; n < 1000; n *= 2) {
            assertThat(WilsonInterval.of(2L * n, 10L * n).width())
                    .isLessThan(WilsonInterval.of(n, 5L * n).width());
        }
        assertThat(WilsonInterval.of(10, 100, 0.99).width())
                .isGreaterThan(WilsonInterval.of(10, 100, 0.9).width());
    }

    @Test
    void aShareOfNobodyIsRefused() {
        assertThatThrownBy(() -> WilsonInterval.of(0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of >= 1");
        assertThatThrownBy(() -> WilsonInterval.of(5, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WilsonInterval.of(1, 4, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WilsonInterval(1, 4, 0.3, 0.9, 0.95)).isInstanceOf(IllegalArgumentException.class);
    }
}
