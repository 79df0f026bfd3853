package io.github.segmentation4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunContextTest {

    @Test
    void aSwitchCancelsForGood() {
        Cancellation cancellation = Cancellation.create();
        RunContext context = RunContext.seeded(1).withCancellation(cancellation);
        context.throwIfCancelled("fit");
        cancellation.cancel();
        cancellation.cancel();
        assertThat(context.isCancelled()).isTrue();
        assertThatThrownBy(() -> context.throwIfCancelled("fit"))
                .isInstanceOf(CancelledException.class)
                .hasMessageContaining("fit was cancelled");
    }

    @Test
    void anInterruptCancelsAndTheThreadKeepsItsFlag() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> RunContext.seeded(1).throwIfCancelled("fit"))
                    .isInstanceOf(CancelledException.class);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            // Clears the flag, which the next test must not find.
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(RunContext.seeded(1).isCancelled()).isFalse();
    }

    @Test
    void eachOptionChangesItselfAlone() {
        Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        List<ProgressListener.Progress> heard = new ArrayList<>();
        RunContext context = RunContext.seeded(1)
                .withExecutor(Runnable::run, 4)
                .withListener(heard::add)
                .withClock(clock)
                .withCancellation(Cancellation.create());
        RunContext other = context.withSeed(2);
        assertThat(context.seed()).isEqualTo(1);
        assertThat(other.seed()).isEqualTo(2);
        assertThat(other.threads()).isEqualTo(4);
        assertThat(other.executor()).isPresent();
        assertThat(other.clock()).isSameAs(clock);
        other.report("stage", 1, 2);
        assertThat(heard).containsExactly(new ProgressListener.Progress("stage", 1, 2));
        assertThat(RunContext.seeded(1).executor()).isEmpty();
        assertThat(RunContext.seeded(1).threads()).isEqualTo(1);
        assertThatThrownBy(() -> context.withExecutor(Runnable::run, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void inputErrorsCarryTheirPlace() {
        InvalidInputException at = InvalidInputException.at(3, "age", "is no number");
        assertThat(at).hasMessage("row 3, column 'age': is no number");
        assertThat(at.row()).hasValue(3);
        assertThat(at.column()).hasValue("age");
        assertThat(InvalidInputException.atRow(3, "is ragged").column()).isEmpty();
        assertThat(InvalidInputException.inColumn("age", "is missing").row()).isEmpty();
        assertThat(new InvalidInputException("empty").row()).isEmpty();
        assertThat(at).isInstanceOf(SegmentationException.class);
    }
}
