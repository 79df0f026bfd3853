package io.github.segmentation4j.privacy.accounting;

/**
 * The discrete Fourier transform of a power of two of complex numbers, in place, with a proven round-off.
 *
 * <p>Implementation note: that of commons-math3 gets its factors from one another by multiplication, so that their error
 * grows with the length; here each is computed on its own, and no result is off by more than {@link #error} times the sum of
 * the absolute inputs.
 */
final class Fourier {
    private final int size;
    private final double[] cosines;
    private final double[] sines;

    Fourier(int size) {
        this.size = size;
        cosines = new double[size / 2];
        sines = new double[size / 2];
        for (int i = 0; i < size / 2; i++) {
            cosines[i] = StrictMath.cos(2 * Math.PI * i / size);
            sines[i] = StrictMath.sin(2 * Math.PI * i / size);
        }
    }

    /** Each of log2(size) levels uses a factor off by at most 7 units of 2^-53, multiplies (under 3) and adds (1). */
    double error() {
        return 12 * Integer.numberOfTrailingZeros(size) * 0x1p-53;
    }

    void transform(double[] real, double[] imaginary) {
        reorder(real, imaginary);
        for (int half = 1; half < size; half *= 2) {
            int stride = size / (2 * half);
            for (int start = 0; start < size; start += 2 * half) {
                for (int k = 0, factor = 0; k < half; k++, factor += stride) {
                    int a = start + k;
                    int b = a + half;
                    double re = real[b] * cosines[factor] + imaginary[b] * sines[factor];
                    double im = imaginary[b] * cosines[factor] - real[b] * sines[factor];
                    real[b] = real[a] - re;
                    imaginary[b] = imaginary[a] - im;
                    real[a] += re;
                    imaginary[a] += im;
                }
            }
        }
    }

    private void reorder(double[] real, double[] imaginary) {
        int shift = 32 - Integer.numberOfTrailingZeros(size);
        for (int i = 0; i < size; i++) {
            int j = Integer.reverse(i) >>> shift;
            if (i < j) {
                double re = real[i];
                real[i] = real[j];
                real[j] = re;
                double im = imaginary[i];
                imaginary[i] = imaginary[j];
                imaginary[j] = im;
            }
        }
    }
}
