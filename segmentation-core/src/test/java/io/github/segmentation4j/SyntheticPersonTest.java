package io.github.segmentation4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.data.Admission;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.data.LawfulBasis;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.explain.ExplanationPolicy;
import io.github.segmentation4j.explain.FeatureGlossary;
import io.github.segmentation4j.explain.SmallestChange;
import io.github.segmentation4j.explain.WhyThisSegment;
import io.github.segmentation4j.explain.Wording;
import io.github.segmentation4j.feature.Encoding;
import io.github.segmentation4j.feature.FeatureStep;
import io.github.segmentation4j.feature.Pca;
import io.github.segmentation4j.feature.Scaling;
import io.github.segmentation4j.run.RunContext;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SyntheticPersonTest {
    private static final Schema SCHEMA = Schema.builder()
            .id("customer")
            .number("income")
            .allow(Purpose.PERSONALISATION)
            .number("visits")
            .allow(Purpose.PERSONALISATION)
            .category("plan")
            .allow(Purpose.PERSONALISATION)
            .build();

    private static final ExplanationPolicy POLICY = policy();

    private static ExplanationPolicy policy() {
        Wording words = Wording.of(Locale.ENGLISH, "write to us");
        return ExplanationPolicy.of(FeatureGlossary.empty(), new ExplanationPolicy.Rights(words, words, words), () -> {
                    throw new IllegalStateException("tokens are for customers");
                })
                .withOutcome(1, words);
    }

    /** A segment for each number of customers, the first with the lowest incomes. */
    private static SegmentationProposal proposal(FeatureStep[] features, int... sizes) {
        CustomerTable.Builder table = CustomerTable.builder(SCHEMA);
        for (int s = 0; s < sizes.length; s++) {
            for (int i = 0; i < sizes[s]; i++) {
                table.add(s + "-" + i)
                        .set("income", 1234.567 + 10_000.0 * s + i % 29)
                        .set("visits", 2 + 7 * s + i % 3)
                        .set("plan", "plan " + i % 3);
            }
        }
        return Segmenter.builder(SCHEMA)
                .purpose(Purpose.PERSONALISATION)
                .admit(Admission.everyone(LawfulBasis.CONTRACT, "the test says so"))
                .features(features)
                .cluster(KMeans.withClusters(sizes.length))
                .explain(POLICY)
                .build()
                .propose(CustomerData.of(table.build()), RunContext.seeded(3));
    }

    private static FeatureStep[] traced() {
        return new FeatureStep[] {Encoding.number("income"), Encoding.number("visits"), Scaling.standard()};
    }

    @Test
    void thePersonIsInTheSegmentWithValuesOfTwoFigures() {
        SegmentationProposal proposal = proposal(traced(), 60, 50, 40);
        assertThat(proposal.explanationPolicy()).contains(POLICY);
        for (Segment segment : proposal.segments()) {
            WhyThisSegment why = proposal.exampleOf(segment.number(), POLICY).orElseThrow();
            assertThat(why.segment().number()).isEqualTo(segment.number());
            assertThat(why.token()).isEqualTo("example");
            assertThat(why.outcome().isPresent()).isEqualTo(segment.number() == 1);
            assertThat(why.reasons().contributions()).hasSize(2).allSatisfy(reason -> {
                BigDecimal value = new BigDecimal(Double.toString(reason.value().orElseThrow())).stripTrailingZeros();
                assertThat(value.precision()).isLessThanOrEqualTo(2);
            });
            double visits = why.reasons().contributions().get(1).value().orElseThrow();
            assertThat(visits).isEqualTo(Math.rint(visits));
        }
    }

    @Test
    void contributionsAddUpToTheMarginAsForACustomer() {
        WhyThisSegment why = proposal(traced(), 60, 50, 40).exampleOf(1, POLICY).orElseThrow();
        double sum = why.reasons().contributions().stream()
                .mapToDouble(WhyThisSegment.Contribution::amount)
                .sum();
        assertThat(sum).isCloseTo(why.reasons().margin().orElseThrow(), within(1e-9));
    }

    @Test
    void aSmallSegmentIsNoExampleNorNamedInOne() {
        SegmentationProposal proposal = proposal(traced(), 60, 50, 5);
        for (Segment segment : proposal.segments()) {
            Optional<WhyThisSegment> why = proposal.exampleOf(segment.number(), POLICY);
            if (segment.size() < 20) {
                assertThat(why).isEmpty();
            }
            why.ifPresent(example -> {
                assertThat(size(proposal, example.reasons().next().orElseThrow().number()))
                        .isGreaterThanOrEqualTo(20);
                if (example.change() instanceof SmallestChange.Found found) {
                    assertThat(size(proposal, found.segment())).isGreaterThanOrEqualTo(20);
                }
            });
        }
        // The middle one's next segment is as near on either side; the first one has no way but over the middle one.
        assertThat(proposal.segments().stream()
                        .filter(segment ->
                                proposal.exampleOf(segment.number(), POLICY).isPresent())
                        .map(Segment::size))
                .contains(60);
    }

    private static int size(SegmentationProposal proposal, int segment) {
        return proposal.segments().get(segment - 1).size();
    }

    @Test
    void aSegmentBesideASmallOneOnlyIsNoExample() {
        SegmentationProposal proposal = proposal(traced(), 60, 5);
        assertThat(proposal.exampleOf(1, POLICY)).isEmpty();
        assertThat(proposal.exampleOf(2, POLICY)).isEmpty();
    }

    @Test
    void aPersonHasExactlyOneLevelOfACategory() {
        SegmentationProposal proposal = proposal(
                new FeatureStep[] {Encoding.number("income"), Encoding.oneHot("plan"), Scaling.standard()}, 60, 60);
        for (Segment segment : proposal.segments()) {
            Optional<WhyThisSegment> why = proposal.exampleOf(segment.number(), POLICY);
            why.ifPresent(example -> assertThat(example.reasons().contributions().stream()
                            .skip(1)
                            .mapToDouble(reason -> reason.value().orElseThrow())
                            .sum())
                    .isEqualTo(1));
        }
        assertThat(proposal.exampleOf(1, POLICY)).isPresent();
    }

    @Test
    void whatCannotBeTracedIsTheMedianOfWhatWasClustered() {
        SegmentationProposal proposal = proposal(
                new FeatureStep[] {
                    Encoding.number("income"), Encoding.number("visits"), Scaling.standard(), Pca.components(1)
                },
                60,
                50);
        WhyThisSegment why = proposal.exampleOf(1, POLICY).orElseThrow();
        assertThat(why.segment().number()).isEqualTo(1);
        assertThat(why.reasons().contributions())
                .singleElement()
                .satisfies(reason -> assertThat(
                                new BigDecimal(Double.toString(reason.value().orElseThrow()))
                                        .stripTrailingZeros()
                                        .precision())
                        .isLessThanOrEqualTo(2));
    }

    @Test
    void segmentsAreNumberedFromOne() {
        SegmentationProposal proposal = proposal(traced(), 60, 50);
        assertThatThrownBy(() -> proposal.exampleOf(0, POLICY)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> proposal.exampleOf(3, POLICY)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
