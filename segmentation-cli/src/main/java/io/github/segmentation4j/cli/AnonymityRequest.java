package io.github.segmentation4j.cli;

import io.github.segmentation4j.privacy.anonymity.Anonymisation;
import io.github.segmentation4j.privacy.anonymity.AnonymisedData;
import io.github.segmentation4j.privacy.anonymity.AnonymityModel;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What an anonymised table must keep.
 *
 * @param k customers in each class
 * @param l different sensitive values in each class, if asked for
 * @param t the largest distance of a class's sensitive values, if asked for
 * @param suppress the share of customers who may be left out
 */
record AnonymityRequest(int k, OptionalInt l, OptionalDouble t, double suppress) {
    AnonymityRequest {
        if (l.isPresent() && l.getAsInt() < 2) {
            throw new InvalidInputException("--l must be at least 2, was " + l.getAsInt() + "; 1 hides no value");
        }
        if (t.isPresent() && !(t.getAsDouble() >= 0 && t.getAsDouble() < 1)) {
            throw new InvalidInputException("--t must be at least 0 and below 1, was " + t.getAsDouble());
        }
        if (!(suppress >= 0 && suppress < 1)) {
            throw new InvalidInputException("--suppress must be at least 0 and below 1, was " + suppress);
        }
    }

    /** The table that loses least. */
    AnonymisedData anonymise(RiskTable table, RunContext context) {
        List<AnonymityModel> more = new ArrayList<>();
        table.sensitive().ifPresent(column -> {
            l.ifPresent(values -> more.add(column.diversity(values)));
            t.ifPresent(distance -> more.add(column.closeness(distance)));
        });
        Optional<AnonymisedData> found = Anonymisation.of(
                        table.quasi(), AnonymityModel.groupSize(k), more.toArray(AnonymityModel[]::new))
                .withSuppressionLimit(suppress)
                .anonymise(context);
        return found.orElseThrow(() -> new InvalidInputException("no coarsening keeps "
                + (l.isPresent() ? "--k " + k + " and --l " + l.getAsInt() : "--k " + k)
                + ": one class of all " + table.size() + " customers"
                + table.sensitive()
                        .map(column -> ", with " + column.measured().levels().size() + " different values of "
                                + column.measured().name() + ",")
                        .orElse("")
                + " is not enough; ask for less"));
    }

    ModelState.Builder state() {
        ModelState.Builder state = ModelState.of("anonymised/1").put("k", k);
        l.ifPresent(values -> state.put("l", values));
        t.ifPresent(distance -> state.put("t", distance));
        return state.put("suppress", suppress);
    }
}
