package org.talweg.proof;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.talweg.exact.Enclosure;
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
 * intervals; F at the center in double intervals or, for small boxes, exactly but for the square roots.
 */
final class KktSystem {

    private static final int FIRST_PLACES = 160;

    private final Objective objective;
    private final List<FaceData> faces;
    private final int[] signs;
    private final int[] offset;
    private final int unknowns;
    private final Interval mu;
    private final ApproximateKkt approximate;
    private RationalMatrix outputs;

    KktSystem(Objective objective, List<FaceData> faces, int[] signs) {
        this.objective = objective;
        this.faces = List.copyOf(faces);
        this.signs = signs.clone();
        this.offset = new int[faces.size() + 1];
        for (int i = 0; i < faces.size(); i++) {
            offset[i + 1] = offset[i] + faces.get(i).dimension();
        }
        this.unknowns = offset[faces.size()];
        this.mu = objective.muInterval();
        this.approximate = new ApproximateKkt(objective, this.faces, this.signs, offset);
    }

    int unknowns() {
        return unknowns;
    }

    int offset(int ray) {
        return offset[ray];
    }

    /** n by unknowns, exact: {@code h = outputs * z}. */
    RationalMatrix outputs() {
        if (outputs == null) {
            List<RationalVector> rows = new ArrayList<>();
            for (int k = 0; k < objective.size(); k++) {
                Rational[] row = new Rational[unknowns];
                for (int i = 0; i < faces.size(); i++) {
                    for (int j = 0; j < faces.get(i).dimension(); j++) {
                        row[offset[i] + j] = faces.get(i).products().get(k, j).multiply(signs[i]);
                    }
                }
                rows.add(RationalVector.of(row));
            }
            outputs = RationalMatrix.ofRows(rows, unknowns);
        }
        return outputs;
    }

    /** The residual {@code outputs z - y}, exact. */
    RationalVector residual(RationalVector z) {
        return outputs().multiply(z).subtract(objective.data().labels());
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
        if (inverse == null || !faces.stream().allMatch(FaceData::isOrdinary)) {
            return Optional.empty();
        }
        double[] radius = contract(z, inverse, intervalDefect(inverse, value(points(z))));
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
        return Optional.of(SolutionBox.of(z, radius, enclosures, residual(enclosures)));
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
        ExactValue f = exactValue(z, FIRST_PLACES + guardPlaces(inverse));
        return defect(y, y.multiply(f.center), f.radius).toList().stream()
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
        for (int step = 0; step < 10 + bits / 8 && isDefinedAt(center); step++) {
            ExactValue f = exactValue(center, places + 32 + guardPlaces(inverse));
            RationalVector correction = y.multiply(f.center);
            RationalVector error = defect(y, correction, f.radius);
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
        return SolutionBox.of(center, radius, z, residual(z));
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
        derivative(box, center, error);
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
            // Fewer than 3 * unknowns + 8 roundings of positive terms in the sum above; MIN_NORMAL for underflow.
            spread[i] = total * (1 + (3 * unknowns + 16) * 0x1p-52) + Double.MIN_NORMAL;
        }
        return spread;
    }

    /**
     * The derivative over the box: each entry within {@code error} of {@code center}. The constant part sums at most n products
     * of data rounded once each (to normal numbers, see {@link FaceData#isOrdinary}), so it is within {@code (n + 6) u} times the sum of absolute values.
     */
    private void derivative(Interval[] box, double[][] center, double[][] error) {
        double unit = 1.02 * (objective.size() + 6) * 0x1p-53;
        double[] row = new double[unknowns];
        for (int k = 0; k < objective.size(); k++) {
            approximate.output(k, row);
            for (int a = 0; a < unknowns; a++) {
                if (row[a] != 0) {
                    for (int b = 0; b < unknowns; b++) {
                        error[a][b] += Math.abs(row[a] * row[b]);
                    }
                }
            }
        }
        for (int a = 0; a < unknowns; a++) {
            for (int b = 0; b < unknowns; b++) {
                center[a][b] = approximate.constantPart()[a][b];
                error[a][b] = error[a][b] * unit + Double.MIN_NORMAL;
            }
        }
        for (int i = 0; i < faces.size(); i++) {
            addCurvature(center, error, i, box);
        }
    }

    private Interval[] residual(Interval[] z) {
        Interval[] r = new Interval[objective.size()];
        for (int k = 0; k < r.length; k++) {
            r[k] = objective.labelIntervals()[k].negate();
            for (int i = 0; i < faces.size(); i++) {
                if (faces.get(i).covector().sign(k) > 0) {
                    Interval[] row = faces.get(i).productIntervals()[k];
                    for (int j = 0; j < row.length; j++) {
                        Interval term = row[j].multiply(z[offset[i] + j]);
                        r[k] = signs[i] > 0 ? r[k].add(term) : r[k].subtract(term);
                    }
                }
            }
        }
        return r;
    }

