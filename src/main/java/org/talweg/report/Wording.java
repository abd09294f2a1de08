package org.talweg.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;
import org.talweg.exact.Truth;

/** How numbers and lines look in texts for people. */
public final class Wording {

    /** A longer exact number is shown rounded. */
    private static final int SHOWN = 24;

    private Wording() {}

    /** To nine significant digits. */
    public static String nineDigits(Enclosure value) {
        return String.format(Locale.ROOT, "%.9g", value.middle().doubleValue());
    }

    /** A decimal number and how far the value may be from it, both proved; or the exact value if the enclosure is a point. */
    public static String number(Enclosure value) {
        if (value.width().isZero()) {
            return value.lower() + " exactly";
        }
        BigDecimal width = roundedUp(value.width());
        int places = Math.min(1000, 2 - width.precision() + width.scale());
        BigDecimal shown = new BigDecimal(value.middle().numerator())
                .divide(new BigDecimal(value.middle().denominator()), Math.max(places, 1), RoundingMode.HALF_EVEN);
        Rational exact = Rational.of(shown);
        Rational error = exact.subtract(value.lower()).max(value.upper().subtract(exact));
        return shown.toPlainString() + " +- " + roundedUp(error).toString().replace("E", "e") + "  (proved)";
    }

    private static BigDecimal roundedUp(Rational number) {
        return new BigDecimal(number.numerator())
                .divide(new BigDecimal(number.denominator()), new MathContext(2, RoundingMode.UP));
    }

    /** Text of at most this many characters; a number as a power of ten. */
    public static String abbreviate(String digits, int length) {
        if (digits.length() <= length) {
            return digits;
        }
        return digits.matches("[0-9]+")
                ? String.format(Locale.ROOT, "about %.4e", new BigDecimal(digits))
                : digits.substring(0, length - 3) + "...";
    }

    /** One line of a text result. */
    public static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-13s %s%n", name, value));
    }

    /** The exact number, or twelve digits of a long one. */
    static String shortened(Rational value) {
        String exact = value.toString();
        return exact.length() <= SHOWN ? exact : String.format(Locale.ROOT, "%.12g...", value.doubleValue());
    }

    /** Yes, no or UNDECIDED. */
    static String answer(Truth truth) {
        return switch (truth) {
            case YES -> "yes";
            case NO -> "no";
            case OPEN -> "UNDECIDED";
        };
    }
}
