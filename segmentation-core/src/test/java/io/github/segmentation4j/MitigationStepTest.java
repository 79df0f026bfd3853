package io.github.segmentation4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.data.Admission;
import io.github.segmentation4j.data.AuditView;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.data.LawfulBasis;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.feature.Attributes;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.FeaturePipeline;
import io.github.segmentation4j.feature.FittedExtractor;
import io.github.segmentation4j.feature.FittedMitigation;
import io.github.segmentation4j.feature.GroupServing;
import io.github.segmentation4j.feature.Learning;
import io.github.segmentation4j.feature.MitigationTransform;
import io.github.segmentation4j.feature.Scaling;
import io.github.segmentation4j.feature.StepRestorers;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Steps that lessen bias see the groups they declare, those of new customers only where somebody answers for it. */
class MitigationStepTest {
    private static final RunContext CONTEXT = RunContext.seeded(3);
    private static final Admission EVERYONE = Admission.everyone(LawfulBasis.CONTRACT, "the test says so");
    private static final String BASIS = "Art. 9(2)(a) explicit consent";

    private static final Schema SCHEMA = Schema.builder()
            .id("customer")
            .number("spend")
            .unit("euros")
            .allow(Purpose.PERSONALISATION)
            .category("sex")
            .protectedAttribute()
            .category("origin")
            .protectedAttribute()
            .build();

    /** Takes each group's mean from the first column; who is of no known group stays as he is. */
    private record GroupMeans(String attribute, GroupServing serving) implements MitigationTransform {
        @Override
        public List<String> protectedAttributes() {
            return List.of(attribute);
        }

        @Override
        public FittedMitigation fit(FeatureMatrix matrix, List<Categories> groups, RunContext context) {
            Categories known = groups.get(0);
            double[] sums = new double[known.levels().size()];
            for (int row = 0; row < matrix.rowCount(); row++) {
                sums[known.code(row)] += matrix.get(row, 0) / known.counts()[known.code(row)];
            }
            return new Fitted(attribute, serving, known.levels(), sums, matrix.features());
        }
    }

    private record Fitted(
            String attribute, GroupServing serving, List<String> levels, double[] means, List<Feature> features)
            implements FittedMitigation {
        @Override
        public List<String> protectedAttributes() {
            return List.of(attribute);
        }

        @Override
        public FeatureMatrix apply(FeatureMatrix matrix, List<Categories> groups, RunContext context) {
            FeatureMatrix.Builder made = FeatureMatrix.builder(features, matrix.rowCount());
            for (int row = 0; row < matrix.rowCount(); row++) {
                int code = groups.get(0).code(row);
                double mean = code < 0
                        ? 0
                        : means[levels.indexOf(groups.get(0).levels().get(code))];
                made.set(row, 0, matrix.get(row, 0) - mean);
            }
            return made.build();
        }

        @Override
        public Learning learned() {
            return Learning.FROM_CUSTOMERS;
        }

        @Override
        public ModelState state() {
            return ModelState.of("test.means/1")
                    .put("attribute", attribute)
                    .put("serving", serving.state())
                    .putTexts("levels", levels)
                    .put("means", means)
                    .put("feature", features.get(0).state())
                    .build();
        }

        static Fitted restore(ModelState state) {
            return new Fitted(
                    state.text("attribute"),
                    GroupServing.restore(state.child("serving")),
                    state.texts("levels"),
                    state.numbers("means"),
                    List.of(Feature.restore(state.child("feature"))));
        }
    }

    private static final StepRestorers RESTORERS = StepRestorers.none().withMitigation("test.means/1", Fitted::restore);

    private static GroupMeans blind() {
        return new GroupMeans("sex", GroupServing.blind());
    }

    private static GroupMeans aware() {
        return new GroupMeans("sex", GroupServing.aware(BASIS));
    }

    /** Forty customers: women spend 100 and 140, men 0 and 40. */
    private static CustomerData customers() {
        CustomerTable.Builder table = CustomerTable.builder(SCHEMA);
        for (int i = 0; i < 40; i++) {
            int base = i % 2 == 0 ? 100 : 0;
            table.add("c" + i)
                    .set("spend", base + (i % 4 < 2 ? 0 : 40))
                    .set("sex", i % 2 == 0 ? "f" : "m")
                    .set("origin", "here");
        }
        return CustomerData.of(table.build());
    }

