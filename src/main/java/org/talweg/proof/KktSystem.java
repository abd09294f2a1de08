package org.talweg.proof;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.talweg.exact.Interval;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.Objective;

/**
 * The square first-order system of a set of rays on given faces (theorem T2). The unknowns are the coordinates z_i of each
 * neuron {@code u_i = B_i z_i} in the basis of its face's span; with {@code M_i = D_i X B_i} and {@code G_i = B_i' B_i},
 *
 * <pre>  F_i(z) = s_i M_i' r + mu G_i z_i / |u_i| = 0,    r = sum_i s_i M_i z_i - y,    |u_i|^2 = z_i' G_i z_i.</pre>
 *
 * <p>{@link #prove} shows by Krawczyk's operator that a box holds exactly one solution: with Y near the inverse of the
 * Jacobian, {@code |Y F(c)| + |I - Y F'(box)| radius < radius} in every component. The derivative is enclosed in double
 * intervals; F at the center in double intervals or, where those are too wide, exactly but for the square roots.
 */
final class KktSystem {

    private static final int FIRST_PLACES = 160;

    private final KktEquations equations;
    private final ApproximateKkt approximate;
    private final int unknowns;

    KktSystem(Objective objective, List<FaceData> faces, int[] signs) {
        this.equations = new KktEquations(objective, faces, signs);
        this.approximate = equations.approximate();
        this.unknowns = equations.unknowns();
    }

    int unknowns() {
        return unknowns;
    }

    int offset(int ray) {
        return equations.offset(ray);
    }

    /** n by unknowns, exact: {@code h = outputs * z}. */
    RationalMatrix outputs() {
        return equations.outputs();
    }

    /** The residual {@code outputs z - y}, exact. */
    RationalVector residual(RationalVector z) {
        return equations.residual(z);
    }

    /** Newton's method in floating point from z; returns the last iterate whatever happened. */
    double[] approximateNewton(double[] start) {
        return approximate.newton(start);
    }

    /** A box around {@code z} with exactly one solution, radius about the error of z; empty if the test fails. */
    Optional<SolutionBox> prove(double[] z) {
        if (unknowns == 0) {
            return Optional.of(emptyBox());
        }
        double[][] inverse = approximate.inverse(z);
        if (inverse == null) {
            return Optional.empty();
        }
        double[] radius = contract(z, inverse, intervalDefect(inverse, equations.value(points(z))));
        if (radius == null) {
            radius = contract(z, inverse, exactDefect(inverse, RationalVector.of(z)));
        }
        if (radius == null) {
            return Optional.empty();
        }
        Interval[] enclosures = new Interval[unknowns];
        for (int i = 0; i < unknowns; i++) {
            enclosures[i] = Interval.around(z[i], radius[i]);
        }
        return Optional.of(SolutionBox.of(z, radius, enclosures, equations.residual(enclosures)));
    }

    /** Upper bounds of {@code |Y F(c)|} in double intervals. */
    private double[] intervalDefect(double[][] inverse, Interval[] value) {
        double[] defect = new double[unknowns];
        for (int i = 0; i < unknowns; i++) {
            Interval sum = Interval.ZERO;
            for (int j = 0; j < unknowns; j++) {
                sum = sum.add(value[j].multiply(inverse[i][j]));
            }
            defect[i] = sum.magnitude();
        }
        return defect;
    }

    /** The same from exact arithmetic: skewed bases cancel so much in F that its intervals are too wide. */
    private double[] exactDefect(double[][] inverse, RationalVector z) {
        RationalMatrix y = exact(inverse);
        KktEquations.ExactValue f = equations.exactValue(z, FIRST_PLACES + guardPlaces(inverse));
        return defect(y, y.multiply(f.center()), f.radius()).toList().stream()
                .mapToDouble(e -> Interval.of(e).upper())
                .toArray();
    }

    private RationalMatrix exact(double[][] matrix) {
        List<RationalVector> rows = new ArrayList<>();
        for (double[] row : matrix) {
            rows.add(RationalVector.of(row));
        }
        return RationalMatrix.ofRows(rows, unknowns);
    }

    /** Binary places by which an error of F can grow when it is multiplied with Y. */
    private static int guardPlaces(double[][] inverse) {
        double largest = Arrays.stream(inverse)
                .mapToDouble(row -> Arrays.stream(row).map(Math::abs).sum())
                .max()
                .orElse(0);
        return Math.max(0, Math.getExponent(largest) + 1);
    }

    /**
     * A box of radius about {@code 2^-bits} (times the size of the solution, if that is below 1) around the solution in
     * {@code box}, by Newton steps with the derivative fixed and F
     * evaluated to {@code bits}; empty if the test fails.
     */
    Optional<SolutionBox> refine(SolutionBox box, int bits) {
        if (unknowns == 0) {
            return Optional.of(box);
        }
        double[] z = box.approximateCenter();
        double[][] inverse = approximate.inverse(z);
        if (inverse == null) {
            return Optional.empty();
        }
        RationalMatrix y = exact(inverse);
        RationalVector center = box.center();
        double size = Arrays.stream(z).map(Math::abs).max().orElse(1);
        int places = bits + Math.max(0, -Math.getExponent(size));
        Rational target = Rational.scaleByPowerOfTwo(BigInteger.ONE, -places);
        for (int step = 0; step < 10 + bits / 8 && equations.isDefinedAt(center); step++) {
            KktEquations.ExactValue f = equations.exactValue(center, places + 32 + guardPlaces(inverse));
            RationalVector correction = y.multiply(f.center());
            RationalVector error = defect(y, correction, f.radius());
            if (error.toList().stream().allMatch(e -> e.compareTo(target) <= 0)) {
                return certify(center, inverse, error, places);
            }
            center = center.subtract(correction).map(e -> e.roundDown(places + 16));
        }
        return Optional.empty();
    }

