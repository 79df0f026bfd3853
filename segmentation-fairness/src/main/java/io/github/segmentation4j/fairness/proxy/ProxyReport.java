package io.github.segmentation4j.fairness.proxy;

import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What tells one protected attribute.
 *
 * @param attribute the protected attribute
 * @param customers all rows
 * @param missing rows whose group is missing; they are in none of the numbers
 * @param sampled rows the attacks were made on, drawn group by group where there are more than the limit
 * @param features for each feature every group against the rest; all rows
 * @param attacks for each source every group against the rest; where there are two groups only the smaller one, because
 *     the other attack is the same
 * @param ablations of the features that help the strongest attack from features most, and of pairs of them; none if that
 *     attack does not succeed
 * @param obstacle why nothing could be assessed, if so
 */
public record ProxyReport(
        String attribute,
        int customers,
        int missing,
        int sampled,
        List<FeatureAssociation> features,
        List<Attack> attacks,
        List<Ablation> ablations,
        Optional<String> obstacle) {
    /** Copies the lists. */
    public ProxyReport {
        Objects.requireNonNull(attribute, "attribute");
        features = List.copyOf(features);
        attacks = List.copyOf(attacks);
        ablations = List.copyOf(ablations);
        Objects.requireNonNull(obstacle, "obstacle");
    }

    static ProxyReport notAssessable(String attribute, int customers, int missing, String reason) {
        return new ProxyReport(attribute, customers, missing, 0, List.of(), List.of(), List.of(), Optional.of(reason));
    }

    /** The attack of a source that tells its group best, if any could be made. */
    public Optional<Attack> strongest(AttackSource source) {
        return attacks.stream()
                .filter(attack ->
                        attack.source() == source && attack.auc().value().isPresent())
                .max(Comparator.comparingDouble(attack -> attack.auc().orElseThrow()));
    }

    /**
     * The pairs of features that act together: leaving out either costs the attack something, leaving out both costs
     * less than the two losses added up, and at least one of them costs more than it tells alone.
     */
    public List<Ablation> combinations() {
        List<Ablation> found = new ArrayList<>();
        for (Ablation pair : ablations) {
            if (pair.features().size() == 2 && actsTogether(pair)) {
                found.add(pair);
            }
        }
        return List.copyOf(found);
    }

    private boolean actsTogether(Ablation pair) {
        Optional<Ablation> first = single(pair.features().get(0));
        Optional<Ablation> second = single(pair.features().get(1));
        if (first.filter(Ablation::matters).isEmpty()
                || second.filter(Ablation::matters).isEmpty()) {
            return false;
        }
        double firstDrop = first.get().drop().orElseThrow();
        double secondDrop = second.get().drop().orElseThrow();
        double bothDrop = pair.drop().value().orElse(Double.POSITIVE_INFINITY);
        // Of two that act apart the losses add up; of two that act only together either loss is the whole.
        boolean shared = firstDrop + secondDrop - bothDrop > 0.5 * Math.min(firstDrop, secondDrop);
        return shared && (tellsMoreThanAlone(first.get()) || tellsMoreThanAlone(second.get()));
    }

    private Optional<Ablation> single(String feature) {
        return ablations.stream()
                .filter(ablation -> ablation.features().equals(List.of(feature)))
                .findFirst();
    }

    private boolean tellsMoreThanAlone(Ablation single) {
        return features.stream()
                .filter(feature -> feature.feature().equals(single.features().get(0))
                        && feature.group().equals(single.group()))
                .anyMatch(feature ->
                        single.drop() instanceof Statistic.Estimate drop && drop.lower() > feature.separation() - 0.5);
    }
}
