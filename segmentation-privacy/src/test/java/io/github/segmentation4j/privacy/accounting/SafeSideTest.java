package io.github.segmentation4j.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.privacy.accounting.PrivacyEvent.Approximate;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent.DiscreteLaplace;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent.Gaussian;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent.PoissonSampled;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent.Pure;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent.Repeated;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That no rounding makes a cost smaller than it is, where numbers are extreme or nearly cancel. */
class SafeSideTest {
    private static final MathContext DIGITS = new MathContext(60);

    private static BigDecimal exponential(double x) {
        BigDecimal small = new BigDecimal(x).divide(BigDecimal.valueOf(1 << 20), DIGITS);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = term;
        for (int n = 1; n < 40; n++) {
            term = term.multiply(small).divide(BigDecimal.valueOf(n), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        for (int i = 0; i < 20; i++) {
            sum = sum.multiply(sum, DIGITS);
        }
        return sum;
    }

    /** The delta of randomised responses at an epsilon, with sixty digits. */
    private static BigDecimal exactDelta(double[] epsilons, int times, double epsilon) {
        List<BigDecimal[]> states = new ArrayList<>();
        states.add(new BigDecimal[] {BigDecimal.ONE, BigDecimal.ONE});
        for (double one : epsilons) {
            BigDecimal lie = exponential(-one);
            BigDecimal truth = BigDecimal.ONE.divide(lie.add(BigDecimal.ONE), DIGITS);
            List<BigDecimal[]> next = new ArrayList<>();
            BigDecimal ways = BigDecimal.ONE;
            for (int lies = 0; lies <= times; lies++) {
                BigDecimal chance = ways.multiply(truth.pow(times, DIGITS), DIGITS);
                BigDecimal lied = chance.multiply(lie.pow(lies, DIGITS), DIGITS);
                BigDecimal other = chance.multiply(lie.pow(times - lies, DIGITS), DIGITS);
                states.forEach(state ->
                        next.add(new BigDecimal[] {state[0].multiply(lied, DIGITS), state[1].multiply(other, DIGITS)}));
                ways = ways.multiply(BigDecimal.valueOf(times - lies)).divide(BigDecimal.valueOf(lies + 1L), DIGITS);
            }
            states = next;
        }
        BigDecimal factor = exponential(epsilon);
        BigDecimal delta = BigDecimal.ZERO;
        for (BigDecimal[] state : states) {
            delta = delta.add(
                    state[0].subtract(state[1].multiply(factor), DIGITS).max(BigDecimal.ZERO));
        }
        return delta;
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 500, 1000})
    void manySmallPureEventsCostNoLessThanTheirExactDelta(int times) {
        double epsilon = 0.001;
        for (double part : new double[] {0.5, 0.9, 0.99, 0.9985}) {
            double at = part * times * epsilon;
            double delta = Accountant.OPTIMAL
                    .delta(List.of(new Repeated(new Pure(epsilon), times)), at)
                    .orElseThrow();
            assertThat(new BigDecimal(delta)).isGreaterThanOrEqualTo(exactDelta(new double[] {epsilon}, times, at));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void differentPureEventsCostNoLessThanTheirExactDelta(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] epsilons = random.doubles(9, 0.001, 3).toArray();
        List<PrivacyEvent> events = new ArrayList<>();
        Arrays.stream(epsilons).forEach(epsilon -> events.add(new Pure(epsilon)));
        double all = Arrays.stream(epsilons).sum();
        for (double part : new double[] {0.01, 0.3, 0.9, 0.999, 1 - 1e-9}) {
            double delta = Accountant.OPTIMAL.delta(events, part * all).orElseThrow();
            assertThat(new BigDecimal(delta)).isGreaterThanOrEqualTo(exactDelta(epsilons, 1, part * all));
        }
    }

    /** The series of the divergence in the order less 1: mean and half the variance of the loss; what is left is 1e-12. */
    @Test
    void divergencesNextToOrderOneAreNoLessThanTheirSeries() {
        double excess = 0x1p-20;
        for (int i = 1; i < 4000; i++) {
            double epsilon = i * 0.001;
            double lean = StrictMath.tanh(epsilon / 2);
            double series = epsilon * lean + excess / 2 * epsilon * epsilon * (1 - lean * lean);
            assertThat(Renyi.divergence(new Pure(epsilon), 1 + excess)).isGreaterThan(series * (1 - 2e-12));
        }
    }

    /** The moment of a whole order is a sum of positive terms; a fraction beside it is integrated. */
    @ParameterizedTest
    @CsvSource({"1e-5, 10", "5e-5, 10", "2e-4, 20", "1e-3, 3", "0.3, 2"})
    void fractionalMomentsContinueThoseOfWholeOrders(double rate, double multiplier) {
        SampledGaussian sampled = new SampledGaussian(rate, multiplier);
        for (int order = 2; order < 8; order++) {
            double whole = sampled.logMoment(order) / (1 + 1e-11);
            assertThat(sampled.logMoment(order + 1e-12)).isGreaterThanOrEqualTo(whole);
        }
    }

    /** The density ratio is 1 + y with y below 1e-4, and the moment of order 1 + x is x (1 + x) / 2 times the mean of y^2. */
    @Test
    void fractionalMomentsNextToOrderOneAreNotLostInRounding() {
        double rate = 1e-3;
        double shift = 0.01;
        double excess = 0x1p-20;
        double square = rate * rate * StrictMath.expm1(shift * shift);
        double moment = new SampledGaussian(rate, 1 / shift).logMoment(1 + excess);
        assertThat(moment).isGreaterThan(excess * (1 + excess) / 2 * square * (1 - 1e-7));
    }

    @Test
    void aGaussianWhoseSquareUnderflowsIsNotFree() {
        List<PrivacyEvent> events = List.of(new Gaussian(1e200));
        assertThat(Composition.delta(events, 0)).isGreaterThanOrEqualTo(0.39e-200);
        assertThat(Composition.epsilon(events, 1e-203)).satisfies(SafeSideTest::isAboveZero);
    }

    private static void isAboveZero(OptionalDouble epsilon) {
        assertThat(epsilon.orElse(Double.POSITIVE_INFINITY)).isPositive();
    }

    @Test
    void failuresThatAreAllButCertainLeaveNothingToProve() {
        PrivacyEvent failing = new Repeated(new Approximate(1, 0.5), 200);
        List<PrivacyEvent> events = List.of(new PoissonSampled(Math.nextDown(1.0), failing));
        for (Accountant accountant : Accountant.values()) {
            assertThat(accountant.delta(events, 1).orElse(1)).isEqualTo(1);
            assertThat(accountant.epsilon(events, 0.9)).isEmpty();
        }
    }

    /** The delta of a Gaussian at any epsilon: one below 0 is that of the neighbours the other way round. */
    private static double gaussian(double multiplier, double epsilon) {
        return epsilon >= 0
                ? GaussianCalibration.delta(multiplier, epsilon, 1)
                : -StrictMath.expm1(epsilon)
                        + StrictMath.exp(epsilon) * GaussianCalibration.delta(multiplier, -epsilon, 1);
    }

    /** What a rho alone promises holds for the Gaussian of that rho, too. The slack is that of the reference itself. */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 1, 1e4})
    void aGaussianBesideAPureEventCostsNoLessThanTheirExactDelta(double multiplier) {
        for (double epsilon : new double[] {0.01, 3}) {
            double truth = 1 / (1 + StrictMath.exp(-epsilon));
            Pure pure = new Pure(epsilon);
            List<PrivacyEvent> known = List.of(pure, new Gaussian(multiplier));
            double rho = Math.nextUp(0.5 / multiplier / multiplier);
            List<PrivacyEvent> bounded = List.of(pure, new PrivacyEvent.ZeroConcentrated(rho));
            for (double shifts : new double[] {1, 3, 8}) {
                double at = Math.max(0, 0.5 / multiplier / multiplier + (shifts - 3) / multiplier + epsilon / 2);
                double exact =
                        truth * gaussian(multiplier, at - epsilon) + (1 - truth) * gaussian(multiplier, at + epsilon);
                for (Accountant accountant : Accountant.values()) {
                    assertThat(accountant.delta(known, at).orElse(1))
                            .as("%s of %s at %s", accountant, known, at)
                            .isGreaterThanOrEqualTo(exact * (1 - 1e-11));
                    assertThat(accountant.delta(bounded, at).orElse(1))
                            .as("%s of %s at %s", accountant, bounded, at)
                            .isGreaterThanOrEqualTo(exact * (1 - 1e-11));
                }
            }
        }
    }

