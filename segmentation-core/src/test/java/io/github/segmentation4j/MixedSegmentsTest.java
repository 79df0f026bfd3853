package io.github.segmentation4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.cluster.KPrototypes;
import io.github.segmentation4j.cluster.MissingValues;
import io.github.segmentation4j.data.Admission;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.data.LawfulBasis;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.feature.Encoding;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.Adult;
import io.github.segmentation4j.testing.RequiresData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Segments of customers who are described by numbers and categories. */
class MixedSegmentsTest {
    private static final RunContext CONTEXT = RunContext.seeded(3);
    private static final int PERSONS = 4_000;
    private static final Admission EVERYONE = Admission.everyone(LawfulBasis.CONTRACT, "the test says so");
    private static final Schema CENSUS = Schema.builder()
            .id("person")
            .category("workclass")
            .allow(Purpose.PERSONALISATION)
            .category("education")
            .allow(Purpose.PERSONALISATION)
            .number("age")
            .allow(Purpose.PERSONALISATION)
            .number("hours")
            .allow(Purpose.PERSONALISATION)
            .build();

    private static CustomerData census() {
        Adult adult = Adult.train();
        List<String> workclass = adult.texts("workclass");
        List<String> education = adult.texts("education");
        double[][] numbers = adult.numbers("age", "hours-per-week");
        CustomerTable.Builder table = CustomerTable.builder(CENSUS);
        for (int person = 0; person < PERSONS; person++) {
            table.add("p" + person)
                    .set("education", education.get(person))
                    .set("age", numbers[person][0])
                    .set("hours", numbers[person][1]);
            if (!workclass.get(person).equals("?")) {
                table.set("workclass", workclass.get(person));
            }
        }
        return CustomerData.of(table.build());
    }

    @Test
    @RequiresData({Adult.TRAIN})
    void categoriesAsCodesAreSegmentedReleasedAssignedAndRestored() {
        CustomerData census = census();
        ReleasedSegmentation released = Segmenter.builder(CENSUS)
                .purpose(Purpose.PERSONALISATION)
                .admit(EVERYONE)
                .features(
                        Encoding.codes("workclass"),
                        Encoding.codes("education"),
                        Encoding.number("age"),
                        Encoding.number("hours"))
                .cluster(KPrototypes.withClusters(4)
                        .withCategorical("workclass", "education")
                        .withNumbers(KPrototypes.Numbers.STANDARDISED)
                        .withMissing(MissingValues.OBSERVED_ONLY)
                        .withRestarts(3))
                .build()
                .propose(census, CONTEXT)
                .release();
        assertThat(released.segments()).hasSize(4);
        assertThat(released.segments()).allSatisfy(segment -> {
            assertThat(segment.name()).doesNotContainPattern("(high|low) (workclass|education)");
            assertThat(segment.profile().features())
                    .extracting(profile -> profile.feature().name())
                    .contains("education=HS-grad", "workclass=Private")
                    .doesNotContain("education", "workclass");
            assertThat(segment.profile().features().stream()
                            .filter(profile -> profile.feature().name().startsWith("education="))
                            .mapToDouble(profile -> profile.mean().orElseThrow())
                            .sum())
                    .isCloseTo(1, within(1e-9));
        });
        Map<String, Segment> assigned = released.assign(census, CONTEXT).byId();
        assertThat(assigned).hasSize(PERSONS);
        for (Segment segment : released.segments()) {
            assertThat(assigned.values().stream().filter(segment::equals).count())
                    .isEqualTo(segment.size());
        }
        ReleasedSegmentation restored = ReleasedSegmentation.restore(released.state(), CENSUS, EVERYONE);
        Map<String, Segment> again = restored.assign(census, CONTEXT).byId();
        assertThat(again.keySet()).isEqualTo(assigned.keySet());
        assertThat(again)
                .allSatisfy((person, segment) -> assertThat(segment.number())
                        .isEqualTo(assigned.get(person).number()));
    }
}
