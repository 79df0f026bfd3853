package io.github.segmentation4j.privacy.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.privacy.accounting.PrivacyUnit;
import io.github.segmentation4j.privacy.ledger.BudgetExceededException;
import io.github.segmentation4j.privacy.ledger.MemoryLedger;
import io.github.segmentation4j.privacy.ledger.PrivacyBudget;
import io.github.segmentation4j.privacy.ledger.PrivacyCharge;
import io.github.segmentation4j.privacy.ledger.PrivacyLedger;
import io.github.segmentation4j.privacy.ledger.PrivacySpend;
import io.github.segmentation4j.privacy.ledger.Reservation;
import io.github.segmentation4j.privacy.release.Answers.Answer;
import io.github.segmentation4j.privacy.release.Answers.Data;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChargedAnswersTest {
    private static final Data DATA = Answers.data(3, 40, 1);

    static List<Answer> answers() {
        return Answers.all();
    }

    /** Two answers take no rows beside the contributions. */
    static List<Answer> answersThatTakeRows() {
        List<String> none = List.of("segment sizes", "choice of segments");
        return Answers.all().stream()
                .filter(answer -> !none.contains(answer.name()))
                .toList();
    }

    private static PrivacyCharge charge(RecordingLedger ledger) {
        return PrivacyCharge.ofEpsilon(0.5, ledger, RecordingLedger.DATA).withNoise(() -> ledger.noise(7));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void everyAnswerIsChargedOnceAndDrawsItsNoiseBeforeItLooks(Answer answer) {
        RecordingLedger ledger = new RecordingLedger(Adjacency.ADD_OR_REMOVE);
        answer.run().of(DATA, DATA.oneRowEach(answer.segmented()), charge(ledger), Answers.CONTEXT);
        assertThat(ledger.steps).containsExactly("reserve", "noise", "begin");
    }

    @ParameterizedTest
    @MethodSource("answers")
    void hazard9EverySpendStatesItsAdjacencyAndUnit(Answer answer) {
        for (Adjacency adjacency : Adjacency.values()) {
            RecordingLedger ledger = new RecordingLedger(adjacency);
            answer.run()
                    .of(
                            DATA,
                            DATA.oneRowEach(answer.segmented()),
                            charge(ledger).withName("a name"),
                            Answers.CONTEXT);
            PrivacySpend spend = ledger.reserved.get(0);
            assertThat(spend.adjacency()).isEqualTo(adjacency);
            assertThat(spend.unit()).isEqualTo(PrivacyUnit.CUSTOMER);
            assertThat(spend.what()).isEqualTo("a name");
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void hazard12TheErrorIsPredictedWithoutSpending(Answer answer) {
        RecordingLedger ledger = new RecordingLedger(Adjacency.ADD_OR_REMOVE);
        Contributions kept = DATA.oneRowEach(answer.segmented());
        double error = answer.predict().of(kept, charge(ledger));
        double withMore = answer.predict().of(kept, PrivacyCharge.ofEpsilon(2, ledger, RecordingLedger.DATA));
        assertThat(ledger.steps).isEmpty();
        assertThat(withMore).isPositive().isLessThan(error);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void whatIsCancelledBeforeItLooksIsGivenBack(Answer answer) {
        Cancellation cancellation = Cancellation.create();
        cancellation.cancel();
        RunContext cancelled = RunContext.seeded(1).withCancellation(cancellation);
        RecordingLedger ledger = new RecordingLedger(Adjacency.ADD_OR_REMOVE);
        Contributions kept = DATA.oneRowEach(answer.segmented());
        assertThatThrownBy(() -> answer.run().of(DATA, kept, charge(ledger), cancelled))
                .isInstanceOf(CancelledException.class);
        assertThat(ledger.steps).endsWith("refund").doesNotContain("begin");
    }

    @ParameterizedTest
    @MethodSource("answersThatTakeRows")
    void rowsThatDoNotMatchAreRefusedAndNothingIsCharged(Answer answer) {
        RecordingLedger ledger = new RecordingLedger(Adjacency.ADD_OR_REMOVE);
        Contributions fewer = Answers.data(3, 4, 1).oneRowEach(answer.segmented());
        assertThatThrownBy(() -> answer.run().of(DATA, fewer, charge(ledger), Answers.CONTEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4 rows");
        assertThat(ledger.steps).endsWith("refund").doesNotContain("begin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum", "mean", "quantiles", "histogram", "bounds"})
    void missingAndInfiniteValuesAreRefusedAndNothingIsCharged(String name) {
        Answer answer = Answers.all().stream()
                .filter(any -> any.name().equals(name))
                .findFirst()
                .orElseThrow();
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            Data data = Answers.data(3, 10, 1);
            data.values().set(4, bad);
            RecordingLedger ledger = new RecordingLedger(Adjacency.ADD_OR_REMOVE);
            assertThatThrownBy(() -> answer.run().of(data, data.oneRowEach(false), charge(ledger), Answers.CONTEXT))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("row 5");
            assertThat(ledger.steps).endsWith("refund").doesNotContain("begin");
        }
    }

    @Test
    void anOverspendIsRefusedAndNothingIsBooked() {
        MemoryLedger ledger = MemoryLedger.of("shop", PrivacyBudget.of(1, 1e-6));
        PrivacyCharge charge = PrivacyCharge.ofEpsilon(0.6, ledger, "shop");
        Contributions kept = Contributions.oneRowEach(100);
        PrivateCount.withDefaults().of(kept, charge, Answers.CONTEXT);
        PrivacyCost spent = ledger.spent("shop");
        assertThatThrownBy(() -> PrivateCount.withDefaults().of(kept, charge, Answers.CONTEXT))
                .isInstanceOf(BudgetExceededException.class);
        assertThat(ledger.spent("shop")).isEqualTo(spent);
    }

    @Test
    void noiseTooLargeForTheGridIsRefusedBeforeAnythingIsBooked() {
        RecordingLedger ledger = new RecordingLedger(Adjacency.ADD_OR_REMOVE);
        PrivacyCharge tiny = PrivacyCharge.ofEpsilon(1e-12, ledger, RecordingLedger.DATA);
        assertThatThrownBy(() ->
                        PrivateSum.within(0, 1).of(new double[3], Contributions.oneRowEach(3), tiny, Answers.CONTEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2^56 units");
        assertThat(ledger.steps).isEmpty();
    }

    @Test
    void aFailureIsToldEvenIfTheShareCannotBeGivenBack() {
        PrivacyBudget budget = PrivacyBudget.of(1, 1e-6);
        IllegalStateException full = new IllegalStateException("disk full");
        PrivacyLedger ledger = thatKeepsAll(budget, full);
        PrivacyCharge charge = PrivacyCharge.ofEpsilon(0.5, ledger, RecordingLedger.DATA);
        double[] broken = {Double.NaN};
        assertThatThrownBy(
                        () -> PrivateSum.within(0, 1).of(broken, Contributions.oneRowEach(1), charge, Answers.CONTEXT))
                .isInstanceOf(InvalidInputException.class)
                .hasSuppressedException(full);
    }

    /** A ledger that takes a spend and gives nothing back. */
    private static PrivacyLedger thatKeepsAll(PrivacyBudget budget, RuntimeException failure) {
        return new PrivacyLedger() {
            @Override
            public Reservation reserve(PrivacySpend spend) {
                return new Reservation() {
                    @Override
                    public PrivacySpend spend() {
                        return spend;
                    }

                    @Override
                    public void begin() {
                        throw new AssertionError("the data must not be looked at");
                    }

                    @Override
                    public void refund() {
                        throw failure;
                    }
                };
            }

            @Override
            public PrivacyBudget budget(String dataSet) {
                return budget;
            }

            @Override
            public PrivacyCost spent(String dataSet) {
                return PrivacyCost.NONE;
            }
        };
    }
}
