package io.github.segmentation4j.privacy.local;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** e^epsilon to 60 digits, from below, against ratios of whole numbers. */
final class Exactly {
    private static final MathContext DIGITS = new MathContext(80);

    private Exactly() {}

    static BigDecimal exp(double exponent) {
        BigDecimal x = new BigDecimal(exponent);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int i = 1; i < 400; i++) {
            term = term.multiply(x, DIGITS).divide(BigDecimal.valueOf(i), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        return sum.round(new MathContext(60, RoundingMode.DOWN));
    }

    /** Whether one weight is at most e^epsilon times another. */
    static boolean isWithin(BigInteger weight, BigInteger other, BigDecimal expOfEpsilon) {
        return new BigDecimal(weight).compareTo(new BigDecimal(other).multiply(expOfEpsilon)) <= 0;
    }

    static double share(BigInteger weight, BigInteger total) {
        return new BigDecimal(weight)
                .divide(new BigDecimal(total), MathContext.DECIMAL64)
                .doubleValue();
    }
}
