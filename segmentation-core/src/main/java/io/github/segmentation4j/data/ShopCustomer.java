package io.github.segmentation4j.data;

import io.github.segmentation4j.internal.random.SeededRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** One made-up customer of a {@link ShopSimulation}, drawn from the seed and the customer's number alone. */
final class ShopCustomer {
    static final List<String> ORIGINS = List.of("majority", "minority");
    static final List<String> GENDERS = List.of("female", "male", "diverse");
    static final List<String> DISTRICTS = List.of("north", "west", "centre", "south", "harbour", "east");

    static final double MINORITY_SHARE = 0.25;

    /** For each origin the share of each district. */
    static final double[][] DISTRICT_SHARES = {
        {0.24, 0.22, 0.22, 0.20, 0.06, 0.06},
        {0.05, 0.05, 0.05, 0.05, 0.40, 0.40}
    };

    /** Inner bounds of age, and for each band the share of those who answered that say yes. */
    static final double[] AGE_BANDS = {30, 45, 60};

    static final double[] CONSENT_SHARES = {0.87, 0.82, 0.77, 0.69};
    static final double UNANSWERED_SHARE = 0.08;
    static final double AGE_MISSING_SHARE = 0.03;

    /** Delivery is worse in these districts, so their customers buy less often. */
    private static final int FIRST_REMOTE_DISTRICT = 4;

    private static final double REMOTE_RATE = 0.8;
    private static final double[][] DISTRICT_PLACES = {
        {53.62, 9.99}, {53.57, 9.86}, {53.55, 10.00}, {53.46, 9.99}, {53.52, 9.97}, {53.58, 10.10}
    };
    private static final double GAMMA_SHAPE = 4;
    private static final int MINUTES_OF_DAY = 24 * 60;
    private static final double DAYS_OF_WEEK = 7;

    final String id;
    final ShopType type;
    final boolean ageKnown;
    final double age;
    final String gender;
    final int origin;
    final int district;
    final String plan;
    final boolean newsletter;
    final double tenureMonths;
    final double latitude;
    final double longitude;
    final double paymentRisk;
    final OptionalInt consent;
    final List<Purchase> purchases;

    /** One purchase. */
    record Purchase(Instant time, double value, String department) {}

    private ShopCustomer(long seed, int number, LocalDate end, int weeks) {
        SeededRandom random = SeededRandom.of(SeededRandom.derive(seed, number));
        id = String.format(Locale.ROOT, "C%07d", number + 1);
        type = ShopType.ALL.get(pick(random, typeShares()));
        double years = 18 + 72 * beta(random, type == ShopType.ENTHUSIASTS ? 1.6 : 2.2, 3.2);
        age = Math.floor(years);
        ageKnown = random.nextDouble() >= AGE_MISSING_SHARE;
        double draw = random.nextDouble();
        gender = draw < 0.02 ? "diverse" : (draw - 0.02) / 0.98 < type.femaleShare ? "female" : "male";
        origin = random.nextDouble() < MINORITY_SHARE ? 1 : 0;
        district = pick(random, DISTRICT_SHARES[origin]);
        plan = ShopType.PLANS.get(pick(random, type.plans));
        newsletter = random.nextDouble() < (type == ShopType.BARGAIN_HUNTERS ? 0.7 : 0.35);
        tenureMonths = 1 + random.nextInt(60);
        latitude = rounded(DISTRICT_PLACES[district][0] + 0.012 * random.nextGaussian(), 1000);
        longitude = rounded(DISTRICT_PLACES[district][1] + 0.02 * random.nextGaussian(), 1000);
        paymentRisk = rounded(beta(random, 1.5, 8), 1000);
        consent = random.nextDouble() < UNANSWERED_SHARE
                ? OptionalInt.empty()
                : OptionalInt.of(random.nextDouble() < CONSENT_SHARES[band(age)] ? 1 : 0);
        // A generator of their own, so that a longer or shorter history leaves the person as it is.
        purchases = purchases(SeededRandom.of(SeededRandom.derive(SeededRandom.derive(seed, number), 1)), end, weeks);
    }

    /**
     * Draws a customer.
     *
     * @param number from 0
     * @param end the end of the history, exclusive
     * @param weeks the length of the history
     */
    static ShopCustomer draw(long seed, int number, LocalDate end, int weeks) {
        return new ShopCustomer(seed, number, end, weeks);
    }

    static int band(double age) {
        int band = 0;
        for (double bound : AGE_BANDS) {
            band += age >= bound ? 1 : 0;
        }
        return band;
    }

    /** The customer is active from joining to an exponential dropout and buys at exponential intervals. */
    private List<Purchase> purchases(SeededRandom random, LocalDate end, int weeks) {
        double rate = type.weeklyRate * gamma(random, GAMMA_SHAPE) / GAMMA_SHAPE;
        rate *= district >= FIRST_REMOTE_DISTRICT ? REMOTE_RATE : 1;
        double dropout = type.weeklyDropout * gamma(random, GAMMA_SHAPE) / GAMMA_SHAPE;
        // Weeks are counted from the end, so that a longer history only adds purchases before the others.
        double joined = -tenureMonths * 52 / 12;
        double active = Math.min(0, joined + exponential(random, dropout));
        List<Purchase> result = new ArrayList<>();
        for (double week = joined; week < active; week += exponential(random, rate)) {
            Purchase purchase = purchase(random, end, week);
            if (week >= -weeks) {
                result.add(purchase);
            }
        }
        return List.copyOf(result);
    }

    private Purchase purchase(SeededRandom random, LocalDate end, double week) {
        double hour = type.usualHour + 2.5 * random.nextGaussian();
        int minute = (int) Math.floorMod((long) Math.floor(hour * 60), (long) MINUTES_OF_DAY);
        double value = StrictMath.exp(type.basketMean + type.basketDeviation * random.nextGaussian());
        String department = ShopType.DEPARTMENTS.get(pick(random, type.departments));
        long day = (long) Math.floor(week * DAYS_OF_WEEK);
        Instant time = end.plusDays(day)
                .atStartOfDay(ZoneOffset.UTC)
                .plusMinutes(minute)
                .toInstant();
        return new Purchase(time, Math.max(0.01, rounded(value, 100)), department);
    }

    private static double[] typeShares() {
        return ShopType.ALL.stream().mapToDouble(type -> type.share).toArray();
    }

    private static double rounded(double value, double parts) {
        return Math.rint(value * parts) / parts;
    }

    private static int pick(SeededRandom random, double[] shares) {
        double draw = random.nextDouble();
        double sum = 0;
        for (int i = 0; i < shares.length - 1; i++) {
            sum += shares[i];
            if (draw < sum) {
                return i;
            }
        }
        return shares.length - 1;
    }

    private static double exponential(SeededRandom random, double rate) {
        return -StrictMath.log(1 - random.nextDouble()) / rate;
    }

    private static double beta(SeededRandom random, double a, double b) {
        double x = gamma(random, a);
        return x / (x + gamma(random, b));
    }

    /** Marsaglia and Tsang's method for a shape of at least 1. */
    private static double gamma(SeededRandom random, double shape) {
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double root = 1 + c * x;
            double cube = root * root * root;
            if (cube > 0) {
                double bound = 0.5 * x * x + d - d * cube + d * StrictMath.log(cube);
                if (StrictMath.log(1 - random.nextDouble()) < bound) {
                    return d * cube;
                }
            }
        }
    }
}
