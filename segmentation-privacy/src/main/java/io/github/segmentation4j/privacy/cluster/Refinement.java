package io.github.segmentation4j.privacy.cluster;

/**
 * The last steps of private k-means: from centres that are about right, differences of the rows to them, shortened to a
 * radius that follows from the scale of the distances, tell where the centres belong with little noise.
 *
 * @param centres on the grid
 * @param sumDeviation the standard deviation that noise gave a coordinate of a sum in the last step
 */
@SuppressWarnings("ArrayRecordComponent") // handed from one method to the next
record Refinement(double[][] centres, double sumDeviation) {
    /** The radius in roots of the mean squared distance: shorter would move the centres of round clusters. */
    private static final double NARROWEST = 1.5;

    /** What noise may add to the cost of a fit, as a part of it, before differences are shortened. */
    private static final double TOLERATED = 0.005;

    /** Looks once at the scale of the distances, then takes steps. */
    static Refinement of(GridRows rows, Spread spread, double[][] starts, int steps, Answers answers, double share) {
        double[][] centres = starts;
        double part = share * (1 - SCALE) / steps;
        double meanSquare = scale(rows, spread, centres, answers, share * SCALE);
        double deviation = 0;
        for (int step = 0; step < steps; step++) {
            double radius = radius(rows, spread, centres.length, meanSquare, NoisySums.sumDeviation(answers, part));
            NoisySums sums = NoisySums.of(rows, centres, radius, answers, part);
            centres = sums.moved(rows);
            meanSquare = sums.meanSquare();
            deviation = sums.sumDeviation();
        }
        return new Refinement(centres, deviation);
    }

    private static final double SCALE = 0.03;

    private static double scale(GridRows rows, Spread spread, double[][] centres, Answers answers, double share) {
        double radius = Math.min(2 * rows.radius(), 1.5 * spread.radius());
        long squares = new RowPass(rows, centres, radius).run().squares();
        double noisy = answers.released(new long[] {squares}, RowPass.square(radius), share)[0] * GridRows.STEP;
        return Math.max(radius * radius / 400, Math.min(radius * radius, noisy / spread.rows()));
    }

    private static double radius(GridRows rows, Spread spread, int clusters, double meanSquare, double deviation) {
        // Noise moves each of k centres by columns x (radius x deviation / rows of the cluster)^2, squared.
        double noise = deviation * clusters / spread.rows();
        double affordable = TOLERATED * meanSquare / (rows.columns() * noise * noise);
        double square = Math.max(NARROWEST * NARROWEST * meanSquare, affordable);
        return Math.min(2 * rows.radius(), Math.sqrt(square));
    }
}
