package io.github.segmentation4j;

import io.github.segmentation4j.quality.Statistic;
import java.util.List;
import java.util.Objects;

/** Evidence of a check as data, not as a picture: whoever reports draws it. */
public sealed interface Exhibit {
    /** What it shows, in a few words. */
    String title();

    /**
     * Rows and columns.
     *
     * @param title what it shows
     * @param columns the heads of the columns
     * @param rows as many cells each as there are columns
     */
    record Table(String title, List<String> columns, List<List<Cell>> rows) implements Exhibit {
        /** Copies the lists and checks that the rows are as wide as the heads. */
        public Table {
            Objects.requireNonNull(title, "title");
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
            for (List<Cell> row : rows) {
                if (row.size() != columns.size()) {
                    throw new IllegalArgumentException(
                            "a row of '" + title + "' has " + row.size() + " cells for " + columns.size() + " columns");
                }
            }
        }
    }

    /**
     * A length for each name.
     *
     * @param title what it shows
     * @param unit the unit of the lengths; empty if they have none
     * @param bars in the order they are drawn
     */
    record Bars(String title, String unit, List<Bar> bars) implements Exhibit {
        /** Copies the list. */
        public Bars {
            Objects.requireNonNull(title, "title");
            Objects.requireNonNull(unit, "unit");
            bars = List.copyOf(bars);
        }
    }

    /**
     * One bar.
     *
     * @param label its name
     * @param value a number, count or share
     */
    record Bar(String label, Cell value) {}

    /**
     * A line through points, with a band around it where its values are uncertain.
     *
     * @param title what it shows
     * @param xLabel what runs to the right
     * @param yLabel what runs up
     * @param points in the order of x
     * @param band for each point the interval of its y; empty if there is none
     */
    record Curve(String title, String xLabel, String yLabel, List<Point> points, List<Interval> band)
            implements Exhibit {
        /** Copies the lists and checks that a band is as long as the line. */
        public Curve {
            Objects.requireNonNull(title, "title");
            Objects.requireNonNull(xLabel, "xLabel");
            Objects.requireNonNull(yLabel, "yLabel");
            points = List.copyOf(points);
            band = List.copyOf(band);
            if (!band.isEmpty() && band.size() != points.size()) {
                throw new IllegalArgumentException("the band of '" + title + "' has " + band.size() + " intervals for "
                        + points.size() + " points");
            }
        }

        /** A line without a band. */
        public Curve(String title, String xLabel, String yLabel, List<Point> points) {
            this(title, xLabel, yLabel, points, List.of());
        }
    }

    /**
     * Where a value lies as far as is known.
     *
     * @param lower the lower end
     * @param upper the upper end, not below the lower one
     */
    record Interval(double lower, double upper) {
        /** Checks the order of the ends. */
        public Interval {
            if (!(lower <= upper)) {
                throw new IllegalArgumentException("an interval needs lower <= upper, were " + lower + " and " + upper);
            }
        }
    }

    /**
     * Persons who went from places on the left to places on the right, as between the segments of two runs.
     *
     * @param title what it shows
     * @param fromLabel what is on the left, such as {@code before}
     * @param toLabel what is on the right
     * @param flows those that have any person, in the order of the places
     */
    record Flows(String title, String fromLabel, String toLabel, List<Flow> flows) implements Exhibit {
        /** Copies the list. */
        public Flows {
            Objects.requireNonNull(title, "title");
            Objects.requireNonNull(fromLabel, "fromLabel");
            Objects.requireNonNull(toLabel, "toLabel");
            flows = List.copyOf(flows);
        }
    }

    /**
     * One flow.
     *
     * @param from the place on the left
     * @param to the place on the right
     * @param persons how many
     */
    record Flow(String from, String to, Cell.Count persons) {
        /** Checks that nothing is null. */
        public Flow {
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(to, "to");
            Objects.requireNonNull(persons, "persons");
        }
    }

    /**
     * Questions that lead to answers.
     *
     * @param title what it shows
     * @param root the first question
     */
    record Tree(String title, Node root) implements Exhibit {
        /** Checks that nothing is null. */
        public Tree {
            Objects.requireNonNull(title, "title");
            Objects.requireNonNull(root, "root");
        }
    }

    /** A node of a {@link Tree}. */
    sealed interface Node {}

    /**
     * A question.
     *
     * @param question such as {@code income at most 3.1}
     * @param yes where those go for whom it holds
     * @param no where all others go
     */
    record Question(String question, Node yes, Node no) implements Node {
        /** Checks that nothing is null. */
        public Question {
            Objects.requireNonNull(question, "question");
            Objects.requireNonNull(yes, "yes");
            Objects.requireNonNull(no, "no");
        }
    }

    /**
     * An answer.
     *
     * @param answer such as the name of a segment
     * @param persons how many end there
     */
    record Answer(String answer, Cell.Count persons) implements Node {
        /** Checks that nothing is null. */
        public Answer {
            Objects.requireNonNull(answer, "answer");
            Objects.requireNonNull(persons, "persons");
        }
    }

    /**
     * A point of a curve.
     *
     * @param x to the right
     * @param y up
     */
    record Point(double x, double y) {}

    /** A cell. Counts of persons are told apart from other numbers, because small ones must not be shown. */
    sealed interface Cell {
        /**
         * Words.
         *
         * @param words any text
         */
        record Text(String words) implements Cell {}

        /**
         * A number that is no count of persons.
         *
         * @param value finite
         */
        record Amount(double value) implements Cell {}

        /**
         * A number of persons; a report hides it where it is small.
         *
         * @param persons 0 or more
         */
        record Count(long persons) implements Cell {}

        /**
         * A share of persons with its interval; a report hides it where the persons it speaks of are few.
         *
         * @param persons those who have the trait
         * @param of all who could have it, at least 1
         * @param lower the lower end of the interval, from 0 to 1
         * @param upper the upper end of the interval, from 0 to 1
         */
        record Share(long persons, long of, double lower, double upper) implements Cell {
            /** The share, from 0 to 1. */
            public double value() {
                return (double) persons / of;
            }
        }

        /** Words. */
        static Cell text(String words) {
            return new Text(words);
        }

        /** A number that is no count of persons. */
        static Cell amount(double value) {
            return new Amount(value);
        }

        /** A statistic that is no count of persons; where there is none, the reason. */
        static Cell of(Statistic statistic) {
            return statistic instanceof Statistic.Undetermined none
                    ? new Text(none.reason())
                    : new Amount(statistic.orElseThrow());
        }

        /** A number of persons. */
        static Cell count(long persons) {
            return new Count(persons);
        }
    }
}
