package io.github.segmentation4j.fairness.targeting;

/** Finds one number of an order without sorting the rest. */
final class Selection {
    private Selection() {}

    /**
     * The number at a place of the rising order, by quickselect with the median of three.
     *
     * @param values in no order; they are moved about
     * @param place 0 for the smallest
     */
    static double smallest(double[] values, int place) {
        int from = 0;
        int to = values.length - 1;
        while (from < to) {
            double pivot = median(values[from], values[(from + to) >>> 1], values[to]);
            int left = from;
            int right = to;
            while (left <= right) {
                while (values[left] < pivot) {
                    left++;
                }
                while (values[right] > pivot) {
                    right--;
                }
                if (left <= right) {
                    double value = values[left];
                    values[left++] = values[right];
                    values[right--] = value;
                }
            }
            if (place <= right) {
                to = right;
            } else if (place >= left) {
                from = left;
            } else {
                return values[place];
            }
        }
        return values[place];
    }

    private static double median(double a, double b, double c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