    private static CustomerData one(String sex, double spend) {
        CustomerTable.Builder table = CustomerTable.builder(SCHEMA);
        table.add("new").set("spend", spend).set("sex", sex).set("origin", "here");
        return CustomerData.of(table.build());
    }

    private static SegmentationProposal propose(CustomerData customers, MitigationTransform mitigation) {
        return Segmenter.builder(SCHEMA)
                .purpose(Purpose.PERSONALISATION)
                .admit(EVERYONE)
                .features(Attributes.all(), mitigation)
                .cluster(KMeans.withClusters(2))
                .build()
                .propose(customers, CONTEXT);
    }

    /** The spending of the segment that a customer is put into. */
    private static double centre(ReleasedSegmentation segments, CustomerData customer) {
        int number = segments.assignOne(customer, CONTEXT).orElseThrow().number();
        return segments.model().assign(new double[] {20}) + 1 == number ? 20 : -20;
    }

    @Test
    void groupsAreSeenInTrainingAndTheProvenanceNamesTheAttribute() {
        SegmentationProposal proposal = propose(customers(), blind());
        assertThat(proposal.draft().features().column(0)).containsOnly(-20, 20);
        assertThat(proposal.provenance().openedToLessenBias()).containsExactly("sex");
        assertThat(proposal.draft().features().features())
                .singleElement()
                .satisfies(feature -> assertThat(feature.attributes()).containsExactly("spend"));
    }

    @Test
    void customersAreDescribedInRawUnits() {
        SegmentationProposal proposal = propose(customers(), blind());
        assertThat(proposal.draft().described().features())
                .extracting(Feature::unit)
                .containsExactly("euros");
        assertThat(proposal.draft().described().column(0)).containsOnly(0, 40, 100, 140);
    }

    @Test
    void newCustomersAreServedWithoutTheirGroupsUnlessSomebodyAnswersForIt() {
        ReleasedSegmentation blind = propose(customers(), blind()).release();
        assertThat(blind.openedOnAssignment()).isEmpty();
        assertThat(centre(blind, one("f", 100))).isEqualTo(20);
        assertThat(centre(blind, one("m", 100))).isEqualTo(20);
        SegmentationProposal proposal = propose(customers(), aware());
        assertThat(proposal.openedOnAssignment()).isEqualTo(Map.of("sex", BASIS));
        ReleasedSegmentation aware = proposal.release();
        assertThat(aware.openedOnAssignment()).isEqualTo(Map.of("sex", BASIS));
        assertThat(centre(aware, one("f", 100))).isEqualTo(-20);
        assertThat(centre(aware, one("m", 40))).isEqualTo(20);
    }

