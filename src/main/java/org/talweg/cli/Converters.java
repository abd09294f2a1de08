package org.talweg.cli;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.talweg.exact.Rational;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.TypeConversionException;

/** Values of options, read exactly; what cannot be read is refused with what was expected and what was found. */
final class Converters {

    private Converters() {}

    /** Makes the program and all its commands read the values of their options as here. */
    static void register(CommandLine program) {
        program.registerConverter(Rational.class, Converters::rational);
        program.registerConverter(Integer.class, Converters::integer);
        program.registerConverter(int.class, Converters::integer);
        program.registerConverter(Long.class, Converters::wholeNumber);
        program.registerConverter(long.class, Converters::wholeNumber);
        registerChoices(program, program);
    }

    private static void registerChoices(CommandLine program, CommandLine command) {
        for (ArgSpec arg : command.getCommandSpec().args()) {
            Class<?> type = arg.auxiliaryTypes()[0];
            if (type.isEnum()) {
                registerChoice(program, type);
            }
        }
        command.getSubcommands().values().forEach(c -> registerChoices(program, c));
    }

    private static <T> void registerChoice(CommandLine program, Class<T> type) {
        program.registerConverter(type, text -> choice(type.getEnumConstants(), text));
    }

    /** An exact number, as in data files. */
    static Rational rational(String text) {
        try {
            return Rational.parse(text);
        } catch (NumberFormatException e) {
            throw refuse("an exact number such as 0.01, 1/100 or 1e-5", text);
        }
    }

    private static long wholeNumber(String text) {
        return inRange(text, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static int integer(String text) {
        return Math.toIntExact(inRange(text, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    private static long inRange(String text, long least, long most) {
        if (!text.matches("[+-]?[0-9]+")) {
            throw refuse("a whole number", text);
        }
        BigInteger number = new BigInteger(text);
        if (number.compareTo(BigInteger.valueOf(least)) < 0) {
            throw refuse("a whole number, at least " + least, text);
        }
        if (number.compareTo(BigInteger.valueOf(most)) > 0) {
            throw refuse("a whole number, at most " + most, text);
        }
        return number.longValueExact();
    }

    /** One of a few words, in any case. */
    private static <T> T choice(T[] choices, String text) {
        Optional<T> chosen = Arrays.stream(choices)
                .filter(c -> c.toString().equalsIgnoreCase(text)
                        || ((Enum<?>) c).name().equalsIgnoreCase(text))
                .findFirst();
        return chosen.orElseThrow(() -> refuse(
                Arrays.stream(choices)
                        .map(c -> c.toString().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ", "one of ", "")),
                text));
    }

    /** The exception for a text that is not what was expected. */
    static TypeConversionException refuse(String expected, String found) {
        return new TypeConversionException("expected " + expected + ", found '" + found + "'");
    }

    /** An exact number greater than zero. */
    static final class Positive implements ITypeConverter<Rational> {
        @Override
        public Rational convert(String text) {
            Rational value = rational(text);
            if (value.signum() <= 0) {
                throw refuse("a number greater than 0", text);
            }
            return value;
        }
    }

    /** An exact number, at least zero. */
    static final class Nonnegative implements ITypeConverter<Rational> {
        @Override
        public Rational convert(String text) {
            Rational value = rational(text);
            if (value.signum() < 0) {
                throw refuse("a number, at least 0", text);
            }
            return value;
        }
    }
}
