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
import org.talweg.existence.SolutionBox;
import org.talweg.landscape.Objective;

/**
 * The square first-order system of a set of rays on given faces (theorem T2). The unknowns are the coordinates z_i of each
 * neuron {@code u_i = B_i z_i} in the basis of its face's span, and the coordinates q of the residual {@code r = -rest - mu Q q} ({@link
 * ScaledResidual}); with {@code M_i = D_i X B_i} and {@code G_i = B_i' B_i},
 *
 * <pre>  G_i z_i / |u_i| = s_i M_i' Q q,    Q' (sum_i s_i M_i z_i + mu Q q - y) = 0,    |u_i|^2 = z_i' G_i z_i.</pre>
 *
 * <p>With q eliminated these are the equations {@code s_i M_i' r + mu G_i z_i / |u_i| = 0}. As they stand they are as well conditioned for a tiny
 * mu as for any other.
 *
 * <p>{@link #prove} shows by Krawczyk's operator that a box holds exactly one solution: with Y near the inverse of the
 * Jacobian, {@code |Y F(c)| + |I - Y F'(box)| radius < radius} in every component. The derivative is enclosed in double
 * intervals; F at the center in double intervals or, where those are too wide, exactly but for the square roots.
 */
public final class KktSystem {

    private static final int FIRST_PLACES = 160;

    private static final int MANY_PLACES = 256;
    private static final int STEPS = 30;

    private final KktEquations equations;
    private final ApproximateKkt approximate;
    private final int unknowns;
    /** Where the unknowns of each neuron begin, then those of the residual, and their end. */
    private final int[] blocks;

    /** The system with the residual in the numbers that suit the decay ({@link ScaledResidual}). */
    KktSystem(Objective objective, List<FaceData> faces, int[] signs) {
        this(new KktEquations(objective, faces, signs, objective.hasSmallDecay()));
    }

    /** The system with the residual on the outputs, as {@link #dual} wants it where inputs nearly depend. */
    static KktSystem onOutputs(Objective objective, List<FaceData> faces, int[] signs) {
        return new KktSystem(new KktEquations(objective, faces, signs, true));
    }

    private KktSystem(KktEquations equations) {
        this.equations = equations;
        this.approximate = equations.approximate();
        this.unknowns = equations.unknowns();
        this.blocks = new int[equations.rays() + 2];
        for (int i = 0; i <= equations.rays(); i++) {
            blocks[i] = equations.offset(i);
        }
        blocks[equations.rays() + 1] = unknowns;
    }

    int unknowns() {
        return unknowns;
    }

    int offset(int ray) {
        return equations.offset(ray);
    }

    /** n by unknowns, exact: {@code h = outputs * (z, q)}. */
    RationalMatrix outputs() {
        return equations.outputs();
    }

    /** n by unknowns, exact: {@code r = residuals * (z, q) - rest} at a solution. */
    RationalMatrix residuals() {
        return equations.residuals();
    }

    /** The part of the labels that the faces do not fit, as far as it was split off. */
    RationalVector rest() {
        return equations.scaled().rest();
    }

    /** {@code residuals * x - rest}, exact. */
    RationalVector residual(RationalVector x) {
        return equations.residual(x);
    }

    /** Newton's method in floating point from the neurons z; returns the last iterate (z, q) whatever happened. */
    double[] approximateNewton(double[] start) {
        return approximate.newton(start);
    }

    /** {@code form . r} at (z, q), in floating point. */
    double approximateForm(RationalVector form, double mu, double[] x) {
        return equations.scaled().approximate(form, mu, x, equations.neuronUnknowns());
    }

    /** A box around the point {@code z}, neurons and residual, with exactly one solution, radius about the error of z; empty if the test fails. */
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

    /** The same system without the directions of the rays. */
    DualEquations dual() {
        return equations.dual();
    }

    /** The neurons z as rationals; empty if one is zero or not finite. */
    Optional<RationalVector> neurons(double[] z) {
        if (!Arrays.stream(z).allMatch(Double::isFinite)) {
            return Optional.empty();
        }
        RationalVector neurons = RationalVector.of(Arrays.copyOf(z, equations.neuronUnknowns()));
        return equations.isDefinedAt(neurons) ? Optional.of(neurons) : Optional.empty();
    }

