package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.List;
import java.util.Objects;

/**
 * The cheapest assignment of rows to given centres whose segments obey rules about groups, with a lower bound that tells
 * how far from the cheapest it can be.
 *
 * <pre>{@code
 * CertifiedAssignment fair = FairAssignment.under(GroupRules.balance("sex", 0.49))
 *         .assign(matrix, centres, List.of(sex), RunContext.seeded(42));
 * fair.gap(); // 0.00001: no assignment that obeys the rule is more than 0.001 % cheaper
 * }</pre>
 *
 * <p>What it does: rows that belong to the same groups are of one type. Prices for the rules, found on the dual of the
 * assignment, offset the distances of each type to the segments and give the lower bound. Whole numbers of rows of each
 * type in each segment are rounded from the shares that the prices suggest, so that they obey the rules, and moved as long
 * as the rules hold and the cost falls; for these numbers the assignment is the cheapest. With up to 5,000 rows all numbers that could be cheaper are searched if they are
 * not too many; then the assignment is the cheapest of all. Where the nearest segments obey the rules already they are
 * the result, with offsets of 0. The seed plays no part.
 *
 * <p>Time is in proportion to rows x segments x (columns + passes), with some 20 to 100 passes, most of them over a sample
 * where there are more than 65,536 rows; memory is 8 bytes for each row and segment, or none where that is more than a
 * quarter of the heap: then distances are measured again in each pass. The result has the same bits for any number of
 * threads.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: S. Bera, D. Chakrabarty, N. Flores, M. Negahbani, Fair algorithms for clustering, NeurIPS 2019 (fair
 * assignment, and that its cost is within rho + 2 of the best fair clustering for centres within rho of the best); R. K.
 * Ahuja, T. L. Magnanti, J. B. Orlin, Network Flows, 1993.
 *
 * <p>Implementation note: Bera and others round a linear program and may break a rule by a few rows. Here rules are never
 * broken, and what that costs is told. Where rules leave hardly any whole numbers, numbers that obey them may exist and not
 * be found for large data; the error says so.
 */
public final class FairAssignment {
    private final GroupRules rules;

    private FairAssignment(GroupRules rules) {
        this.rules = Objects.requireNonNull(rules, "rules");
    }

    /** Assignments that obey rules. */
    public static FairAssignment under(GroupRules rules) {
        return new FairAssignment(rules);
    }

    /** The rules. */
    public GroupRules rules() {
        return rules;
    }

    /**
     * Assigns rows.
     *
     * @param points n rows x d columns without missing values, n at least 1
     * @param centres k centres of d finite values, k at least 1
     * @param groups the groups of the rows, for every attribute the rules are about; others are reported on
     * @param context executor, listener and cancellation
     * @throws InfeasibleRulesException if no assignment obeys the rules, or none is found
     * @throws InvalidInputException if rows are missing or miss values
     */
    public CertifiedAssignment assign(
            FeatureMatrix points, double[][] centres, List<Categories> groups, RunContext context) {
        check(points, centres, groups);
        AssignmentEngine engine = new AssignmentEngine(points, rules, groups, centres.length, context);
        AssignmentEngine.Solution solution = engine.solve(centres, engine.cold());
        return CertifiedAssignment.of(solution, engine.types(), groups, centres.length);
    }

    private static void check(FeatureMatrix points, double[][] centres, List<Categories> groups) {
        if (points.rowCount() == 0 || points.columnCount() == 0) {
            throw new InvalidInputException("there must be at least one row and one column, were " + points.rowCount()
                    + " and " + points.columnCount());
        }
        points.requireComplete("a value must not be missing, and " + points.missingCount()
                + " of the matrix are; fill them first, see Imputation");
        if (centres.length == 0) {
            throw new IllegalArgumentException("there must be at least one centre, were none");
        }
        for (double[] centre : centres) {
            if (centre.length != points.columnCount()) {
                throw new IllegalArgumentException("a centre must have " + points.columnCount()
                        + " values, one for each column, had " + centre.length);
            }
            for (double value : centre) {
                if (!Double.isFinite(value)) {
                    throw new IllegalArgumentException("a centre must have finite values, one was " + value);
                }
            }
        }
        for (Categories attribute : groups) {
            if (attribute.size() != points.rowCount()) {
                throw new IllegalArgumentException("groups of '" + attribute.name() + "' must be of the "
                        + points.rowCount() + " rows, were of " + attribute.size());
            }
        }
    }
}
