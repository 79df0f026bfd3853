package io.github.segmentation4j.data;

import java.util.List;

/**
 * The kinds of customers a simulated shop has: the truth that a segmentation should find again. Rates are purchases a
 * week while the customer is active, dropouts the chance a week of becoming inactive, baskets the mean of the logarithm
 * of the value in EUR.
 */
final class ShopType {
    static final ShopType REGULARS = new ShopType(
            "REGULARS", 0.22, 0.90, 0.004, 3.4, 0.35, 17, 0.45, List.of(55, 25, 5, 3, 5, 3, 2, 2), List.of(20, 60, 20));
    static final ShopType FAMILIES = new ShopType(
            "FAMILIES",
            0.18,
            0.40,
            0.005,
            4.5,
            0.40,
            15,
            0.50,
            List.of(30, 25, 20, 5, 5, 8, 5, 2),
            List.of(10, 30, 60));
    static final ShopType BARGAIN_HUNTERS = new ShopType(
            "BARGAIN_HUNTERS",
            0.20,
            0.25,
            0.012,
            2.6,
            0.50,
            13,
            0.55,
            List.of(15, 15, 15, 5, 10, 30, 5, 5),
            List.of(80, 15, 5));
    static final ShopType ENTHUSIASTS = new ShopType(
            "ENTHUSIASTS",
            0.15,
            0.30,
            0.006,
            4.1,
            0.60,
            22,
            0.30,
            List.of(2, 3, 5, 50, 35, 2, 2, 1),
            List.of(20, 75, 5));
    static final ShopType GIFT_BUYERS = new ShopType(
            "GIFT_BUYERS",
            0.12,
            0.06,
            0.003,
            4.2,
            0.45,
            12,
            0.55,
            List.of(3, 7, 25, 10, 10, 5, 10, 30),
            List.of(85, 10, 5));
    static final ShopType TRYERS = new ShopType(
            "TRYERS", 0.13, 0.05, 0.080, 3.3, 0.60, 14, 0.50, List.of(20, 15, 15, 15, 15, 10, 5, 5), List.of(95, 4, 1));

    static final List<ShopType> ALL = List.of(REGULARS, FAMILIES, BARGAIN_HUNTERS, ENTHUSIASTS, GIFT_BUYERS, TRYERS);

    static final List<String> DEPARTMENTS =
            List.of("grocery", "household", "toys", "electronics", "media", "clothing", "garden", "gifts");

    static final List<String> PLANS = List.of("basic", "plus", "family");

    final String name;
    final double share;
    final double weeklyRate;
    final double weeklyDropout;
    final double basketMean;
    final double basketDeviation;
    final double usualHour;
    final double femaleShare;
    final double[] departments;
    final double[] plans;

    private ShopType(
            String name,
            double share,
            double weeklyRate,
            double weeklyDropout,
            double basketMean,
            double basketDeviation,
            double usualHour,
            double femaleShare,
            List<Integer> departmentPercents,
            List<Integer> planPercents) {
        this.name = name;
        this.share = share;
        this.weeklyRate = weeklyRate;
        this.weeklyDropout = weeklyDropout;
        this.basketMean = basketMean;
        this.basketDeviation = basketDeviation;
        this.usualHour = usualHour;
        this.femaleShare = femaleShare;
        departments = shares(departmentPercents);
        plans = shares(planPercents);
    }

    private static double[] shares(List<Integer> percents) {
        return percents.stream().mapToDouble(percent -> percent / 100.0).toArray();
    }
}
