package io.github.segmentation4j.privacy.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.release.Answers.Answer;
import io.github.segmentation4j.privacy.release.Answers.Data;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SensitivityTest {
    private static final int DATA_SETS = 150;

    static List<Answer> answers() {
        return Answers.all();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void addingACustomerMovesNoAnswerByMoreThanItsSensitivity(Answer answer) {
        for (long seed = 0; seed < DATA_SETS; seed++) {
            Data without = Answers.data(seed, 5, 6);
            Data with = Answers.data(seed, 5, 6);
            SeededRandom random = SeededRandom.of(SeededRandom.derive(seed, 1));
            with.add(5, random, 1 + random.nextInt(9));
            verify(answer, Adjacency.ADD_OR_REMOVE, without, with);
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void replacingACustomerMovesNoAnswerByMoreThanItsSensitivity(Answer answer) {
        for (long seed = 0; seed < DATA_SETS; seed++) {
            SeededRandom random = SeededRandom.of(SeededRandom.derive(seed, 2));
            Data before = Answers.data(seed, 5, 6).add(5, random, 1 + random.nextInt(9));
            Data after = Answers.data(seed, 5, 6).add(5, random, 1 + random.nextInt(9));
            verify(answer, Adjacency.REPLACE, before, after);
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void hazard8ACustomerWithoutRowsMayTakeTheirPlace(Answer answer) {
        for (long seed = 0; seed < DATA_SETS; seed++) {
            SeededRandom random = SeededRandom.of(SeededRandom.derive(seed, 4));
            Data before = Answers.data(seed, 5, 6).add(5, random, 1 + random.nextInt(9));
            verify(answer, Adjacency.REPLACE, before, Answers.data(seed, 5, 6));
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void aRowOfItsOwnMovesNoAnswerByMoreThanItsSensitivity(Answer answer) {
        for (long seed = 0; seed < DATA_SETS; seed++) {
            SeededRandom random = SeededRandom.of(SeededRandom.derive(seed, 3));
            Data without = Answers.data(seed, 6, 1);
            Data one = Answers.data(seed, 6, 1).add(6, random, 1);
            Data other = Answers.data(seed, 6, 1).add(6, random, 1);
            moves(answer, Adjacency.ADD_OR_REMOVE, without, one, data -> data.oneRowEach(answer.segmented()));
            moves(answer, Adjacency.REPLACE, one, other, data -> data.oneRowEach(answer.segmented()));
        }
    }

    private static void verify(Answer answer, Adjacency adjacency, Data one, Data other) {
        for (int[] bounds : new int[][] {{1, 1}, {3, 1}, {2, 2}, {1, 3}}) {
            moves(answer, adjacency, one, other, data -> data.bounded(bounds[0], bounds[1], true));
            if (!answer.segmented()) {
                moves(answer, adjacency, one, other, data -> data.bounded(bounds[0], bounds[1], false));
            }
        }
    }

    private static void moves(
            Answer answer, Adjacency adjacency, Data one, Data other, Function<Data, Contributions> bounding) {
        Contributions first = bounding.apply(one);
        Contributions second = bounding.apply(other);
        long[] a = answer.exact().of(one, first);
        long[] b = answer.exact().of(other, second);
        Sensitivity stated = answer.sensitive().of(first, RecordingLedger.epsilon(1, adjacency, 1));
        long l1 = 0;
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            l1 += Math.abs(a[i] - b[i]);
            squares += (double) (a[i] - b[i]) * (a[i] - b[i]);
        }
        assertThat(l1).isLessThanOrEqualTo(stated.l1());
        assertThat(Math.sqrt(squares)).isLessThanOrEqualTo(stated.l2());
    }
}