    /** Losses and chances under one neighbour, listed one by one. */
    private record Losses(double[] losses, double[] masses) {
        static Losses of(PrivacyEvent event, boolean removed) {
            if (event instanceof Pure pure) {
                double lie = 1 / (1 + StrictMath.exp(pure.epsilon()));
                return new Losses(new double[] {pure.epsilon(), -pure.epsilon()}, new double[] {1 - lie, lie});
            }
            if (event instanceof DiscreteLaplace discrete) {
                return discrete(discrete);
            }
            if (event instanceof Repeated repeated) {
                Losses one = of(repeated.event(), removed);
                Losses all = one;
                for (int i = 1; i < repeated.times(); i++) {
                    all = all.and(one);
                }
                return all;
            }
            PoissonSampled sampled = (PoissonSampled) event;
            return of(sampled.event(), removed).sampled(sampled.rate(), removed);
        }

        private static Losses discrete(DiscreteLaplace event) {
            int s = (int) event.sensitivity();
            double step = event.epsilon() / s;
            double ratio = StrictMath.exp(-step);
            double[] losses = new double[s + 1];
            double[] masses = new double[s + 1];
            for (int x = 0; x <= s; x++) {
                losses[x] = event.epsilon() - 2 * x * step;
                masses[x] = StrictMath.pow(ratio, x) / (1 + ratio) * (x == 0 || x == s ? 1 : 1 - ratio);
            }
            return new Losses(losses, masses);
        }

