package io.github.segmentation4j.privacy.ledger;

import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Events as words, such as {@code poisson(0.01,gaussian(2.5))}. What is read is written the same way again, to the bit and
 * on every JDK.
 */
final class EventNotation {
    /** Far deeper than anything sensible, and far from the end of the stack. */
    private static final int DEEPEST = 32;

    /** A double has at most so many digits that matter. */
    private static final int DIGITS = 17;

    private final String text;
    private int position;

    private EventNotation(String text) {
        this.text = text;
    }

    static String write(PrivacyEvent event) {
        if (event instanceof PrivacyEvent.Pure pure) {
            return "pure(" + number(pure.epsilon()) + ")";
        }
        if (event instanceof PrivacyEvent.Approximate approximate) {
            return "approximate(" + number(approximate.epsilon()) + "," + number(approximate.delta()) + ")";
        }
        if (event instanceof PrivacyEvent.ZeroConcentrated concentrated) {
            return "zcdp(" + number(concentrated.rho()) + ")";
        }
        if (event instanceof PrivacyEvent.Laplace laplace) {
            return "laplace(" + number(laplace.multiplier()) + ")";
        }
        if (event instanceof PrivacyEvent.DiscreteLaplace laplace) {
            return "discrete-laplace(" + number(laplace.epsilon()) + "," + laplace.sensitivity() + ")";
        }
        if (event instanceof PrivacyEvent.Gaussian gaussian) {
            return "gaussian(" + number(gaussian.multiplier()) + ")";
        }
        if (event instanceof PrivacyEvent.PoissonSampled sampled) {
            return "poisson(" + number(sampled.rate()) + "," + write(sampled.event()) + ")";
        }
        if (event instanceof PrivacyEvent.Repeated repeated) {
            return "repeated(" + write(repeated.event()) + "," + repeated.times() + ")";
        }
        if (event instanceof PrivacyEvent.Composed composed) {
            return composed.events().stream()
                    .map(EventNotation::write)
                    .collect(Collectors.joining(",", "composed(", ")"));
        }
        throw new IllegalArgumentException("a ledger file has no words for a "
                + event.getClass().getSimpleName() + "; book it as the pure or zero-concentrated event it implies");
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if it did not
     */
    static PrivacyEvent read(String text) {
        EventNotation notation = new EventNotation(text);
        PrivacyEvent event = notation.event(0);
        if (notation.position != text.length()) {
            throw notation.unreadable();
        }
        return event;
    }

    /** The shortest decimal that is the same double; unlike Double.toString the same on every JDK. */
    static String number(double value) {
        BigDecimal exact = new BigDecimal(value);
        BigDecimal shortest = exact;
        for (int digits = DIGITS; digits > 0; digits--) {
            BigDecimal rounded = exact.round(new MathContext(digits));
            if (rounded.doubleValue() != value) {
                break;
            }
            shortest = rounded;
        }
        return Math.abs(value) >= 1e-6 && Math.abs(value) < 1e9 ? shortest.toPlainString() : shortest.toString();
    }

    private PrivacyEvent event(int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("an event must not be nested more than " + DEEPEST + " times");
        }
        String name = upTo('(');
        PrivacyEvent event =
                switch (name) {
                    case "pure" -> new PrivacyEvent.Pure(decimal());
                    case "approximate" -> new PrivacyEvent.Approximate(decimal(), decimalAfterComma());
                    case "zcdp" -> new PrivacyEvent.ZeroConcentrated(decimal());
                    case "laplace" -> new PrivacyEvent.Laplace(decimal());
                    case "discrete-laplace" -> new PrivacyEvent.DiscreteLaplace(decimal(), wholeAfterComma());
                    case "gaussian" -> new PrivacyEvent.Gaussian(decimal());
                    case "poisson" -> new PrivacyEvent.PoissonSampled(decimal(), eventAfterComma(depth));
                    case "repeated" -> new PrivacyEvent.Repeated(event(depth + 1), Math.toIntExact(wholeAfterComma()));
                    case "composed" -> new PrivacyEvent.Composed(events(depth));
                    default -> throw unreadable();
                };
        expect(')');
        return event;
    }

    private List<PrivacyEvent> events(int depth) {
        List<PrivacyEvent> events = new ArrayList<>();
        events.add(event(depth + 1));
        while (position < text.length() && text.charAt(position) == ',') {
            events.add(eventAfterComma(depth));
        }
        return events;
    }

    private PrivacyEvent eventAfterComma(int depth) {
        expect(',');
        return event(depth + 1);
    }

    private double decimalAfterComma() {
        expect(',');
        return decimal();
    }

    private long wholeAfterComma() {
        expect(',');
        String digits = token();
        long value = Long.parseLong(digits);
        if (!Long.toString(value).equals(digits)) {
            throw unreadable();
        }
        return value;
    }

    private double decimal() {
        return decimal(token());
    }

    /** A number in the one way that {@link #number} writes it. */
    static double decimal(String digits) {
        double value = Double.parseDouble(digits);
        if (!Double.isFinite(value) || !number(value).equals(digits)) {
            throw new IllegalArgumentException("not a number as a ledger writes it: '" + digits + "'");
        }
        return value;
    }

    private String upTo(char end) {
        int from = position;
        int to = text.indexOf(end, from);
        if (to < 0) {
            throw unreadable();
        }
        position = to + 1;
        return text.substring(from, to);
    }

    private String token() {
        int from = position;
        while (position < text.length() && text.charAt(position) != ',' && text.charAt(position) != ')') {
            position++;
        }
        return text.substring(from, position);
    }

    private void expect(char wanted) {
        if (position >= text.length() || text.charAt(position) != wanted) {
            throw unreadable();
        }
        position++;
    }

    private IllegalArgumentException unreadable() {
        return new IllegalArgumentException("not an event as a ledger writes it: '" + text + "'");
    }
}
