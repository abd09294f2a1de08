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
 * The equations of a {@link KktSystem} and their derivative, in double intervals and in exact arithmetic. With {@code M_i = D_i X B_i},
 * {@code G_i = B_i' B_i}, {@code H = (s_i M_i)_i} and the residual in the coordinates of {@link ScaledResidual},
 *
 * <pre>  E_i(z, q) = G_i z_i / |u_i| - s_i M_i' Q q = 0,    E(z, q) = Q' (H z + mu Q q - y) = 0,    |u_i|^2 = z_i' G_i z_i.</pre>
 *
 * <p>The derivative is a constant matrix but for the blocks {@code G / |u| - Gz z'G / |u|^3}. It stays regular for {@code mu = 0}.
 */
final class KktEquations {

    private final Objective objective;
    private final List<FaceData> faces;
    private final int[] signs;
    private final int[] offset;
    private final int neuronUnknowns;
    private final int unknowns;
    private final ScaledResidual scaled;
    private final double[][] constant;
    private final double[][] constantError;
    private final Interval[][] constantIntervals;
    private final Interval[] target;
    private final ApproximateKkt approximate;
    private RationalMatrix outputs;
    private RationalMatrix residuals;

    KktEquations(Objective objective, List<FaceData> faces, int[] signs, boolean onOutputs) {
        this.objective = objective;
        this.faces = List.copyOf(faces);
        this.signs = signs.clone();
        this.offset = new int[faces.size() + 1];
        for (int i = 0; i < faces.size(); i++) {
            offset[i + 1] = offset[i] + faces.get(i).dimension();
        }
        this.neuronUnknowns = offset[faces.size()];
        this.scaled = onOutputs || faces.isEmpty()
                ? ScaledResidual.onOutputs(
                        neuronOutputs(neuronUnknowns), objective.data().labels())
                : ScaledResidual.whole(objective.size());
        this.unknowns = neuronUnknowns + scaled.size();
        this.constantIntervals = constantPart();
        this.constant = new double[unknowns][unknowns];
        this.constantError = new double[unknowns][unknowns];
        for (int a = 0; a < unknowns; a++) {
            for (int b = 0; b < unknowns; b++) {
                Interval entry = constantIntervals[a][b];
                constant[a][b] = entry.lower() == entry.upper() ? entry.lower() : entry.middle();
                constantError[a][b] = error(entry, constant[a][b]);
            }
        }
        this.target = scaled.isWhole()
                ? objective.labelIntervals()
                : scaled.inBasis(objective.data().labels()).toList().stream()
                        .map(Interval::of)
                        .toArray(Interval[]::new);
        this.approximate = new ApproximateKkt(this.faces, offset, constant, target);
    }

    private static double error(Interval entry, double center) {
        return entry.lower() == entry.upper()
                ? 0
                : Math.nextUp(Math.max(Math.nextUp(entry.upper() - center), Math.nextUp(center - entry.lower())));
    }

    int rays() {
        return faces.size();
    }

    int unknowns() {
        return unknowns;
    }

    /** The number of unknowns z, which come first. */
    int neuronUnknowns() {
        return neuronUnknowns;
    }

    int offset(int ray) {
        return offset[ray];
    }

    /** The coordinates of the residual. */
    ScaledResidual scaled() {
        return scaled;
    }

    /** The same equations in floating point. */
    ApproximateKkt approximate() {
        return approximate;
    }

    /** The same equations without the directions. */
    DualEquations dual() {
        return new DualEquations(
                faces,
                signs,
                scaled,
                objective.mu(),
                scaled.inBasis(objective.data().labels()));
    }

    /** n by unknowns, exact: {@code h = outputs * (z, q)}. */
    RationalMatrix outputs() {
        if (outputs == null) {
            outputs = neuronOutputs(unknowns);
        }
        return outputs;
    }

    private RationalMatrix neuronOutputs(int columns) {
        List<RationalVector> rows = new ArrayList<>();
        for (int k = 0; k < objective.size(); k++) {
            Rational[] row = RationalVector.zero(columns).toList().toArray(Rational[]::new);
            for (int i = 0; i < faces.size(); i++) {
                for (int j = 0; j < faces.get(i).dimension(); j++) {
                    row[offset[i] + j] = faces.get(i).products().get(k, j).multiply(signs[i]);
                }
            }
            rows.add(RationalVector.of(row));
        }
        return RationalMatrix.ofRows(rows, columns);
    }

    /** n by unknowns, exact: at a solution {@code r = residuals * (z, q) - rest}. */
    RationalMatrix residuals() {
        if (residuals == null) {
            List<RationalVector> rows = new ArrayList<>();
            for (int k = 0; k < objective.size(); k++) {
                Rational[] row = RationalVector.zero(unknowns).toList().toArray(Rational[]::new);
                for (int j = 0; j < scaled.size(); j++) {
                    row[neuronUnknowns + j] =
                            scaled.basis().get(k, j).multiply(objective.mu()).negate();
                }
                rows.add(RationalVector.of(row));
            }
            residuals = RationalMatrix.ofRows(rows, unknowns);
        }
        return residuals;
    }

    /** {@code residuals * x - rest}, exact: the residual, if x is the solution. */
    RationalVector residual(RationalVector x) {
        RationalVector q = RationalVector.of(x.toList().subList(neuronUnknowns, unknowns));
        return scaled.multiplier(q).multiply(objective.mu().negate()).subtract(scaled.rest());
    }

    /** Contains the residual at the solution, if that is in the box. */
    Interval[] residual(Interval[] x) {
        return scaled.residual(objective.muInterval(), x, neuronUnknowns);
    }

    private Interval[][] constantPart() {
        Interval[][] k = new Interval[unknowns][unknowns];
        for (Interval[] row : k) {
            Arrays.fill(row, Interval.ZERO);
        }
        for (int i = 0; i < faces.size(); i++) {
            RationalMatrix inBasis = scaled.isWhole()
                    ? null
                    : faces.get(i).products().transpose().multiply(scaled.basis());
            for (int p = 0; p < faces.get(i).dimension(); p++) {
                for (int j = 0; j < scaled.size(); j++) {
                    Interval entry =
                            inBasis == null ? faces.get(i).productIntervals()[j][p] : Interval.of(inBasis.get(p, j));
                    Interval signed = signs[i] > 0 ? entry : entry.negate();
                    k[offset[i] + p][neuronUnknowns + j] = signed.negate();
                    k[neuronUnknowns + j][offset[i] + p] = signed;
                }
            }
        }
        RationalMatrix gram =
                scaled.isWhole() ? null : scaled.basis().transpose().multiply(scaled.basis());
        for (int j = 0; j < scaled.size(); j++) {
            if (gram == null) {
                k[neuronUnknowns + j][neuronUnknowns + j] = objective.muInterval();
            } else {
                for (int l = 0; l < scaled.size(); l++) {
                    k[neuronUnknowns + j][neuronUnknowns + l] =
                            Interval.of(gram.get(j, l).multiply(objective.mu()));
                }
            }
        }
        return k;
    }

    /** The derivative over the box: each entry within {@code error} of {@code center}. */
    void derivative(Interval[] box, double[][] center, double[][] error) {
        for (int a = 0; a < unknowns; a++) {
            System.arraycopy(constant[a], 0, center[a], 0, unknowns);
            System.arraycopy(constantError[a], 0, error[a], 0, unknowns);
        }
        for (int i = 0; i < faces.size(); i++) {
            addCurvature(center, error, i, box);
        }
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

    /** Sets the diagonal block of ray i to {@code G / |u| - Gz z'G / |u|^3}. */
    private void addCurvature(double[][] center, double[][] error, int i, Interval[] z) {
        Interval[] gz = gramTimes(i, z);
        Interval norm = norm(i, z, gz);
        Interval[] unit = new Interval[gz.length];
        for (int p = 0; p < gz.length; p++) {
            unit[p] = gz[p].divide(norm);
        }
        for (int p = 0; p < gz.length; p++) {
            for (int q = 0; q < gz.length; q++) {
                Interval entry = faces.get(i)
                        .gramIntervals()[p][q]
                        .subtract(unit[p].multiply(unit[q]))
                        .divide(norm);
                int a = offset[i] + p;
                int b = offset[i] + q;
                center[a][b] = entry.middle();
                error[a][b] = error(entry, center[a][b]);
            }
        }
    }

    /** Contains the equations' values at every point of the box. */
    Interval[] value(Interval[] x) {
        Interval[] f = new Interval[unknowns];
        for (int a = 0; a < unknowns; a++) {
            f[a] = Interval.ZERO;
            for (int b = 0; b < unknowns; b++) {
                Interval entry = constantIntervals[a][b];
                if (entry.lower() != 0 || entry.upper() != 0) {
                    f[a] = f[a].add(entry.multiply(x[b]));
                }
            }
        }
        for (int j = 0; j < scaled.size(); j++) {
            f[neuronUnknowns + j] = f[neuronUnknowns + j].subtract(target[j]);
        }
        for (int i = 0; i < faces.size(); i++) {
            Interval[] gz = gramTimes(i, x);
            Interval norm = norm(i, x, gz);
            for (int p = 0; p < gz.length; p++) {
                f[offset[i] + p] = f[offset[i] + p].add(gz[p].divide(norm));
            }
        }
        return f;
    }

    /**
     * The point at which the equations hold along the directions of the neurons z: {@code z_i = t_i c_i} with
     * {@code |c_i| = s_i c_i' M_i' Q q} and {@code E(z, q) = 0}, a linear system in t and q, solved exactly but for the roots |c_i|. Empty if it is singular
     * or a mass t_i is not positive.
     */
    Optional<RationalVector> withMasses(RationalVector z, int bits) {
        int rays = faces.size();
        int size = rays + scaled.size();
        List<RationalVector> inBasis = new ArrayList<>();
        List<Rational> right = new ArrayList<>();
        for (int i = 0; i < rays; i++) {
            RationalVector c = RationalVector.of(z.toList().subList(offset[i], offset[i + 1]));
            RationalVector outputs = faces.get(i).products().multiply(c).multiply(Rational.of(signs[i]));
            inBasis.add(scaled.inBasis(outputs));
            right.add(faces.get(i).gram().multiply(c).dot(c).sqrt(bits).middle());
        }
        right.addAll(scaled.inBasis(objective.data().labels()).toList());
        RationalMatrix gram =
                scaled.isWhole() ? scaled.basis() : scaled.basis().transpose().multiply(scaled.basis());
        List<RationalVector> rows = new ArrayList<>();
        for (int a = 0; a < size; a++) {
            Rational[] row = RationalVector.zero(size).toList().toArray(Rational[]::new);
            for (int j = 0; j < scaled.size() && a < rays; j++) {
                row[rays + j] = inBasis.get(a).get(j);
            }
            for (int i = 0; i < rays && a >= rays; i++) {
                row[i] = inBasis.get(i).get(a - rays);
            }
            for (int j = 0; j < scaled.size() && a >= rays; j++) {
                row[rays + j] = gram.get(a - rays, j).multiply(objective.mu());
            }
            rows.add(RationalVector.of(row));
        }
        return RationalMatrix.ofRows(rows, size).solve(RationalVector.of(right)).flatMap(t -> scaledBy(t, z));
    }

    private Optional<RationalVector> scaledBy(RationalVector t, RationalVector z) {
        Rational[] x = new Rational[unknowns];
        for (int i = 0; i < faces.size(); i++) {
            if (t.get(i).signum() <= 0) {
                return Optional.empty();
            }
            for (int j = offset[i]; j < offset[i + 1]; j++) {
                x[j] = z.get(j).multiply(t.get(i));
            }
        }
        for (int j = 0; j < scaled.size(); j++) {
            x[neuronUnknowns + j] = t.get(faces.size() + j);
        }
        return Optional.of(RationalVector.of(x));
    }

    /** True if no neuron is zero, where the equations are not defined. */
    boolean isDefinedAt(RationalVector x) {
        for (int i = 0; i < faces.size(); i++) {
            if (x.toList().subList(offset[i], offset[i + 1]).stream().allMatch(Rational::isZero)) {
                return false;
            }
        }
        return true;
    }

    /** A point and how far, in each component, the equations' values may be from it. */
    record ExactValue(RationalVector center, RationalVector radius) {}

    /** The equations' values at an exact point, up to the error of 1/|u|. */
    ExactValue exactValue(RationalVector x, int bits) {
        RationalVector multiplier =
                scaled.multiplier(RationalVector.of(x.toList().subList(neuronUnknowns, unknowns)));
        Rational[] center = new Rational[unknowns];
        Rational[] radius = new Rational[unknowns];
        Rational unit = Rational.scaleByPowerOfTwo(BigInteger.ONE, -bits);
        for (int i = 0; i < faces.size(); i++) {
            RationalVector zi = RationalVector.of(x.toList().subList(offset[i], offset[i + 1]));
            RationalVector gz = faces.get(i).gram().multiply(zi);
            Enclosure norm = gz.dot(zi).sqrt(bits + 64);
            Rational low = Rational.ONE.divide(norm.upper());
            Rational high = Rational.ONE.divide(norm.lower());
            Rational middle = low.add(high).divide(Rational.TWO);
            Rational half = high.subtract(low).divide(Rational.TWO);
            RationalVector pull = faces.get(i).products().multiplyTransposed(multiplier);
            for (int p = 0; p < gz.size(); p++) {
                Rational c = middle.multiply(gz.get(p)).subtract(pull.get(p).multiply(signs[i]));
                center[offset[i] + p] = c.roundDown(bits);
                radius[offset[i] + p] =
                        half.multiply(gz.get(p).abs()).roundUp(bits).add(unit);
            }
        }
        RationalVector fit =
                outputs().multiply(x).subtract(objective.data().labels()).combine(multiplier, objective.mu());
        RationalVector inBasis = scaled.inBasis(fit);
        for (int j = 0; j < scaled.size(); j++) {
            center[neuronUnknowns + j] = inBasis.get(j).roundDown(bits);
            radius[neuronUnknowns + j] = unit;
        }
        return new ExactValue(RationalVector.of(center), RationalVector.of(radius));
    }
}