    private Interval[] gramTimes(int i, Interval[] z) {
        Interval[][] gram = faces.get(i).gramIntervals();
        Interval[] product = new Interval[gram.length];
        for (int p = 0; p < gram.length; p++) {
            product[p] = Interval.ZERO;
            for (int q = 0; q < gram.length; q++) {
                product[p] = product[p].add(gram[p][q].multiply(z[offset[i] + q]));
            }
        }
        return product;
    }

    private Interval norm(int i, Interval[] z, Interval[] gramZ) {
        Interval square = Interval.ZERO;
        for (int p = 0; p < gramZ.length; p++) {
            square = square.add(gramZ[p].multiply(z[offset[i] + p]));
        }
        return square.sqrt();
    }

    /** Adds {@code mu (G / |u| - Gz z'G / |u|^3)} to the diagonal block of ray i. */
    private void addCurvature(double[][] center, double[][] error, int i, Interval[] z) {
        Interval[] gz = gramTimes(i, z);
        Interval norm = norm(i, z, gz);
        Interval weight = mu.divide(norm);
        Interval[] unit = new Interval[gz.length];
        for (int p = 0; p < gz.length; p++) {
            unit[p] = gz[p].divide(norm);
        }
        for (int p = 0; p < gz.length; p++) {
            for (int q = 0; q < gz.length; q++) {
                Interval g = faces.get(i).gramIntervals()[p][q].subtract(unit[p].multiply(unit[q]));
                int a = offset[i] + p;
                int b = offset[i] + q;
                Interval entry = weight.multiply(g).add(Interval.of(center[a][b]));
                center[a][b] = entry.middle();
                double below = Math.nextUp(center[a][b] - entry.lower());
                double above = Math.nextUp(entry.upper() - center[a][b]);
                error[a][b] = Math.nextUp(error[a][b] + Math.max(below, above));
            }
        }
    }

    private Interval[] value(Interval[] z) {
        Interval[] r = residual(z);
        Interval[] f = new Interval[unknowns];
        for (int i = 0; i < faces.size(); i++) {
            Interval[] gz = gramTimes(i, z);
            Interval weight = mu.divide(norm(i, z, gz));
            for (int p = 0; p < gz.length; p++) {
                Interval sum = Interval.ZERO;
                for (int k = 0; k < r.length; k++) {
                    if (faces.get(i).covector().sign(k) > 0) {
                        sum = sum.add(faces.get(i).productIntervals()[k][p].multiply(r[k]));
                    }
                }
                sum = signs[i] > 0 ? sum : sum.negate();
                f[offset[i] + p] = sum.add(weight.multiply(gz[p]));
            }
        }
        return f;
    }

    /** True if no neuron is zero, where F is not defined. */
    private boolean isDefinedAt(RationalVector z) {
        for (int i = 0; i < faces.size(); i++) {
            if (z.toList().subList(offset[i], offset[i + 1]).stream().allMatch(Rational::isZero)) {
                return false;
            }
        }
        return true;
    }

    private record ExactValue(RationalVector center, RationalVector radius) {}

    /** F at an exact point, up to the error of 1/|u|. */
    private ExactValue exactValue(RationalVector z, int bits) {
        RationalVector r = residual(z);
        Rational[] center = new Rational[unknowns];
        Rational[] radius = new Rational[unknowns];
        for (int i = 0; i < faces.size(); i++) {
            RationalVector zi = RationalVector.of(z.toList().subList(offset[i], offset[i + 1]));
            RationalVector gz = faces.get(i).gram().multiply(zi);
            Rational square = gz.dot(zi);
            Enclosure norm = square.sqrt(bits + 64);
            Rational low = objective.mu().divide(norm.upper());
            Rational high = objective.mu().divide(norm.lower());
            Rational middle = low.add(high).divide(Rational.TWO);
            Rational half = high.subtract(low).divide(Rational.TWO);
            RationalVector pull = faces.get(i).products().multiplyTransposed(r);
            for (int p = 0; p < gz.size(); p++) {
                Rational c = pull.get(p).multiply(signs[i]).add(middle.multiply(gz.get(p)));
                center[offset[i] + p] = c.roundDown(bits);
                radius[offset[i] + p] = half.multiply(gz.get(p).abs())
                        .roundUp(bits)
                        .add(Rational.scaleByPowerOfTwo(BigInteger.ONE, -bits));
            }
        }
        return new ExactValue(RationalVector.of(center), RationalVector.of(radius));
    }
}
