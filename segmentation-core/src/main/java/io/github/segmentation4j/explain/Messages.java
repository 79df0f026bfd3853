package io.github.segmentation4j.explain;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;

/** The texts of this package in one language, and numbers as they are written in one country. */
final class Messages {
    /** The languages there are texts in, the first for everybody else. */
    static final List<String> LANGUAGES = List.of("en", "de", "fr", "es");

    private static final int FEWEST_DECIMALS = 2;
    private static final int SIGNIFICANT = 3;

    private final Locale locale;
    private final ResourceBundle bundle;

    private Messages(Locale locale, ResourceBundle bundle) {
        this.locale = locale;
        this.bundle = bundle;
    }

    /** Reads the texts for a locale. */
    static Messages of(Locale locale) {
        String language = LANGUAGES.contains(locale.getLanguage()) ? locale.getLanguage() : LANGUAGES.get(0);
        // Numbers follow the language of the text around them.
        return new Messages(language.equals(locale.getLanguage()) ? locale : Locale.ENGLISH, bundle(language));
    }

    static ResourceBundle bundle(String language) {
        // Not ResourceBundle.getBundle: it would fall back to the language of the host, and needs a default one.
        try (InputStream in = Messages.class.getResourceAsStream("explanation_" + language + ".properties")) {
            return new PropertyResourceBundle(new InputStreamReader(
                    Objects.requireNonNull(in, "the texts are part of the library"), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Locale locale() {
        return locale;
    }

    /** A text with its gaps filled. */
    String text(String key, String... arguments) {
        return clean(new MessageFormat(bundle.getString(key), locale).format(arguments));
    }

    /** A number with at least two decimals or three digits, as far as it has them. */
    String number(double value) {
        return number(value, decimals(value), RoundingMode.HALF_EVEN);
    }

    /** What something counted: with its sign and three decimals, so that numbers stand below each other. */
    String signed(double value) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(SIGNIFICANT);
        format.setMaximumFractionDigits(SIGNIFICANT);
        String number = format.format(new BigDecimal(Double.toString(value)));
        return value > 0 ? "+" + number : number;
    }

    /** Where a number must get to, rounded away from where it is, so that the rounded one is far enough too. */
    String target(double from, double to) {
        int decimals = Math.max(decimals(to), decimals(to - from));
        return number(to, decimals, to > from ? RoundingMode.CEILING : RoundingMode.FLOOR);
    }

    private String number(double value, int decimals, RoundingMode rounding) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(decimals);
        format.setRoundingMode(rounding);
        // Shortest decimal first: 3.3 is a little less than its digits say, and would be rounded down to 3.29.
        return format.format(new BigDecimal(Double.toString(value)));
    }

    private static int decimals(double value) {
        BigDecimal exact = new BigDecimal(value);
        return Math.max(FEWEST_DECIMALS, SIGNIFICANT - (exact.precision() - exact.scale()));
    }

    /** A share as a whole percentage. */
    String percent(double share) {
        return NumberFormat.getPercentInstance(locale).format(share);
    }

    /** A text without what could break a line, hide in it or turn its direction. */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (point == '\t' || point == '\n' || point == '\r' || point == 0x2028 || point == 0x2029) {
                clean.append(' ');
            } else if (!Character.isISOControl(point) && !turnsDirection(point)) {
                clean.appendCodePoint(point);
            }
        });
        return clean.toString();
    }

    private static boolean turnsDirection(int point) {
        return point == 0x061C
                || point == 0x200E
                || point == 0x200F
                || (point >= 0x202A && point <= 0x202E)
                || (point >= 0x2066 && point <= 0x2069);
    }
}
