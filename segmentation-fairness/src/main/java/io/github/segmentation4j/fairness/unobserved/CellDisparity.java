package io.github.segmentation4j.fairness.unobserved;

import java.util.List;
import java.util.function.Function;

/**
 * The disparity that follows if the share of positive members has a given form in every cell, with its variance by the
 * delta method: of drawing the customers, and of estimating the group shares. Immutable.
 */
final class CellDisparity {
    private final double number;
    private final double variance;

    CellDisparity(List<ProxyCell> cells, Function<ProxyCell, JointForm> forms) {
        double customers = 0;
        double members = 0;
        double positiveMembers = 0;
        double positives = 0;
        for (ProxyCell cell : cells) {
            double joint = forms.apply(cell).of(cell.groupShare(), cell.positiveShare());
            customers += cell.customers();
            members += cell.customers() * cell.groupShare();
            positiveMembers += cell.customers() * joint;
            positives += cell.positives();
        }
        double others = customers - members;
        double memberRate = positiveMembers / members;
        double otherRate = (positives - positiveMembers) / others;
        number = memberRate - otherRate;
        double sum = 0;
        for (ProxyCell cell : cells) {
            JointForm form = forms.apply(cell);
            double share = cell.groupShare();
            for (int outcome = 0; outcome <= 1; outcome++) {
                long count = outcome == 1 ? cell.positives() : cell.customers() - cell.positives();
                double joint = form.of(share, outcome);
                double influence =
                        (joint - memberRate * share) / members - (outcome - joint - otherRate * (1 - share)) / others;
                sum += count * influence * influence;
            }
            double slope = cell.customers()
                    * ((form.perMember() - memberRate) / members + (form.perMember() - otherRate) / others);
            sum += slope * slope * cell.groupVariance();
        }
        variance = sum;
    }

    double number() {
        return number;
    }

    double variance() {
        return variance;
    }
}