    /**
     * With {@code e >= |Y F(c)|} in every component and {@code |I - Y F'| <= 1/2} (row sums) on a box that contains {@code c +-
     * 2e}, Krawczyk's operator maps {@code c +- 2e} into itself and contracts there.
     */
    private Optional<SolutionBox> certify(RationalVector center, double[][] inverse, RationalVector error, int places) {
        Rational largest = error.toList().stream().reduce(Rational.ZERO, Rational::max);
        double[] z = center.toDoubles();
        double ulp = Arrays.stream(z).map(Math::ulp).max().orElse(0);
        double[] radius = new double[unknowns];
        // The derivative is enclosed around the rounded center, so its box must be wider than 2e by that rounding.
        Arrays.fill(radius, 4 * Interval.of(largest).upper() + 8 * ulp + Double.MIN_NORMAL);
        boolean half = Arrays.stream(spread(z, inverse, radius)).allMatch(s -> s <= radius[0] / 2);
        return half ? Optional.of(box(center, constant(largest.multiply(2).roundUp(places + 16)))) : Optional.empty();
    }

    private RationalVector constant(Rational value) {
        Rational[] entries = new Rational[unknowns];
        Arrays.fill(entries, value);
        return RationalVector.of(entries);
    }

    private static RationalVector defect(RationalMatrix y, RationalVector correction, RationalVector radius) {
        Rational[] error = new Rational[correction.size()];
        for (int i = 0; i < error.length; i++) {
            error[i] = correction.get(i).abs().add(y.row(i).map(Rational::abs).dot(radius));
        }
        return RationalVector.of(error);
    }

    private SolutionBox emptyBox() {
        return box(RationalVector.zero(0), RationalVector.zero(0));
    }

    private SolutionBox box(RationalVector center, RationalVector radius) {
        Interval[] z = new Interval[unknowns];
        for (int i = 0; i < unknowns; i++) {
            Interval c = Interval.of(center.get(i));
            Interval r = Interval.of(radius.get(i));
            z[i] = new Interval(Math.nextDown(c.lower() - r.upper()), Math.nextUp(c.upper() + r.upper()));
        }
        return SolutionBox.of(center, radius, z, equations.residual(z));
    }

    private static Interval[] points(double[] z) {
        return Arrays.stream(z).mapToObj(Interval::of).toArray(Interval[]::new);
    }

    /** A radius with {@code |Y F(c)| + |I - Y F'| radius < radius}, or null. */
    private double[] contract(double[] z, double[][] inverse, double[] defect) {
        double[] radius = new double[unknowns];
        for (int i = 0; i < unknowns; i++) {
            radius[i] = 2 * defect[i] + 4 * Math.ulp(z[i]) + Double.MIN_NORMAL;
        }
        for (int attempt = 0; attempt < 4; attempt++) {
            double[] spread = spread(z, inverse, radius);
            boolean inside = true;
            double[] wider = new double[unknowns];
            for (int i = 0; i < unknowns; i++) {
                double needed = Math.nextUp(defect[i] + spread[i]);
                inside &= needed < radius[i];
                wider[i] = 2 * needed + Double.MIN_NORMAL;
            }
            if (inside) {
                return radius;
            }
            radius = wider;
        }
        return null;
    }

    /**
     * Upper bounds of {@code |I - Y F'(z +- radius)| radius}.
     *
     * <p>With the derivative in {@code C +- R} it is at most {@code (|I - Y C| + |Y| R) radius}. The product Y C is computed in
     * doubles; each entry sums {@code unknowns + 1} terms, so by the standard bound it is within {@code (unknowns + 4) u (1 + |Y|
     * |C|)} of the exact one, 2% more for the rounding of the bound itself.
     */
    private double[] spread(double[] z, double[][] inverse, double[] radius) {
        Interval[] box = new Interval[unknowns];
        for (int i = 0; i < unknowns; i++) {
            box[i] = Interval.around(z[i], radius[i]);
        }
        double[][] center = new double[unknowns][unknowns];
        double[][] error = new double[unknowns][unknowns];
        equations.derivative(box, center, error);
        double unit = 1.02 * (unknowns + 4) * 0x1p-53;
        double[] spread = new double[unknowns];
        for (int i = 0; i < unknowns; i++) {
            double total = 0;
            for (int j = 0; j < unknowns; j++) {
                double entry = i == j ? 1 : 0;
                double size = entry;
                double uncertain = 0;
                for (int k = 0; k < unknowns; k++) {
                    double y = Math.abs(inverse[i][k]);
                    entry -= inverse[i][k] * center[k][j];
                    size += y * Math.abs(center[k][j]);
                    uncertain += y * error[k][j];
                }
                total += (Math.abs(entry) + unit * size + uncertain * 1.000001 + Double.MIN_NORMAL) * radius[j];
            }
            // Fewer than 3 * unknowns + 8 roundings of positive terms in the sum above; MIN_NORMAL for underflow, here
            // and there.
            spread[i] = total * (1 + (3 * unknowns + 16) * 0x1p-52) + Double.MIN_NORMAL;
        }
        return spread;
    }
}
