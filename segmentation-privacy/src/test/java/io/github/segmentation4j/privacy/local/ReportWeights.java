package io.github.segmentation4j.privacy.local;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The exact chance of every report under a value, in whole numbers, from the odds that the oracles draw with. */
final class ReportWeights {
    private ReportWeights() {}

    static Map<FrequencyReport, BigInteger> of(FrequencyOracle oracle, int value) {
        if (oracle instanceof DirectOracle direct) {
            return direct(direct, value);
        }
        if (oracle instanceof UnaryOracle unary) {
            BigInteger[] own = {big(unary.own().lie()), big(unary.own().truth())};
            BigInteger[] others = {
                big(unary.others().truth()), big(unary.others().lie())
            };
            return unary(unary.domainSize(), value, own, others);
        }
        return oracle instanceof HashOracle hash ? hash(hash, value) : hadamard((HadamardOracle) oracle, value);
    }

    /** One report of a customer who was never asked before. */
    static Map<FrequencyReport, BigInteger> of(Rappor rappor, int value) {
        BigInteger truth = big(rappor.permanent().truth());
        BigInteger lie = big(rappor.permanent().lie());
        BigInteger kept = big(rappor.kept());
        BigInteger turned = big(Rappor.coin() - rappor.kept());
        BigInteger told = truth.multiply(kept).add(lie.multiply(turned));
        BigInteger untold = truth.multiply(turned).add(lie.multiply(kept));
        return unary(rappor.domainSize(), value, new BigInteger[] {untold, told}, new BigInteger[] {told, untold});
    }

    /** The bits that a customer remembers for a value. */
    static Map<FrequencyReport, BigInteger> remembered(Rappor rappor, int value) {
        BigInteger truth = big(rappor.permanent().truth());
        BigInteger lie = big(rappor.permanent().lie());
        return unary(rappor.domainSize(), value, new BigInteger[] {lie, truth}, new BigInteger[] {truth, lie});
    }

    /** Two reports, as patterns of bits, about a value and then the same or another one; all with one total. */
    static BigInteger ofTwo(Rappor rappor, int value, int then, int first, int second) {
        List<BigInteger> before = List.copyOf(remembered(rappor, value).values());
        List<BigInteger> after = List.copyOf(remembered(rappor, then).values());
        BigInteger shared = BigInteger.ZERO;
        BigInteger one = BigInteger.ZERO;
        BigInteger other = BigInteger.ZERO;
        for (int bits = 0; bits < before.size(); bits++) {
            BigInteger told = told(rappor, bits, first).multiply(before.get(bits));
            shared = shared.add(told.multiply(told(rappor, bits, second)));
            one = one.add(told);
            other = other.add(told(rappor, bits, second).multiply(after.get(bits)));
        }
        return value == then ? shared.multiply(total(before)) : one.multiply(other);
    }

    private static BigInteger told(Rappor rappor, int bits, int report) {
        int turned = Integer.bitCount(bits ^ report);
        return big(Rappor.coin() - rappor.kept())
                .pow(turned)
                .multiply(big(rappor.kept()).pow(rappor.domainSize() - turned));
    }

    private static Map<FrequencyReport, BigInteger> direct(DirectOracle oracle, int value) {
        Map<FrequencyReport, BigInteger> weights = new LinkedHashMap<>();
        for (int told = 0; told < oracle.domainSize(); told++) {
            weights.put(
                    new FrequencyReport.Category(told),
                    big(told == value ? oracle.odds().truth() : oracle.odds().lie()));
        }
        return weights;
    }

    /** Weights of a bit that is not set and of one that is, for the own bit and for the others. */
    private static Map<FrequencyReport, BigInteger> unary(int size, int value, BigInteger[] own, BigInteger[] others) {
        Map<FrequencyReport, BigInteger> weights = new LinkedHashMap<>();
        for (int pattern = 0; pattern < 1 << size; pattern++) {
            BigInteger weight = BigInteger.ONE;
            for (int bit = 0; bit < size; bit++) {
                weight = weight.multiply((bit == value ? own : others)[pattern >> bit & 1]);
            }
            weights.put(new FrequencyReport.Bits(BitSet.valueOf(new long[] {pattern}), size), weight);
        }
        return weights;
    }

    /** For a few of the functions, each with the same weight: which one is drawn does not depend on the value. */
    private static Map<FrequencyReport, BigInteger> hash(HashOracle oracle, int value) {
        Map<FrequencyReport, BigInteger> weights = new LinkedHashMap<>();
        for (long function : List.of(0L, 1L, 12_345_678_901_234_567L, Hash.PRIME - 1)) {
            int home = Hash.bucket(function, function, value, oracle.buckets());
            for (int told = 0; told < oracle.buckets(); told++) {
                weights.put(
                        new FrequencyReport.Hashed(function, function, told),
                        big(told == home ? oracle.odds().truth() : oracle.odds().lie()));
            }
        }
        return weights;
    }

    private static Map<FrequencyReport, BigInteger> hadamard(HadamardOracle oracle, int value) {
        Map<FrequencyReport, BigInteger> weights = new LinkedHashMap<>();
        for (int row = 0; row < Hadamard.order(oracle.domainSize()); row++) {
            for (boolean sign : new boolean[] {true, false}) {
                boolean told = Hadamard.isPositive(row, value) == sign;
                weights.put(
                        new FrequencyReport.Coefficient(row, sign),
                        big(told ? oracle.odds().truth() : oracle.odds().lie()));
            }
        }
        return weights;
    }

    /** The weights of the cells of a piecewise law under a number of units. */
    static List<BigInteger> cells(MeanLaw.PiecewiseLaw law, long units) {
        BigInteger product = big(units).multiply(big(law.cells() - law.window()));
        BigInteger[] start = product.divideAndRemainder(big(Bounds.UNITS));
        BigInteger everywhere =
                big(MeanLaw.COIN - law.inWindow()).multiply(big(law.window())).multiply(big(Bounds.UNITS));
        BigInteger here = big(law.inWindow()).multiply(big(law.cells()));
        List<BigInteger> weights = new ArrayList<>();
        for (long cell = 0; cell < law.cells(); cell++) {
            BigInteger weight = everywhere;
            long first = start[0].longValueExact();
            if (cell >= first && cell < first + law.window()) {
                weight = weight.add(here.multiply(big(Bounds.UNITS).subtract(start[1])));
            }
            if (cell >= first + 1 && cell < first + 1 + law.window()) {
                weight = weight.add(here.multiply(start[1]));
            }
            weights.add(weight);
        }
        return weights;
    }

    static BigInteger total(Iterable<BigInteger> weights) {
        BigInteger total = BigInteger.ZERO;
        for (BigInteger weight : weights) {
            total = total.add(weight);
        }
        return total;
    }

    static BigInteger big(long number) {
        return BigInteger.valueOf(number);
    }
}
