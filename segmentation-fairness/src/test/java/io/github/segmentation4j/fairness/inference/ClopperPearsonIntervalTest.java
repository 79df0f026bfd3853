package io.github.segmentation4j.fairness.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClopperPearsonIntervalTest {

    /** proportion_confint(method = "beta") of statsmodels 0.15. */
    @ParameterizedTest
    @CsvSource({
        "10, 100, 0.04900468922148595, 0.1762225977400227",
        "0, 10, 0, 0.30849710781876083",
        "10, 10, 0.69150289218123917, 1",
        "1179, 10771, 0.10362406223107451, 0.11550915613696408"
    })
    void endsAreThoseOfStatsmodels(long hits, long of, double lower, double upper) {
        ClopperPearsonInterval interval = ClopperPearsonInterval.of(hits, of);
        assertThat(interval.lower()).isCloseTo(lower, within(1e-12));
        assertThat(interval.upper()).isCloseTo(upper, within(1e-12));
    }

    @Test
    void aShareOfNobodyIsRefused() {
        assertThatThrownBy(() -> ClopperPearsonInterval.of(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ClopperPearsonInterval.of(1, 2, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
