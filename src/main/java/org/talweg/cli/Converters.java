package org.talweg.cli;

import org.talweg.exact.Rational;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Option values read exactly. */
final class Converters {

    private Converters() {}

    /** An exact number, as in data files. */
    static Rational rational(String text) {
        try {
            return Rational.parse(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException(
                    "expected an exact number such as 0.01, 1/100 or 1e-5, found '" + text + "'");
        }
    }

    /** An exact number greater than zero. */
    static final class Positive implements ITypeConverter<Rational> {
        @Override
        public Rational convert(String text) {
            Rational value = rational(text);
            if (value.signum() <= 0) {
                throw new TypeConversionException("expected a number greater than 0, found '" + text + "'");
            }
            return value;
        }
    }
}
