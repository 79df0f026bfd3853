package io.github.segmentation4j.fairness.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AuditDiffTest {
    private static final RunContext CONTEXT = RunContext.seeded(11);

    /** Two segments of 1,000 and so many women in the first, 1,000 in all. */
    private static AuditResult women(int first, String other) {
        int[] sex = IntStream.range(0, 2000)
                .map(row -> row < 1000 ? (row < first ? 0 : 1) : row - 1000 < 1000 - first ? 0 : 1)
                .toArray();
        int[] labels = IntStream.range(0, 2000).map(row -> row / 1000).toArray();
        return FairnessAudit.of("sex")
                .assess(AuditData.of(labels, 2, List.of(Categories.of("sex", List.of("f", other), sex))), CONTEXT);
    }

    @Test
    void anAuditDoesNotDifferFromItself() {
        AuditResult audit = women(300, "m");
        AuditDiff diff = AuditDiff.between(audit, audit, 5);
        assertThat(diff.isEmpty()).isTrue();
        assertThat(diff.exhibits()).isEmpty();
    }

    @Test
    void changedVerdictsAndMovedSharesAreTold() {
        AuditDiff diff =
                AuditDiff.between(women(500, "m").state(5), women(300, "m").state(5));
        assertThat(diff.verdictChanges()).hasSize(5).allSatisfy(change -> {
            assertThat(change.before()).isEqualTo(FairnessVerdict.NO_MATERIAL_DISPARITY);
            assertThat(change.after()).isEqualTo(FairnessVerdict.DISPARITY);
        });
        assertThat(diff.movedShares()).hasSize(4);
        assertThat(diff.movedShares().get(0).before().number()).isEqualTo(0.5);
        assertThat(diff.movedShares().get(0).after().number()).isEqualTo(0.3);
        assertThat(diff.exhibits()).extracting(Exhibit::title).hasSize(2);
    }

    @Test
    void aChangeWithinTheIntervalsIsNone() {
        assertThat(AuditDiff.between(women(500, "m"), women(495, "m"), 5).isEmpty())
                .isTrue();
    }

    @Test
    void newAndVanishedGroupsAreTold() {
        AuditDiff diff = AuditDiff.between(women(500, "m"), women(500, "x"), 5);
        assertThat(diff.appeared()).containsExactly("group 'x' of sex");
        assertThat(diff.vanished()).containsExactly("group 'm' of sex");
        assertThat(diff.exhibits()).hasSize(1);
    }

    @Test
    void hiddenSharesAreNotCompared() {
        assertThat(AuditDiff.between(women(500, "m"), women(3, "m"), 10).movedShares())
                .isEmpty();
    }

    @Test
    void anythingElseIsRefused() {
        ModelState other = ModelState.of("kmeans/1").build();
        assertThatThrownBy(() -> AuditDiff.between(other, other)).isInstanceOf(InvalidInputException.class);
    }
}
