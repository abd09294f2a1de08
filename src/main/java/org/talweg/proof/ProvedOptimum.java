package org.talweg.proof;

import java.util.ArrayList;
import java.util.List;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Interval;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedFace;

/**
 * A solution of the first-order system of some rays that is proved to exist, with each ray proved to lie on its face. What
 * program it is the optimum of, and whether it is a local minimum, is answered by its methods from the signs of
 * {@link LocalConditions}; every sign is proved or {@code null}.
 *
 * <p>Rays are sorted as {@link SignedFace} sorts them.
 */
public final class ProvedOptimum {

    private final Objective objective;
    private final List<SignedFace> faces;
    private final List<FaceData> data;
    private final KktSystem system;
    private final SolutionBox box;
    private final Interval[] residual;
    private final Integer[][] slopes;

    ProvedOptimum(Objective objective, List<SignedFace> faces, List<FaceData> data, KktSystem system, SolutionBox box) {
        this.objective = objective;
        this.faces = List.copyOf(faces);
        this.data = List.copyOf(data);
        this.system = system;
        this.box = box;
        this.residual = box.residual().toArray(Interval[]::new);
        this.slopes = new Integer[faces.size()][];
        for (int i = 0; i < slopes.length; i++) {
            List<LocalConditions.LocalRay> rays = data.get(i).conditions().rays();
            slopes[i] = new Integer[rays.size()];
            for (int l = 0; l < rays.size(); l++) {
                slopes[i][l] = sign(rays.get(l).derivative(), faces.get(i).sign());
            }
        }
    }

    /** The sign of {@code s * form(r)} at the solution, 0 only if the form vanishes identically; null if not shown. */
    private Integer sign(ResidualForm form, int s) {
        int fast = form.evaluate(residual).sign();
        if (fast != 0) {
            return s * fast;
        }
        RationalVector inZ = system.outputs().multiplyTransposed(form.coefficients());
        Rational constant = form.coefficients().dot(objective.data().labels()).negate();
        Integer exact = box.sign(inZ, constant);
        return exact == null ? null : Integer.valueOf(s * exact);
    }

    /** The faces of the rays. */
    public List<SignedFace> faces() {
        return faces;
    }

    SolutionBox box() {
        return box;
    }

    KktSystem system() {
        return system;
    }

    FaceData data(int ray) {
        return data.get(ray);
    }

    /** The neuron {@code u} at the center of the box, exact; within rounding of the true one. */
    public RationalVector center(int ray) {
        return data.get(ray).point(box.center().toList().subList(system.offset(ray), system.offset(ray + 1)));
    }

    /** Some signed cell in the star of the ray, as a pattern: zeros on the boundary read as inactive. */
    SignedCell cellOf(int ray) {
        return new SignedCell(faces.get(ray).sign(), faces.get(ray).covector());
    }

    /** A bound of {@code sum_k |r_k - center_k| |x_k|}, by which any gradient g_c moves between center and solution. */
    Rational residualSpread() {
        Rational spread = Rational.ZERO;
        for (int k = 0; k < objective.size(); k++) {
            Rational error = system.outputs().row(k).map(Rational::abs).dot(box.radius());
            Rational length =
                    objective.data().inputs().row(k).squaredNorm().sqrt(53).upper();
            spread = spread.add(error.multiply(length));
        }
        return spread;
    }

    /** An enclosure of the mass |u| of a ray. */
    public Enclosure mass(int ray) {
        Rational error = Rational.ZERO;
        for (int b = 0; b < data.get(ray).dimension(); b++) {
            Rational length =
                    data.get(ray).basis().row(b).squaredNorm().sqrt(53).upper();
            error = error.add(length.multiply(box.radius().get(system.offset(ray) + b)));
        }
        Enclosure norm = center(ray).squaredNorm().sqrt(128);
        return new Enclosure(
                norm.lower().subtract(error).max(Rational.ZERO), norm.upper().add(error));
    }

