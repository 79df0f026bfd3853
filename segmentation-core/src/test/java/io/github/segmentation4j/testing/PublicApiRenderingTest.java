package io.github.segmentation4j.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

public class PublicApiRenderingTest {

    private static final String PREFIX = PublicApiRenderingTest.class.getName() + ".";

    @Test
    void showsWhatAUserCanReachAndNothingElse() {
        assertThat(PublicApi.render(List.of(Sample.class, Hidden.class, Point.class, Level.class)))
                .containsExactly(
                        PREFIX + "Level : enum",
                        PREFIX + "Level.HIGH : constant",
                        PREFIX + "Level.valueOf(String) : static PublicApiRenderingTest.Level",
                        PREFIX + "Level.values() : static PublicApiRenderingTest.Level[]",
                        PREFIX + "Point : record implements Comparable<PublicApiRenderingTest.Point>",
                        PREFIX + "Point.compareTo(PublicApiRenderingTest.Point) : int",
                        PREFIX + "Point.new(double, List<int[][]>)",
                        PREFIX + "Point.x() : double",
                        PREFIX + "Point.y() : List<int[][]>",
                        PREFIX + "Sample : abstract class<T extends Comparable<T>>"
                                + " extends PublicApiRenderingTest.Hidden",
                        PREFIX + "Sample.LIMIT : static final int",
                        PREFIX + "Sample.first<U>(Map.Entry<? super T, ?>, U[]) : protected abstract List<T>"
                                + " throws IOException",
                        PREFIX + "Sample.inherited() : void",
                        PREFIX + "Sample.new()");
    }

    @Test
    void differenceNamesTheGoneAndTheNew() {
        assertThat(PublicApi.difference(List.of("a", "b"), List.of("b", "c"))).isEqualTo("  - a\n  + c\n");
    }

    abstract static class Hidden {
        public void inherited() {}

        void unreachable() {}
    }

    public abstract static class Sample<T extends Comparable<T>> extends Hidden {
        public static final int LIMIT = 3;

        public Sample() {}

        protected abstract <U> List<T> first(Map.Entry<? super T, ?> entry, U[] others) throws IOException;

        @Override
        public String toString() {
            return "sample";
        }
    }

    public record Point(double x, List<int[][]> y) implements Comparable<Point> {
        @Override
        public int compareTo(Point other) {
            return Double.compare(x, other.x);
        }
    }

    public enum Level {
        HIGH
    }
}