        Losses sampled(double rate, boolean removed) {
            double[] moved = new double[losses.length];
            double[] mixed = new double[losses.length];
            for (int i = 0; i < moved.length; i++) {
                double sign = removed ? 1 : -1;
                moved[i] = sign * StrictMath.log1p(rate * StrictMath.expm1(sign * losses[i]));
                mixed[i] = removed ? masses[i] * (rate + (1 - rate) * StrictMath.exp(-losses[i])) : masses[i];
            }
            return new Losses(moved, mixed);
        }

        Losses and(Losses other) {
            double[] sums = new double[losses.length * other.losses.length];
            double[] products = new double[sums.length];
            for (int i = 0; i < losses.length; i++) {
                for (int j = 0; j < other.losses.length; j++) {
                    sums[i * other.losses.length + j] = losses[i] + other.losses[j];
                    products[i * other.losses.length + j] = masses[i] * other.masses[j];
                }
            }
            return new Losses(sums, products);
        }

        double delta(double epsilon) {
            double delta = 0;
            for (int i = 0; i < losses.length; i++) {
                delta += losses[i] > epsilon ? masses[i] * -StrictMath.expm1(epsilon - losses[i]) : 0;
            }
            return delta;
        }
    }

    private static PrivacyEvent drawn(SplittableRandom random, int depth) {
        double epsilon = StrictMath.exp(random.nextDouble(-5, 1.5));
        return switch (random.nextInt(depth == 0 ? 2 : 4)) {
            case 0 -> new Pure(epsilon);
            case 1 -> new DiscreteLaplace(epsilon, random.nextInt(1, 5));
            case 2 -> new PoissonSampled(random.nextDouble(0.01, 1), drawn(random, depth - 1));
            default -> new Repeated(drawn(random, depth - 1), 2);
        };
    }

    /** The slack of 1e-11 is the rounding of the list of losses, which is not to the safe side. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noAccountantProvesLessThanTheListOfAllLosses(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<PrivacyEvent> events = List.of(drawn(random, 2), drawn(random, 2), new Pure(random.nextDouble(0.1, 1)));
        for (boolean removed : new boolean[] {true, false}) {
            Losses all = Losses.of(events.get(0), removed)
                    .and(Losses.of(events.get(1), removed))
                    .and(Losses.of(events.get(2), removed));
            double largest = Arrays.stream(all.losses()).max().orElseThrow();
            for (double part : new double[] {0, 0.2, 0.5, 0.8, 0.95}) {
                double exact = all.delta(part * largest);
                for (Accountant accountant : Accountant.values()) {
                    OptionalDouble proven = accountant.delta(events, part * largest);
                    assertThat(proven.orElse(1))
                            .as("%s of %s", accountant, events)
                            .isGreaterThanOrEqualTo(exact * (1 - 1e-11));
                }
            }
        }
    }
}