    /** Where to begin in many places: the masses and the residual that the directions of the neurons z ask for, or z itself where a mass would not be positive. */
    Optional<RationalVector> startingPoint(double[] z) {
        return neurons(z)
                .map(u -> equations.withMasses(u, MANY_PLACES).orElse(RationalVector.of(Arrays.copyOf(z, unknowns))));
    }

    /**
     * A box with exactly one solution, by Newton's method from the point {@code start} in many places, with derivatives in doubles: a neuron whose mass
     * is below the rounding of the others' is not seen in doubles. Empty if the test fails.
     */
    Optional<SolutionBox> proveInManyPlaces(RationalVector start) {
        RationalVector center = start;
        for (int step = 0; step < STEPS && equations.isDefinedAt(center); step++) {
            double[] x = center.toDoubles();
            double[][] inverse = approximate.inverse(x);
            if (inverse == null) {
                return Optional.empty();
            }
            int[] places = places(x, MANY_PLACES);
            Step newton = step(center, exact(inverse), valuePlaces(inverse, places));
            if (isWithin(newton.error(), places)) {
                return certify(center, inverse, newton.error(), places);
            }
            center = rounded(center.subtract(newton.correction()), places);
        }
        return Optional.empty();
    }

    /** Places of F that give each unknown its places when F is multiplied with Y. */
    private int valuePlaces(double[][] inverse, int[] places) {
        int most = 0;
        for (int i = 0; i < unknowns; i++) {
            most = Math.max(most, places[i] + guardPlaces(new double[][] {inverse[i]}));
        }
        return most + 32;
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
        Step newton = step(z, exact(inverse), FIRST_PLACES + guardPlaces(inverse));
        return newton.error().toList().stream()
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
     * A box of radius about {@code 2^-bits} for the largest neuron, with equally many significant places for the others and the residual, and with at
     * least {@code bits} of them, around the solution in {@code box}, by Newton steps with the derivative fixed and F evaluated as precisely as that takes; empty if the test fails.
     */
    Optional<SolutionBox> refine(SolutionBox box, int bits) {
        if (unknowns == 0) {
            return Optional.of(box);
        }
        return refineInSteps(box, bits).or(() -> {
            DualEquations dual = equations.dual();
            return proveByMasses(dual, dual.masses(box.center()), bits);
        });
    }

    private Optional<SolutionBox> refineInSteps(SolutionBox box, int bits) {
        double[] x = box.approximateCenter();
        double[][] inverse = approximate.inverse(x);
        if (inverse == null) {
            return Optional.empty();
        }
        RationalMatrix y = exact(inverse);
        RationalVector center = box.center();
        int[] places = places(x, bits);
        int valuePlaces = valuePlaces(inverse, places);
        for (int step = 0; step < 10 + bits / 8 && equations.isDefinedAt(center); step++) {
            Step newton = step(center, y, valuePlaces);
            if (isWithin(newton.error(), places)) {
                return certify(center, inverse, newton.error(), places);
            }
            center = rounded(center.subtract(newton.correction()), places);
        }
        return Optional.empty();
    }

    /**
     * For each unknown so many binary places that the largest of its neuron, or of the residual, gets equally many significant ones: {@code bits}, and as
     * many more as the largest neuron coordinate is above 1.
     */
    private int[] places(double[] x, int bits) {
        int[] exponents = new int[blocks.length - 1];
        int most = 0;
        for (int b = 0; b < exponents.length; b++) {
            double size = Arrays.stream(x, blocks[b], blocks[b + 1])
                    .map(Math::abs)
                    .max()
                    .orElse(0);
            exponents[b] = size > 0 ? Math.getExponent(size) : 0;
            most = b < exponents.length - 1 ? Math.max(most, exponents[b]) : most;
        }
        int[] places = new int[unknowns];
        for (int b = 0; b < exponents.length; b++) {
            Arrays.fill(places, blocks[b], blocks[b + 1], bits + most - exponents[b]);
        }
        return places;
    }

    private static boolean isWithin(RationalVector error, int[] places) {
        for (int i = 0; i < places.length; i++) {
            if (error.get(i).compareTo(unit(places[i])) > 0) {
                return false;
            }
        }
        return true;
    }

    private static Rational unit(int places) {
        return Rational.scaleByPowerOfTwo(BigInteger.ONE, -places);
    }

    private static RationalVector rounded(RationalVector x, int[] places) {
        Rational[] entries = new Rational[places.length];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = x.get(i).roundDown(places[i] + 16);
        }
        return RationalVector.of(entries);
    }

