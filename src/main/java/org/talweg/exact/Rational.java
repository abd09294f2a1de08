package org.talweg.exact;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Objects;

/**
 * An exact rational number {@code p/q} with {@code q > 0} and {@code gcd(p, q) = 1}, of any size.
 *
 * <p>Factories named {@code of} are exact; nothing in this class rounds except the methods that say so in their name
 * ({@link #roundDown}, {@link #roundUp}, {@link #sqrtDown}, {@link #sqrtUp}: outward, to a dyadic number) and
 * {@link #doubleValue} (to nearest). Because the representation is canonical, {@code equals}, {@code hashCode} and
 * {@code compareTo} agree.
 *
 * <p>Arithmetic costs one or two multiplications and a gcd of the operands' sizes.
 */
public final class Rational implements Comparable<Rational> {

    public static final Rational ZERO = new Rational(BigInteger.ZERO, BigInteger.ONE);
    public static final Rational ONE = new Rational(BigInteger.ONE, BigInteger.ONE);
    public static final Rational TWO = new Rational(BigInteger.TWO, BigInteger.ONE);

    /** Largest decimal exponent accepted by {@link #parse}: beyond it a short text would stand for a huge number. */
    public static final int MAX_EXPONENT = 4096;

    private static final int MAX_TEXT = 20_000;

    private final BigInteger numerator;
    private final BigInteger denominator;

    private Rational(BigInteger numerator, BigInteger denominator) {
        this.numerator = numerator;
        this.denominator = denominator;
    }

    /** The integer {@code value}. */
    public static Rational of(long value) {
        return of(BigInteger.valueOf(value));
    }

    /** The integer {@code value}. */
    public static Rational of(BigInteger value) {
        return value.signum() == 0 ? ZERO : new Rational(value, BigInteger.ONE);
    }

    /**
     * The quotient {@code p/q}.
     *
     * @throws ArithmeticException if {@code q} is zero
     */
    public static Rational of(long p, long q) {
        return of(BigInteger.valueOf(p), BigInteger.valueOf(q));
    }

    /**
     * The quotient {@code p/q}.
     *
     * @throws ArithmeticException if {@code q} is zero
     */
    public static Rational of(BigInteger p, BigInteger q) {
        if (q.signum() == 0) {
            throw new ArithmeticException("denominator is zero");
        }
        if (p.signum() == 0) {
            return ZERO;
        }
        BigInteger num = q.signum() < 0 ? p.negate() : p;
        BigInteger den = q.abs();
        if (den.equals(BigInteger.ONE)) {
            return new Rational(num, den);
        }
        BigInteger g = num.gcd(den);
        return g.equals(BigInteger.ONE) ? new Rational(num, den) : new Rational(num.divide(g), den.divide(g));
    }

    /**
     * The exact binary value of {@code value}.
     *
     * @throws ArithmeticException if {@code value} is infinite or not a number
     */
    public static Rational of(double value) {
        if (!Double.isFinite(value)) {
            throw new ArithmeticException("not a finite number: " + value);
        }
        if (value == 0) {
            return ZERO;
        }
        int exponent = Math.max(Math.getExponent(value), Double.MIN_EXPONENT) - 52;
        long mantissa = (long) Math.scalb(value, -exponent);
        int zeros = Long.numberOfTrailingZeros(mantissa);
        return scaleByPowerOfTwo(BigInteger.valueOf(mantissa >> zeros), exponent + zeros);
    }

    /** The exact value {@code m * 2^e}. */
    public static Rational scaleByPowerOfTwo(BigInteger m, int e) {
        return e >= 0 ? of(m.shiftLeft(e)) : of(m, BigInteger.ONE.shiftLeft(-e));
    }

    /** The exact value of a decimal number. */
    public static Rational of(BigDecimal value) {
        int scale = value.scale();
        return scale <= 0
                ? of(value.unscaledValue().multiply(BigInteger.TEN.pow(-scale)))
                : of(value.unscaledValue(), BigInteger.TEN.pow(scale));
    }