    /**
     * An enclosure of the value of the objective at the solution: at a solution {@code sum |u| mu = -r.(r + y)}, so it equals
     * {@code -(2/n) r.y - (1/n)|r|^2}.
     */
    public Enclosure value() {
        RationalMatrix outputs = system.outputs();
        RationalVector y = objective.data().labels();
        RationalVector r = system.residual(box.center());
        Rational error = Rational.ZERO;
        for (int k = 0; k < r.size(); k++) {
            Rational e = outputs.row(k).map(Rational::abs).dot(box.radius());
            Rational factor = y.get(k).abs().add(r.get(k).abs()).multiply(2).add(e);
            error = error.add(factor.multiply(e));
        }
        Rational center = r.dot(y).multiply(-2).subtract(r.squaredNorm());
        Rational n = Rational.of(objective.size());
        return Enclosure.around(center.divide(n), error.divide(n));
    }

    /** Intervals around the residual at the solution. */
    List<Interval> residual() {
        return box.residual();
    }

    /** The exact residual at the center of the box. */
    RationalVector centralResidual() {
        return system.residual(box.center());
    }

    /** Index of the ray whose star contains the signed cell, or -1. */
    int rayInClosure(int sign, int[] sides) {
        for (int i = 0; i < faces.size(); i++) {
            if (faces.get(i).sign() == sign && data.get(i).isInClosure(sides)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Whether the ray is the maximiser of the support function of this cell of its star: true, false, or null if not shown.
     * The first-order condition on one closed local cell.
     */
    Boolean isHost(int ray, int[] sides) {
        LocalConditions conditions = data.get(ray).conditions();
        Boolean holds = true;
        for (int l = 0; l < slopes[ray].length; l++) {
            if (conditions.isInClosure(l, data.get(ray).boundary(), sides)) {
                if (slopes[ray][l] == null) {
                    holds = null;
                } else if (slopes[ray][l] < 0) {
                    return false;
                }
            }
        }
        return holds;
    }

    /** Whether the derivative is nonnegative in all directions at the ray (theorem T4 (ii)): true, false, null. */
    public Boolean isLocallyMinimal(int ray) {
        Boolean holds = true;
        for (Integer slope : slopes[ray]) {
            if (slope == null) {
                holds = null;
            } else if (slope < 0) {
                return false;
            }
        }
        return holds;
    }

    /**
     * Whether zero is a convex combination of the local gradients at the ray: true, false, null. With independent hyperplanes
     * the local gradients are the corners of a box and the two slopes across each hyperplane must agree in sign.
     */
    public Boolean isClarkeStationary(int ray) {
        Boolean minimal = isLocallyMinimal(ray);
        if (Boolean.TRUE.equals(minimal)) {
            return true;
        }
        return data.get(ray).conditions().areIndependent() ? boxContainsZero(ray) : refuteClarke(ray);
    }

    private Boolean boxContainsZero(int ray) {
        Boolean holds = true;
        for (int l = 0; l < slopes[ray].length; l += 2) {
            Integer there = slopes[ray][l];
            Integer back = slopes[ray][l + 1];
            if (there == null || back == null) {
                holds = null;
            } else if (there * back < 0) {
                return false;
            }
        }
        return holds;
    }

    private Boolean refuteClarke(int ray) {
        for (LocalConditions.LocalRay local : data.get(ray).conditions().rays()) {
            Interval slope = LocalConditions.largestSlope(
                    objective, data.get(ray), local.direction(), faces.get(ray).sign(), residual);
            if (slope.sign() < 0) {
                return false;
            }
        }
        return null;
    }

    /** A direction in which the derivative at the ray is proved negative; null if none is known. */
    public RationalVector descent(int ray) {
        for (int l = 0; l < slopes[ray].length; l++) {
            if (slopes[ray][l] != null && slopes[ray][l] < 0) {
                return data.get(ray).conditions().rays().get(l).direction();
            }
        }
        return null;
    }

    /** True if some sign is not shown. */
    boolean hasOpenSigns() {
        for (Integer[] ofRay : slopes) {
            for (Integer slope : ofRay) {
                if (slope == null) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Rows for tests and reports: {@code face mass}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < faces.size(); i++) {
            parts.add(faces.get(i) + " " + mass(i).middle().doubleValue());
        }
        return parts.toString();
    }
}
