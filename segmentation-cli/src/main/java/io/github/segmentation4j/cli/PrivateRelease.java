package io.github.segmentation4j.cli;

import io.github.segmentation4j.privacy.ledger.PlannedAnswer;
import io.github.segmentation4j.privacy.ledger.PrivacyCharge;
import io.github.segmentation4j.privacy.ledger.PrivacyLedger;
import io.github.segmentation4j.privacy.ledger.PrivacySpend;
import io.github.segmentation4j.privacy.release.Contributions;
import io.github.segmentation4j.privacy.release.PrivateBounds;
import io.github.segmentation4j.privacy.release.PrivateProfiles;
import io.github.segmentation4j.privacy.release.PrivateRange;
import io.github.segmentation4j.privacy.release.PrivateTable;
import io.github.segmentation4j.privacy.release.PrivateTables;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The answers of a release and how they share what it may cost: a fifth for bounds where they are learned, a quarter of the
 * rest for tables where there are any, what is left for sizes and means.
 *
 * @param dataSet whose budget pays
 * @param epsilon of all answers together
 * @param delta of all together, for Gaussian noise; none for Laplace noise
 * @param columns what the means are of
 * @param bounds of the columns; none if they are to be learned
 * @param groups columns to be counted by segment
 * @param segments which there are
 * @param smallest the noisy size from which a segment is published
 */
record PrivateRelease(
        String dataSet,
        double epsilon,
        OptionalDouble delta,
        List<String> columns,
        Optional<BoundsFile> bounds,
        KnownGroups groups,
        KnownSegments segments,
        int smallest) {
    private static final double BOUNDS_SHARE = 0.2;
    private static final double TABLES_SHARE = 0.25;

    /** Where the range of a column was not found, its mean is computed within these and not told. */
    private static final double[] ANY_RANGE = {0, 1};

    /** What each answer may cost. */
    private record Charges(List<PrivacyCharge> bounds, List<PrivacyCharge> tables, PrivacyCharge profiles) {}

    private Charges charges(PrivacyLedger ledger) {
        PrivacyCharge left = delta.isPresent()
                ? PrivacyCharge.ofCost(
                        epsilon, segments.areChosen() ? delta.getAsDouble() / 2 : delta.getAsDouble(), ledger, dataSet)
                : PrivacyCharge.ofEpsilon(epsilon, ledger, dataSet);
        List<PrivacyCharge> ofBounds = new ArrayList<>();
        if (bounds.isEmpty()) {
            for (PrivacyCharge share : equally(left.part(BOUNDS_SHARE), columns.size())) {
                ofBounds.add(share.withName("bounds of " + columns.get(ofBounds.size())));
            }
            left = left.rest(BOUNDS_SHARE);
        }
        List<PrivacyCharge> ofTables = new ArrayList<>();
        if (!groups.columns().isEmpty()) {
            for (PrivacyCharge share :
                    equally(left.part(TABLES_SHARE), groups.columns().size())) {
                ofTables.add(share.withName("table of " + groups.columns().get(ofTables.size()) + " by segment"));
            }
            left = left.rest(TABLES_SHARE);
        }
        return new Charges(ofBounds, ofTables, left.withName("sizes and means of segments"));
    }

    private static List<PrivacyCharge> equally(PrivacyCharge whole, int parts) {
        return Collections.nCopies(parts, parts == 1 ? whole : whole.part(1.0 / parts));
    }

    /** Gives all answers, each charged on its own. */
    ReleaseAnswers answer(PrivacyLedger ledger, ReleaseData data, RunContext context) {
        Charges charges = charges(ledger);
        Contributions contributions = data.contributions();
        List<PrivateRange> ranges = new ArrayList<>();
        for (int column = 0; column < charges.bounds().size(); column++) {
            ranges.add(PrivateBounds.withDefaults()
                    .of(
                            data.described().column(column),
                            contributions,
                            charges.bounds().get(column),
                            context));
        }
        double[] lower = bounds.map(BoundsFile::lower).orElseGet(() -> ends(ranges, 0));
        double[] upper = bounds.map(BoundsFile::upper).orElseGet(() -> ends(ranges, 1));
        List<PrivateTable> tables = new ArrayList<>();
        for (int column = 0; column < charges.tables().size(); column++) {
            tables.add(PrivateTables.withDefaults()
                    .of(
                            data.groups().get(column),
                            contributions,
                            charges.tables().get(column),
                            context));
        }
        return new ReleaseAnswers(
                profiles(lower, upper).of(data.described(), contributions, charges.profiles(), context),
                ranges,
                lower,
                upper,
                tables,
                data.segments());
    }

    private static double[] ends(List<PrivateRange> ranges, int end) {
        return ranges.stream()
                .mapToDouble(range -> ReleaseAnswers.isKnown(range)
                        ? (end == 0 ? range.lower() : range.upper()).orElseThrow()
                        : ANY_RANGE[end])
                .toArray();
    }

    private PrivateProfiles profiles(double[] lower, double[] upper) {
        PrivateProfiles profiles = PrivateProfiles.within(lower, upper).withSmallestSegment(smallest);
        return segments.areChosen() ? profiles.withSelection(delta.orElseThrow() / 2) : profiles;
    }

    /** What the answers will cost and how far off they will be; looks at nobody. */
    List<PlannedAnswer> plan(PrivacyLedger ledger, ReleaseData nobody, RunContext context) {
        RehearsalLedger rehearsal = new RehearsalLedger(ledger);
        answer(rehearsal, nobody, context);
        Charges charges = charges(rehearsal);
        Contributions contributions = nobody.contributions();
        List<PlannedAnswer> planned = new ArrayList<>();
        List<PrivacySpend> spends = rehearsal.spends();
        int next = 0;
        for (PrivacyCharge charge : charges.bounds()) {
            double error = PrivateBounds.withDefaults().predict(contributions, charge);
            planned.add(new PlannedAnswer(spends.get(next++), error, "rows that may be overlooked"));
        }
        for (PrivacyCharge charge : charges.tables()) {
            double error = PrivateTables.withDefaults().predict(contributions, charge);
            planned.add(new PlannedAnswer(spends.get(next++), error, "rows in each cell"));
        }
        double error = unitProfiles().predictSizes(contributions, charges.profiles());
        planned.add(new PlannedAnswer(spends.get(next), error, "rows in each size"));
        return planned;
    }

    /** The expected errors of means in a segment of so many rows; of learned bounds, in widths of the range. */
    List<Double> meanErrors(PrivacyLedger ledger, ReleaseData nobody, double rows) {
        PrivateProfiles predicted =
                bounds.isPresent() ? profiles(bounds.get().lower(), bounds.get().upper()) : unitProfiles();
        return predicted.predictMeans(nobody.contributions(), charges(ledger).profiles(), rows);
    }

    /** The noisy size from which a segment is published. */
    double leastSize(PrivacyLedger ledger, ReleaseData nobody) {
        return unitProfiles()
                .predictLeastSize(nobody.contributions(), charges(ledger).profiles());
    }

    private PrivateProfiles unitProfiles() {
        return profiles(
                Collections.nCopies(columns.size(), ANY_RANGE[0]).stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray(),
                Collections.nCopies(columns.size(), ANY_RANGE[1]).stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray());
    }
}