    /**
     * Reads {@code -3}, {@code 0.25}, {@code 1e-5} or {@code 22/7} exactly.
     *
     * @throws NumberFormatException if the text is none of these (NaN and infinities are not), its exponent exceeds
     *     {@link #MAX_EXPONENT}, it is longer than 20,000 characters, or the denominator is zero
     */
    public static Rational parse(String text) {
        String s = text.strip();
        if (s.isEmpty() || s.length() > MAX_TEXT) {
            throw new NumberFormatException("not an exact number");
        }
        int slash = s.indexOf('/');
        if (slash < 0) {
            return of(parseDecimal(s));
        }
        BigInteger q = parseInteger(s.substring(slash + 1).strip());
        if (q.signum() == 0) {
            throw new NumberFormatException("denominator is zero");
        }
        return of(parseInteger(s.substring(0, slash).strip()), q);
    }

    private static BigInteger parseInteger(String s) {
        if (!s.matches("[+-]?[0-9]+")) {
            throw new NumberFormatException("not an integer: " + abbreviate(s));
        }
        return new BigInteger(s);
    }

    private static BigDecimal parseDecimal(String s) {
        if (!s.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,9})?")) {
            throw new NumberFormatException("not an exact number: " + abbreviate(s));
        }
        int e = Math.max(s.indexOf('e'), s.indexOf('E'));
        if (e >= 0 && Math.abs(Integer.parseInt(s.substring(e + 1))) > MAX_EXPONENT) {
            throw new NumberFormatException("exponent beyond " + MAX_EXPONENT + ": " + abbreviate(s));
        }
        return new BigDecimal(s);
    }

    private static String abbreviate(String s) {
        return s.length() <= 40 ? s : s.substring(0, 37) + "...";
    }

    public BigInteger numerator() {
        return numerator;
    }

    public BigInteger denominator() {
        return denominator;
    }

    public Rational add(Rational other) {
        if (denominator.equals(other.denominator)) {
            return of(numerator.add(other.numerator), denominator);
        }
        return of(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    public Rational subtract(Rational other) {
        return add(other.negate());
    }

    public Rational multiply(Rational other) {
        return of(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /** {@code this * factor}. */
    public Rational multiply(long factor) {
        return of(numerator.multiply(BigInteger.valueOf(factor)), denominator);
    }

    /**
     * The quotient.
     *
     * @throws ArithmeticException if {@code other} is zero
     */
    public Rational divide(Rational other) {
        return of(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    public Rational negate() {
        return numerator.signum() == 0 ? this : new Rational(numerator.negate(), denominator);
    }

    public Rational abs() {
        return numerator.signum() < 0 ? negate() : this;
    }

    /** {@code this * this}. */
    public Rational square() {
        return new Rational(numerator.multiply(numerator), denominator.multiply(denominator));
    }

    /** -1, 0 or +1. */
    public int signum() {
        return numerator.signum();
    }

    public boolean isZero() {
        return numerator.signum() == 0;
    }

    public boolean isInteger() {
        return denominator.equals(BigInteger.ONE);
    }

    public Rational min(Rational other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public Rational max(Rational other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** The largest multiple of {@code 2^-bits} that is at most this number. */
    public Rational roundDown(int bits) {
        BigInteger[] qr = scaledNumerator(bits).divideAndRemainder(scaledDenominator(bits));
        BigInteger floor = qr[1].signum() < 0 ? qr[0].subtract(BigInteger.ONE) : qr[0];
        return scaleByPowerOfTwo(floor, -bits);
    }

    /** The least multiple of {@code 2^-bits} that is at least this number. */
    public Rational roundUp(int bits) {
        return negate().roundDown(bits).negate();
    }

    /**
     * A lower bound of the square root: {@code floor(sqrt(this) * 2^bits) / 2^bits}.
     *
     * @throws ArithmeticException if this number is negative
     */
    public Rational sqrtDown(int bits) {
        return scaleByPowerOfTwo(floorSqrt(bits), -bits);
    }

    /**
     * An upper bound of the square root, exact when the square root is a multiple of {@code 2^-bits}, else {@code 2^-bits}
     * above {@link #sqrtDown}.
     *
     * @throws ArithmeticException if this number is negative
     */
    public Rational sqrtUp(int bits) {
        BigInteger floor = floorSqrt(bits);
        Rational root = scaleByPowerOfTwo(floor, -bits);
        return root.square().equals(this) ? root : scaleByPowerOfTwo(floor.add(BigInteger.ONE), -bits);
    }

    /**
     * An enclosure of the square root, of relative width at most {@code 2^(1-significantBits)}; exact squares of dyadic numbers
     * of that many bits give a point.
     *
     * @throws ArithmeticException if this number is negative
     */
    public Enclosure sqrt(int significantBits) {
        int size = (numerator.bitLength() - denominator.bitLength()) / 2;
        int bits = significantBits - size + 1;
        return new Enclosure(sqrtDown(bits), sqrtUp(bits));
    }

    private BigInteger floorSqrt(int bits) {
        if (signum() < 0) {
            throw new ArithmeticException("square root of a negative number");
        }
        return scaledNumerator(2 * bits).divide(scaledDenominator(2 * bits)).sqrt();
    }

    private BigInteger scaledNumerator(int bits) {
        return bits >= 0 ? numerator.shiftLeft(bits) : numerator;
    }

    private BigInteger scaledDenominator(int bits) {
        return bits >= 0 ? denominator : denominator.shiftLeft(-bits);
    }

    /**
     * The nearest double (ties to even); infinite beyond the range of doubles.
     *
     * <p>A quotient of at least 66 bits with its remainder folded into the last bit rounds once, in the conversion to double.
     * Subnormal results are rounded to a whole number of {@code 2^-1074} instead, since their last bit sits higher.
     */
    public double doubleValue() {
        if (numerator.signum() == 0) {
            return 0;
        }
        if (denominator.equals(BigInteger.ONE)) {
            return numerator.doubleValue();
        }
        int shift = 66 - (numerator.bitLength() - denominator.bitLength());
        BigInteger n = numerator.abs();
        BigInteger[] qr = shift >= 0
                ? n.shiftLeft(shift).divideAndRemainder(denominator)
                : n.divideAndRemainder(denominator.shiftLeft(-shift));
        BigInteger q = qr[1].signum() == 0 ? qr[0] : qr[0].setBit(0);
        double magnitude = Math.scalb(q.doubleValue(), -shift);
        if (magnitude < Double.MIN_NORMAL) {
            magnitude = nearestSubnormal(n);
        }
        return numerator.signum() < 0 ? -magnitude : magnitude;
    }

    /** The double nearest to {@code n / denominator}, where that is at most the least normal number. */
    private double nearestSubnormal(BigInteger n) {
        BigInteger[] qr = n.shiftLeft(1074).divideAndRemainder(denominator);
        int half = qr[1].shiftLeft(1).compareTo(denominator);
        boolean up = half > 0 || (half == 0 && qr[0].testBit(0));
        // The bits of a subnormal double are its multiple of 2^-1074, and the next multiple is the next double.
        return Double.longBitsToDouble(qr[0].longValueExact() + (up ? 1 : 0));
    }

    @Override
    public int compareTo(Rational other) {
        int signs = Integer.compare(signum(), other.signum());
        if (signs != 0) {
            return signs;
        }
        if (denominator.equals(other.denominator)) {
            return numerator.compareTo(other.numerator);
        }
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Rational other
                && numerator.equals(other.numerator)
                && denominator.equals(other.denominator);
    }

    @Override
    public int hashCode() {
        return Objects.hash(numerator, denominator);
    }

    /** {@code "p"} or {@code "p/q"} in lowest terms; {@link #parse} reads it back. */
    @Override
    public String toString() {
        return denominator.equals(BigInteger.ONE) ? numerator.toString() : numerator + "/" + denominator;
    }
}