    @Test
    void aLegalBasisMustBeGivenInWords() {
        assertThatThrownBy(() -> GroupServing.aware(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("legal basis");
    }

    @Test
    void aStoredSegmentationServesAsTheOneThatWasStored() {
        for (GroupMeans mitigation : List.of(blind(), aware())) {
            ReleasedSegmentation released = propose(customers(), mitigation).release();
            ModelState state = released.state();
            ReleasedSegmentation restored = ReleasedSegmentation.restore(state, SCHEMA, EVERYONE, RESTORERS, Map.of());
            assertThat(restored.openedOnAssignment()).isEqualTo(released.openedOnAssignment());
            assertThat(restored.state()).usingRecursiveComparison().isEqualTo(state);
            for (double spend : new double[] {0, 40, 100, 140}) {
                for (String sex : List.of("f", "m")) {
                    assertThat(centre(restored, one(sex, spend))).isEqualTo(centre(released, one(sex, spend)));
                }
            }
            assertThatThrownBy(() -> ReleasedSegmentation.restore(state, SCHEMA, EVERYONE))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("test.means/1");
        }
    }

    @Test
    void oneTypeHasOneRestorer() {
        assertThatThrownBy(() -> RESTORERS.withMitigation("test.means/1", Fitted::restore))
                .hasMessageContaining("test.means/1");
    }

    @Test
    void alteredTreatmentOfNewCustomersIsRefused() {
        ModelState noBasis =
                ModelState.of("serving.aware/1").put("legalBasis", " ").build();
        assertThatThrownBy(() -> GroupServing.restore(noBasis)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() ->
                        GroupServing.restore(ModelState.of("serving.other/1").build()))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void fittingWithoutTheGroupsIsRefused() {
        CustomerData customers = customers();
        PurposeBoundView view = customers.open(Purpose.PERSONALISATION, EVERYONE, CONTEXT);
        FeaturePipeline pipeline = FeaturePipeline.of(Attributes.all(), blind());
        assertThatThrownBy(() -> pipeline.fit(view, CONTEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[sex]")
                .hasMessageContaining("audit(view)");
        AuditView ofOthers = customers.audit(customers.open(Purpose.PERSONALISATION, EVERYONE, CONTEXT));
        assertThatThrownBy(() -> pipeline.fit(view, ofOthers, CONTEXT)).hasMessageContaining("of others");
        AuditView closed = customers.audit(view).only(List.of("origin"));
        assertThatThrownBy(() -> pipeline.fit(view, closed, CONTEXT)).hasMessageContaining("not opened here");
    }

    @Test
    void onlyAwareStepsSeeTheGroupsOfNewCustomersThoughOthersAreBesideThem() {
        CustomerData customers = customers();
        PurposeBoundView view = customers.open(Purpose.PERSONALISATION, EVERYONE, CONTEXT);
        AuditView audit = customers.audit(view);
        FeaturePipeline both = FeaturePipeline.of(
                FeaturePipeline.of(Attributes.all(), blind()).named("blind"),
                FeaturePipeline.of(Attributes.all(), aware()).named("aware"));
        assertThat(both.protectedAttributes()).containsExactly("sex");
        FittedExtractor fitted = both.fit(view, audit, CONTEXT);
        FeatureMatrix training = fitted.extractTraining(view, audit, CONTEXT);
        assertThat(training.column(0)).containsExactly(training.column(1));
        FeatureMatrix serving = fitted.extract(view, audit, CONTEXT);
        assertThat(serving.column(0)).containsOnly(0, 40, 100, 140);
        assertThat(serving.column(1)).containsExactly(training.column(1));
        assertThatThrownBy(() -> fitted.extract(view, CONTEXT)).hasMessageContaining("[sex] of new customers");
    }

    @Test
    void stepsAfterAMitigationLearnFromWhatItMadeOfTheTrainingCustomers() {
        CustomerData customers = customers();
        PurposeBoundView view = customers.open(Purpose.PERSONALISATION, EVERYONE, CONTEXT);
        AuditView audit = customers.audit(view);
        FittedExtractor fitted = FeaturePipeline.of(Attributes.all(), blind(), Scaling.standard())
                .fit(view, audit, CONTEXT);
        assertThat(fitted.extractTraining(view, audit, CONTEXT).column(0)).containsOnly(-1, 1);
        assertThat(fitted.extract(view, CONTEXT).column(0)).containsOnly(0, 2, 5, 7);
        assertThat(fitted.learned()).isEqualTo(Learning.FROM_CUSTOMERS);
    }

    @Test
    void attributesAreNamedOnceInTheOrderOfTheSteps() {
        FeaturePipeline pipeline = FeaturePipeline.of(
                FeaturePipeline.of(Attributes.all(), new GroupMeans("origin", GroupServing.aware("consent"))),
                aware(),
                new GroupMeans("origin", GroupServing.aware("contract")));
        assertThat(pipeline.protectedAttributes()).containsExactly("origin", "sex");
        CustomerData customers = customers();
        PurposeBoundView view = customers.open(Purpose.PERSONALISATION, EVERYONE, CONTEXT);
        FittedExtractor fitted = pipeline.fit(view, customers.audit(view), CONTEXT);
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("origin", "consent; contract");
        expected.put("sex", BASIS);
        assertThat(fitted.openedWhenServing()).containsExactlyEntriesOf(expected);
        assertThat(fitted.protectedAttributes()).containsExactly("origin", "sex");
        FittedExtractor restored = FeaturePipeline.restore(fitted.state(), RESTORERS);
        assertThat(Arrays.deepEquals(
                        restored.extract(view, customers.audit(view), CONTEXT).toArray(),
                        fitted.extract(view, customers.audit(view), CONTEXT).toArray()))
                .isTrue();
    }
}