    /**
     * With {@code e >= |Y F(c)|} in every component and {@code |I - Y F'| e <= e/2} on a box that contains {@code c +-
     * 2e}, Krawczyk's operator maps {@code c +- 2e} into itself and contracts there, in the maximum norm with weights e.
     */
    private Optional<SolutionBox> certify(
            RationalVector center, double[][] inverse, RationalVector error, int[] places) {
        double[] x = center.toDoubles();
        double[] weight = new double[unknowns];
        double[] radius = new double[unknowns];
        Rational[] wide = new Rational[unknowns];
        // Weights count in these units, since e may be below the doubles.
        Rational unit = unit(Arrays.stream(places).min().orElse(0));
        for (int b = 0; b + 1 < blocks.length; b++) {
            for (int i = blocks[b]; i < blocks[b + 1]; i++) {
                Rational largest = error.toList().subList(blocks[b], blocks[b + 1]).stream()
                        .reduce(unit(places[i] + 8), Rational::max);
                weight[i] = Interval.of(largest.divide(unit)).upper();
                wide[i] = Rational.of(weight[i]).multiply(2).multiply(unit);
                // The derivative is enclosed around the rounded center, so its box must be wider than 2e by that
                // rounding.
                radius[i] = 2 * Interval.of(wide[i]).upper() + 8 * Math.ulp(x[i]) + Double.MIN_NORMAL;
            }
        }
        double[] spread = spread(x, inverse, radius, weight);
        for (int i = 0; i < unknowns; i++) {
            if (!(spread[i] <= weight[i] / 2)) {
                return Optional.empty();
            }
        }
        return Optional.of(box(center, RationalVector.of(wide)));
    }

    /**
     * A step of Newton's method.
     *
     * @param correction near {@code Y F(c)}
     * @param error at least {@code |Y F(c)|}
     */
    private record Step(RationalVector correction, RationalVector error) {}

    /** The step at c, with F in so many binary places. */
    private Step step(RationalVector c, RationalMatrix y, int valuePlaces) {
        KktEquations.ExactValue f = equations.exactValue(c, valuePlaces);
        RationalVector correction = y.multiply(f.center());
        Rational[] error = new Rational[unknowns];
        for (int i = 0; i < unknowns; i++) {
            error[i] = correction.get(i).abs().add(y.row(i).map(Rational::abs).dot(f.radius()));
        }
        return new Step(correction, RationalVector.of(error));
    }

    /**
     * A box with exactly one solution, by way of the masses, near the masses and q given; empty if the test fails. Slower than the others, and works for
     * a system of any condition. There is no other solution outside the box: neurons that solve the system
     * minimise a convex function, and where it is regular they are its only minimum.
     */
    Optional<SolutionBox> proveByMasses(DualEquations dual, RationalVector x, int bits) {
        return dual.prove(x, bits).map(dual::neurons).map(b -> box(b.center(), b.radius()));
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
            double[] spread = spread(z, inverse, radius, radius);
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
     * Upper bounds of {@code |I - Y F'(z +- radius)| weight}.
     *
     * <p>With the derivative in {@code C +- R} it is at most {@code (|I - Y C| + |Y| R) weight}. The product Y C is computed in
     * doubles; each entry sums {@code unknowns + 1} terms, so by the standard bound it is within {@code (unknowns + 4) u (1 + |Y|
     * |C|)} of the exact one, 2% more for the rounding of the bound itself.
     */
    private double[] spread(double[] z, double[][] inverse, double[] radius, double[] weight) {
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
                total += (Math.abs(entry) + unit * size + uncertain * 1.000001 + Double.MIN_NORMAL) * weight[j];
            }
            // Fewer than 3 * unknowns + 8 roundings of positive terms in the sum above; MIN_NORMAL for underflow, here
            // and there.
            spread[i] = total * (1 + (3 * unknowns + 16) * 0x1p-52) + Double.MIN_NORMAL;
        }
        return spread;
    }
}
