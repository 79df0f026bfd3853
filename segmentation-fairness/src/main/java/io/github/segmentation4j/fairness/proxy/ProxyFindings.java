package io.github.segmentation4j.fairness.proxy;

import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.fairness.inference.Correction;
import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Puts a {@link ProxyReport} into findings and tables. Numbers about few persons stay out. */
final class ProxyFindings {
    private final ProxyPolicy policy;
    private final int minimum;

    ProxyFindings(ProxyPolicy policy, int minimum) {
        this.policy = policy;
        this.minimum = minimum;
    }

    Finding notAssessable(ProtectedGroups.NotAssessable none) {
        return Finding.of(
                        policy.notAssessable(),
                        "proxy.not-assessable",
                        "proxies of " + none.attribute() + " were not assessed: " + none.reason()
                                + "; that is no sign that there are none, supply the attribute or drop it from the"
                                + " audit")
                .about(none.attribute());
    }

    List<Finding> findings(ProxyReport report) {
        List<Finding> findings = new ArrayList<>(featureFindings(report));
        for (AttackSource source : AttackSource.values()) {
            report.strongest(source)
                    .filter(attack -> attack.succeeds() && attack.auc().orElseThrow() >= policy.aucBound())
                    .ifPresent(attack -> findings.add(attackFinding(report, attack)));
        }
        for (Ablation pair : report.combinations()) {
            findings.add(Finding.of(
                            policy.severity(),
                            "proxy.combination",
                            "features " + String.join(" and ", pair.features()) + " tell " + report.attribute()
                                    + " together: at least one of them tells more beside the other than alone;"
                                    + " leave one of them out or coarsen it")
                    .about(report.attribute()));
        }
        long undetermined = report.attacks().stream()
                .filter(attack -> attack.auc() instanceof Statistic.Undetermined)
                .count();
        if (undetermined > 0) {
            findings.add(Finding.of(
                            Verdict.PASS,
                            "proxy.insufficient-data",
                            undetermined + " of " + report.attacks().size() + " attacks on " + report.attribute()
                                    + " could not be judged; the table says why")
                    .about(report.attribute()));
        }
        return findings;
    }

    /** One finding a feature, about the group it tells best. */
    private List<Finding> featureFindings(ProxyReport report) {
        List<FeatureAssociation> all = report.features();
        double[] adjusted = Correction.HOLM.adjust(all.stream()
                .mapToDouble(feature -> feature.independenceP().value().orElse(1))
                .toArray());
        Map<String, List<FeatureAssociation>> proxies = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            FeatureAssociation feature = all.get(i);
            boolean strong = feature.separation() >= policy.aucBound()
                    || feature.cramersV().value().orElse(0) >= policy.cramersVBound();
            if (strong && adjusted[i] <= policy.level()) {
                proxies.computeIfAbsent(feature.feature(), name -> new ArrayList<>())
                        .add(feature);
            }
        }
        return proxies.values().stream()
                .map(groups -> groups.stream()
                        .max(Comparator.comparingDouble(FeatureAssociation::separation))
                        .orElseThrow())
                .map(feature -> featureFinding(report, feature))
                .toList();
    }

    private Finding featureFinding(ProxyReport report, FeatureAssociation feature) {
        boolean told = mayBeTold(feature.groupSize(), feature.otherSize());
        Finding finding = Finding.of(
                        policy.severity(),
                        "proxy.feature",
                        "feature " + feature.feature() + " tells group '" + feature.group() + "' of "
                                + report.attribute() + " by itself"
                                + (told
                                        ? ": AUC " + decimals(feature.separation()) + ", Cramer's V "
                                                + decimals(feature.cramersV()
                                                        .value()
                                                        .orElse(0))
                                        : "")
                                + "; leave it out or coarsen it")
                .about(feature.feature());
        return told ? finding.measured(policy.aucBound(), feature.separation()) : finding;
    }

    private Finding attackFinding(ProxyReport report, Attack attack) {
        boolean told = mayBeTold(attack.groupSize(), attack.otherSize());
        double auc = attack.auc().orElseThrow();
        Finding finding = Finding.of(
                        policy.severity(),
                        "proxy." + attack.source().name().toLowerCase(Locale.ROOT),
                        "group '" + attack.group() + "' of " + report.attribute() + " can be told from "
                                + attack.source().words() + (told ? ": attack AUC " + decimals(auc) : "")
                                + ", judged on persons the attack had not seen; look at the ablation for the cause")
                .about(report.attribute());
        return told ? finding.measured(policy.aucBound(), auc) : finding;
    }

    List<Exhibit> tables(ProxyReport report) {
        List<List<Cell>> features = new ArrayList<>();
        for (FeatureAssociation feature : report.features()) {
            boolean told = mayBeTold(feature.groupSize(), feature.otherSize());
            features.add(List.of(
                    Cell.text(feature.feature()),
                    Cell.text(feature.group()),
                    Cell.count(feature.groupSize()),
                    Cell.count(feature.otherSize()),
                    cell(feature.mutualInformation(), told),
                    cell(feature.cramersV(), told),
                    cell(feature.auc(), told),
                    interval(feature.auc(), told)));
        }
        List<List<Cell>> attacks = new ArrayList<>();
        for (Attack attack : report.attacks()) {
            boolean told = mayBeTold(attack.groupSize(), attack.otherSize());
            attacks.add(List.of(
                    Cell.text(attack.source().words()),
                    Cell.text(attack.group()),
                    Cell.count(attack.groupSize()),
                    Cell.count(attack.otherSize()),
                    cell(attack.auc(), told),
                    interval(attack.auc(), told)));
        }
        List<List<Cell>> ablations = new ArrayList<>();
        boolean told = report.strongest(AttackSource.FEATURES)
                .filter(attack -> mayBeTold(attack.groupSize(), attack.otherSize()))
                .isPresent();
        for (Ablation ablation : report.ablations()) {
            ablations.add(List.of(
                    Cell.text(ablation.group()),
                    Cell.text(String.join(" and ", ablation.features())),
                    cell(ablation.aucWithout(), told),
                    cell(ablation.drop(), told),
                    interval(ablation.drop(), told)));
        }
        String attribute = report.attribute();
        return List.of(
                new Exhibit.Table(
                        "What single features tell of " + attribute,
                        List.of("feature", "group", "persons", "others", "information", "Cramer's V", "AUC", "95 %"),
                        features),
                new Exhibit.Table(
                        "How well " + attribute + " can be told" + sample(report),
                        List.of("from", "group", "persons", "others", "attack AUC", "95 %"),
                        attacks),
                new Exhibit.Table(
                        "What the attack on " + attribute + " loses without features",
                        List.of("group", "without", "attack AUC", "drop", "95 %"),
                        ablations));
    }

    private String sample(ProxyReport report) {
        return report.sampled() < minimum || report.sampled() >= report.customers() - report.missing()
                ? ""
                : ", on a sample of " + report.sampled() + " of " + report.customers() + " customers";
    }

    private boolean mayBeTold(int group, int others) {
        return group >= minimum && others >= minimum;
    }

    private static Cell cell(Statistic statistic, boolean told) {
        return told ? Cell.of(statistic) : Cell.text("not shown");
    }

    private static Cell interval(Statistic statistic, boolean told) {
        return told && statistic instanceof Statistic.Estimate estimate
                ? Cell.text(decimals(estimate.lower()) + " to " + decimals(estimate.upper()))
                : Cell.text("");
    }

    private static String decimals(double number) {
        return String.format(Locale.ROOT, "%.3f", number);
    }
}
