package io.github.segmentation4j.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CancellationTest {
    @Test
    void registeredActionsRunOnceAndNotAfterTheyWereTakenBack() {
        Cancellation cancellation = Cancellation.create();
        RunContext context = RunContext.seeded(1).withCancellation(cancellation);
        AtomicInteger kept = new AtomicInteger();
        AtomicInteger takenBack = new AtomicInteger();
        context.onCancel(kept::incrementAndGet);
        context.onCancel(takenBack::incrementAndGet).close();
        cancellation.cancel();
        cancellation.cancel();

        assertThat(kept).hasValue(1);
        assertThat(takenBack).hasValue(0);
        AtomicInteger late = new AtomicInteger();
        context.onCancel(late::incrementAndGet);
        assertThat(late).hasValue(1);
    }
}
