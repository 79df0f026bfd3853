package io.github.segmentation4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.testing.UsedMemory;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CustomerTableMemoryTest {
    private static final int CUSTOMERS = 1_000_000;
    private static final long MEGABYTE = 1024 * 1024;

    @Test
    void aMillionCustomersWithTwentyAttributesFitIn400Megabytes() {
        Schema.Builder schema = Schema.builder().id("customer");
        for (int a = 0; a < 4; a++) {
            schema.number("number" + a).allow(Purpose.PERSONALISATION);
            schema.category("category" + a).allow(Purpose.PERSONALISATION);
            schema.flag("flag" + a).allow(Purpose.PERSONALISATION);
            schema.instant("instant" + a).allow(Purpose.PERSONALISATION);
            schema.text("text" + a).allow(Purpose.PERSONALISATION);
        }
        long before = UsedMemory.bytes();
        CustomerTable.Builder builder = CustomerTable.builder(schema.build());
        String[] levels = {"north", "south", "east", "west"};
        for (int i = 0; i < CUSTOMERS; i++) {
            builder.add("customer-" + i);
            for (int a = 0; a < 4; a++) {
                int first = 5 * a;
                builder.set(first, i * 0.5)
                        .set(first + 1, levels[(i + a) & 3])
                        .set(first + 2, (i & 1) == 0)
                        .set(first + 3, Instant.ofEpochSecond(i))
                        .set(first + 4, "some text " + (i + a));
            }
        }
        CustomerTable table = builder.build();
        long retained = UsedMemory.bytes() - before;
        // Asked after the reading, so that the table is still there while it is measured.
        assertThat(table.size()).isEqualTo(CUSTOMERS);
        assertThat(retained / MEGABYTE).isLessThan(400);
    }
}
