package io.github.segmentation4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.explain.Feedback;
import io.github.segmentation4j.explain.FeedbackSink;
import io.github.segmentation4j.explain.FeedbackSummary;
import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedbackLimitTest {
    private static FeedbackSummary summary(int uncomfortable, int agreeing) {
        List<FeedbackSink.Entry> entries = new ArrayList<>();
        FeedbackSink sink = entries::add;
        for (int i = 0; i < uncomfortable + agreeing; i++) {
            Feedback feedback = i < uncomfortable ? Feedback.UNCOMFORTABLE : Feedback.AGREE;
            sink.accept(new FeedbackSink.Entry("t" + i, 2, feedback));
        }
        return FeedbackSummary.of(2, entries);
    }

    @Test
    void theIntervalIsWilsons() {
        // Wilson's interval for 10 of 50 with z = 1.959964: (n p + z^2/2 -+ z sqrt(n p q + z^2/4)) / (n + z^2), by
        // hand.
        Statistic.Estimate share = (Statistic.Estimate) summary(10, 40).share(2, Feedback.UNCOMFORTABLE);
        assertThat(share.number()).isEqualTo(0.2);
        assertThat(share.lower()).isCloseTo(0.112438, within(1e-6));
        assertThat(share.upper()).isCloseTo(0.330371, within(1e-6));
        assertThat(((Statistic.Estimate) summary(0, 5).share(2, Feedback.UNCOMFORTABLE)).lower())
                .isZero();
        assertThat(((Statistic.Estimate) summary(5, 0).share(2, Feedback.UNCOMFORTABLE)).upper())
                .isEqualTo(1);
        assertThat(summary(1, 1).share(1, Feedback.AGREE)).isInstanceOf(Statistic.Undetermined.class);
    }

    @Test
    void nobodyCountsTwiceAndTheLastAnswerCounts() {
        FeedbackSummary summary = FeedbackSummary.of(
                1,
                List.of(
                        new FeedbackSink.Entry("a", 1, Feedback.UNCOMFORTABLE),
                        new FeedbackSink.Entry("b", 1, Feedback.OPT_OUT),
                        new FeedbackSink.Entry("a", 1, Feedback.AGREE)));
        assertThat(summary.answers(1)).isEqualTo(2);
        assertThat(summary.count(1, Feedback.AGREE)).isEqualTo(1);
        assertThat(summary.count(1, Feedback.UNCOMFORTABLE)).isZero();
    }

    @Test
    void suspendsOnceTheLowerBoundIsAboveTheLimitAndEnoughSaidSo() {
        FeedbackLimit limit = FeedbackLimit.uncomfortable(0.1);
        CheckResult suspended = limit.judge(summary(10, 40));
        assertThat(suspended.verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(suspended.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.key()).isEqualTo("feedback.suspend");
            assertThat(finding.attribute()).contains("segment 2");
            assertThat(finding.actual().getAsDouble()).isGreaterThan(0.1);
        });
        assertThat(limit.suspended(summary(10, 40))).containsExactly(2);
        assertThat(limit.suspended(summary(9, 1))).isEmpty();
        assertThat(limit.suspended(summary(10, 60))).isEmpty();
        assertThat(limit.judge(summary(9, 1)).verdict()).isEqualTo(Verdict.PASS);
        assertThat(limit.withMinimum(9).judge(summary(9, 1)).verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(limit.judge(summary(10, 60)).verdict()).isEqualTo(Verdict.PASS);
        assertThat(limit.judge(FeedbackSummary.of(3, List.of())).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void impossibleFeedbackIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new FeedbackSink.Entry("t", 0, Feedback.AGREE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeedbackSummary.of(1, List.of(new FeedbackSink.Entry("t", 2, Feedback.AGREE))))
                .withMessageContaining("segment 2");
        assertThatIllegalArgumentException().isThrownBy(() -> FeedbackLimit.uncomfortable(1));
    }
}
