package io.github.segmentation4j.privacy.accounting;

import java.util.Arrays;

/** The product of the transforms of distributions on a circle of cells, each raised to a power. */
final class Spectrum {
    private final Fourier fourier;
    private final double[] real;
    private final double[] imaginary;

    Spectrum(int cells, Fourier fourier) {
        this.fourier = fourier;
        real = new double[cells];
        imaginary = new double[cells];
        Arrays.fill(real, 1);
    }

    /** Adds {@code times} draws of a distribution to the sum. */
    void multiply(double[] chances, long times) {
        double[] re = chances.clone();
        double[] im = new double[re.length];
        fourier.transform(re, im);
        for (int i = 0; i < re.length; i++) {
            multiply(i, re[i], im[i], times);
        }
    }

    /** By repeated squaring, whose error grows with the power and not faster. */
    private void multiply(int at, double re, double im, long times) {
        double x = re;
        double y = im;
        for (long left = times; left > 0; left /= 2) {
            if (left % 2 == 1) {
                double product = real[at] * x - imaginary[at] * y;
                imaginary[at] = real[at] * y + imaginary[at] * x;
                real[at] = product;
            }
            double square = x * x - y * y;
            y = 2 * x * y;
            x = square;
        }
    }

    /** The distribution of the sum; ends the use of this object. */
    double[] chances() {
        int cells = real.length;
        // The inverse is the transform of the conjugate; the result is real.
        for (int i = 0; i < cells; i++) {
            imaginary[i] = -imaginary[i];
        }
        fourier.transform(real, imaginary);
        for (int i = 0; i < cells; i++) {
            real[i] /= cells;
        }
        return real;
    }
}
