package org.talweg.proof;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Interval;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.Objective;

/**
 * The equations of a {@link KktSystem} and their derivative, in double intervals and in exact arithmetic. With
 * {@code M_i = D_i X B_i} and {@code G_i = B_i' B_i},
 *
 * <pre>  F_i(z) = s_i M_i' r + mu G_i z_i / |u_i|,    r = sum_i s_i M_i z_i - y,    |u_i|^2 = z_i' G_i z_i.</pre>
 */
final class KktEquations {

    private final Objective objective;
    private final List<FaceData> faces;
    private final int[] signs;
    private final int[] offset;
    private final int unknowns;
    private final Interval mu;
    private final ApproximateKkt approximate;
    private RationalMatrix outputs;

    KktEquations(Objective objective, List<FaceData> faces, int[] signs) {
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

    /** The same equations in floating point. */
    ApproximateKkt approximate() {
        return approximate;
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

    /** Contains the residual at every z of the box. */
    Interval[] residual(Interval[] z) {
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

    /**
     * The derivative over the box: each entry within {@code error} of {@code center}. The constant part sums at most n products
     * of data rounded once each, so it is within {@code (n + 6) u} times the sum of absolute values. That holds for normal
     * numbers; on other faces nothing is known of the error.
     */
    void derivative(Interval[] box, double[][] center, double[][] error) {
        boolean ordinary = faces.stream().allMatch(FaceData::isOrdinary);
        double unit = ordinary ? 1.02 * (objective.size() + 6) * 0x1p-53 : Double.POSITIVE_INFINITY;
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
                error[a][b] = (error[a][b] + Double.MIN_NORMAL) * unit + Double.MIN_NORMAL;
            }
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

    /** Contains F at every z of the box. */
    Interval[] value(Interval[] z) {
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
    boolean isDefinedAt(RationalVector z) {
        for (int i = 0; i < faces.size(); i++) {
            if (z.toList().subList(offset[i], offset[i + 1]).stream().allMatch(Rational::isZero)) {
                return false;
            }
        }
        return true;
    }

    /** A point and how far, in each component, F may be from it. */
    record ExactValue(RationalVector center, RationalVector radius) {}

    /** F at an exact point, up to the error of 1/|u|. */
    ExactValue exactValue(RationalVector z, int bits) {
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
