package org.talweg.oracle;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hipparchus.dfp.Dfp;
import org.hipparchus.dfp.DfpField;
import org.hipparchus.linear.FieldDecompositionSolver;
import org.hipparchus.linear.FieldLUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.talweg.exact.Rational;

/**
 * A critical point of the loss with the rays that somebody claims, by Newton's method in 100 digits, and the tests of first order at it: is it a local
 * minimum, is it optimal over all signed cells. Where doubles cannot decide, these still do: a number below 1e-50 counts as zero, one above 1e-30 as
 * not, and one between makes the answer UNCLEAR.
 */
public final class PreciseMinimum {

    /** A signed ray with its signs at the rows; direction and mass to about 1e-8. */
    public record Ray(int sign, int[] covector, double[] direction, double mass) {}

    /** What a test says. */
    public enum Answer {
        YES,
        NO,
        UNCLEAR
    }

    private static final DfpField FIELD = new DfpField(100);
    private static final Dfp ZERO_BELOW = FIELD.newDfp("1e-50");
    private static final Dfp CLEAR_ABOVE = FIELD.newDfp("1e-30");
    private static final Dfp CONVERGED = FIELD.newDfp("1e-60");
    private static final Dfp SINGULAR = ZERO_BELOW.multiply(ZERO_BELOW);
    private static final int STEPS = 60;
    private static final double MOST_CANCELLATION = 1e6;

    private final Dfp[][] x;
    private final Dfp[] y;
    private final Dfp mu;
    private final List<Ray> rays;
    private final List<List<Dfp[]>> bases = new ArrayList<>();
    private final Dfp[][] u;
    private Dfp[] residual;

    private PreciseMinimum(Rational[][] x, Rational[] y, Rational lambda, List<Ray> rays) {
        this.x = Arrays.stream(x).map(PreciseMinimum::of).toArray(Dfp[][]::new);
        this.y = of(y);
        this.mu = of(lambda).multiply(y.length);
        this.rays = rays;
        this.u = new Dfp[rays.size()][];
        for (int i = 0; i < u.length; i++) {
            Ray ray = rays.get(i);
            List<Dfp[]> basis = face(ray.covector());
            Dfp[] start = new Dfp[ray.direction().length];
            for (int j = 0; j < start.length; j++) {
                start[j] = FIELD.newDfp(ray.mass() * ray.direction()[j]);
            }
            u[i] = combination(
                    start.length, basis, basis.stream().map(b -> dot(b, start)).toArray(Dfp[]::new));
            bases.add(basis);
        }
        this.residual = residual();
    }

    /** Empty if there is no such critical point near, or the rays do not determine it. */
    public static Optional<PreciseMinimum> near(Rational[][] x, Rational[] y, Rational lambda, List<Ray> rays) {
        PreciseMinimum point = new PreciseMinimum(x, y, lambda, rays);
        return point.converges() && point.liesOnItsFaces() ? Optional.of(point) : Optional.empty();
    }

    /** The loss. */
    public BigDecimal value() {
        Dfp penalty = FIELD.getZero();
        for (Dfp[] block : u) {
            penalty = penalty.add(norm(block));
        }
        Dfp sum = dot(residual, residual).add(mu.multiply(penalty).multiply(2)).divide(y.length);
        return new BigDecimal(sum.toString());
    }

    /** Whether no direction at any ray lowers the loss to first order: slopes along all edges of the arrangement at the ray. */
    public Answer isLocallyMinimal() {
        Answer all = Answer.YES;
        for (int i = 0; i < u.length; i++) {
            all = and(all, isLocallyMinimal(i));
        }
        return all;
    }

    /** Whether the support value of every cell is at most mu; with criticality that is optimality over those cells. */
    public Answer isOptimal(List<OracleCell> cells) {
        Answer all = Answer.YES;
        double[][] rows = Arrays.stream(x)
                .map(r -> Arrays.stream(r).mapToDouble(Dfp::toDouble).toArray())
                .toArray(double[][]::new);
        double[] share = Arrays.stream(residual)
                .mapToDouble(r -> r.divide(mu).toDouble())
                .toArray();
        ReferenceConvexProgram program = new ReferenceConvexProgram(rows, new double[rows.length], 1);
        double size = 0;
        for (int k = 0; k < share.length; k++) {
            size += Math.abs(share[k]) * Plain.norm(rows[k]);
        }
        for (OracleCell cell : cells) {
            // A support value that doubles show to be clear of mu, cancellation included, needs no more digits.
            double approximate = size < MOST_CANCELLATION ? program.supportValue(cell, share) : 1;
            if (approximate > 1 + 1e-6) {
                return Answer.NO;
            }
            if (approximate > 1 - 1e-6) {
                all = and(all, atMost(support(cell).divide(mu).subtract(FIELD.getOne())));
            }
        }
        return all;
    }

    private static Answer and(Answer a, Answer b) {
        return a == Answer.NO || b == Answer.NO ? Answer.NO : a == Answer.YES ? b : a;
    }

    /** Whether a number is negative or zero. */
    private static Answer atMost(Dfp excess) {
        return excess.lessThan(ZERO_BELOW) ? Answer.YES : excess.greaterThan(CLEAR_ABOVE) ? Answer.NO : Answer.UNCLEAR;
    }

    /** Newton's method for |r|^2/2 + mu sum |u_i| on the faces. */
    private boolean converges() {
        int size = bases.stream().mapToInt(List::size).sum();
        Dfp last = null;
        for (int step = 0; step < STEPS; step++) {
            Dfp[] gradient = new Dfp[size];
            Dfp[][] columns = new Dfp[size][];
            Dfp[][] along = new Dfp[size][];
            int[] owner = new int[size];
            int at = 0;
            for (int i = 0; i < u.length; i++) {
                Dfp length = norm(u[i]);
                if (length.lessThan(ZERO_BELOW)) {
                    return false;
                }
                for (Dfp[] b : bases.get(i)) {
                    columns[at] = output(i, b);
                    along[at] = b;
                    owner[at] = i;
                    gradient[at] = dot(columns[at], residual)
                            .add(mu.multiply(dot(u[i], b)).divide(length));
                    at++;
                }
            }
            Dfp largest = FIELD.getZero();
            for (Dfp g : gradient) {
                largest = g.abs().greaterThan(largest) ? g.abs() : largest;
            }
            if (largest.lessThan(CONVERGED.multiply(mu))) {
                return true;
            }
            if (last != null && step > STEPS / 2 && !largest.lessThan(last)) {
                return false;
            }
            last = largest;
            Dfp[][] hessian = new Dfp[size][size];
            for (int a = 0; a < size; a++) {
                for (int b = 0; b < size; b++) {
                    hessian[a][b] = dot(columns[a], columns[b]);
                    if (owner[a] == owner[b]) {
                        Dfp[] block = u[owner[a]];
                        Dfp length = norm(block);
                        Dfp curved = dot(along[a], along[b])
                                .subtract(dot(block, along[a])
                                        .multiply(dot(block, along[b]))
                                        .divide(length.multiply(length)));
                        hessian[a][b] = hessian[a][b].add(mu.multiply(curved).divide(length));
                    }
                }
            }
            Dfp[] change = solve(hessian, gradient);
            if (change == null) {
                return false;
            }
            for (int a = 0; a < size; a++) {
                u[owner[a]] = plus(u[owner[a]], change[a].negate(), along[a]);
            }
            residual = residual();
        }
        return false;
    }

    private boolean liesOnItsFaces() {
        for (int i = 0; i < u.length; i++) {
            Dfp length = norm(u[i]);
            for (int k = 0; k < x.length; k++) {
                int sign = rays.get(i).covector()[k];
                if (sign != 0 && !dot(x[k], u[i]).multiply(sign).greaterThan(CLEAR_ABOVE.multiply(length))) {
                    return false;
                }
            }
        }
        return true;
    }

    private Answer isLocallyMinimal(int i) {
        Ray ray = rays.get(i);
        Dfp[] base = scale(FIELD.getOne().divide(norm(u[i])), u[i]);
        List<Dfp[]> kinks = new ArrayList<>();
        for (int k = 0; k < x.length; k++) {
            if (ray.covector()[k] > 0) {
                base = plus(base, residual[k].multiply(ray.sign()).divide(mu), x[k]);
            } else if (ray.covector()[k] == 0 && !isZero(x[k])) {
                kinks.add(x[k]);
            }
        }
        Answer all = Answer.YES;
        for (Dfp[] edge : edges(kinks)) {
            for (int way : new int[] {1, -1}) {
                Dfp[] delta = scale(FIELD.newDfp(way), edge);
                Dfp slope = dot(base, delta);
                for (int k = 0; k < x.length; k++) {
                    Dfp step = dot(x[k], delta);
                    if (ray.covector()[k] == 0 && step.greaterThan(FIELD.getZero())) {
                        slope = slope.add(
                                residual[k].multiply(ray.sign()).divide(mu).multiply(step));
                    }
                }
                all = and(all, atMost(slope.negate()));
            }
        }
        return all;
    }

    /** A vector on each line of the span of the normals in which hyperplanes meet. */
    private static List<Dfp[]> edges(List<Dfp[]> normals) {
        List<Dfp[]> span = orthonormal(normals);
        List<Dfp[]> edges = new ArrayList<>();
        if (span.isEmpty()) {
            return edges;
        }
        for (int[] set : ReferenceVerdicts.subsets(normals.size(), span.size() - 1)) {
            List<Dfp[]> vectors =
                    new ArrayList<>(IntStream.of(set).mapToObj(normals::get).toList());
            if (orthonormal(vectors).size() == span.size() - 1) {
                vectors.addAll(span);
                edges.add(orthonormal(vectors).get(span.size() - 1));
            }
        }
        return edges;
    }

    /** The largest length of a projection of the cell's gradient on one of its faces, among those that lie in the closed cell. */
    private Dfp support(OracleCell cell) {
        Dfp[] g = scale(FIELD.getZero(), x[0]);
        List<Dfp[]> borders = new ArrayList<>();
        for (int k = 0; k < x.length; k++) {
            if (cell.at(k) > 0) {
                g = plus(g, residual[k].multiply(-cell.sign()), x[k]);
            }
            if (!isZero(x[k])) {
                borders.add(scale(FIELD.newDfp(cell.at(k)).divide(norm(x[k])), x[k]));
            }
        }
        Dfp best = FIELD.getZero();
        Dfp slack = norm(g).multiply(ZERO_BELOW).negate();
        for (int size = 0; size <= Math.min(g.length, borders.size()); size++) {
            for (int[] set : ReferenceVerdicts.subsets(borders.size(), size)) {
                Dfp[] p = g;
                for (Dfp[] e :
                        orthonormal(IntStream.of(set).mapToObj(borders::get).toList())) {
                    p = plus(p, dot(g, e).negate(), e);
                }
                Dfp[] projected = p;
                Dfp length = norm(p);
                if (length.greaterThan(best)
                        && borders.stream().noneMatch(b -> dot(b, projected).lessThan(slack))) {
                    best = length;
                }
            }
        }
        return best;
    }

    private Dfp[] output(int ray, Dfp[] w) {
        Dfp[] out = new Dfp[x.length];
        for (int k = 0; k < out.length; k++) {
            int sign = rays.get(ray).covector()[k] > 0 ? rays.get(ray).sign() : 0;
            out[k] = dot(x[k], w).multiply(sign);
        }
        return out;
    }

    private Dfp[] residual() {
        Dfp[] r = scale(FIELD.getOne().negate(), y);
        for (int i = 0; i < u.length; i++) {
            r = plus(r, FIELD.getOne(), output(i, u[i]));
        }
        return r;
    }

    /** An orthonormal basis of the vectors with products 0 where the covector is 0. */
    private List<Dfp[]> face(int[] covector) {
        int d = x[0].length;
        List<Dfp[]> vectors = new ArrayList<>();
        for (int k = 0; k < covector.length; k++) {
            if (covector[k] == 0) {
                vectors.add(x[k]);
            }
        }
        int rank = orthonormal(vectors).size();
        for (int j = 0; j < d; j++) {
            Dfp[] e = new Dfp[d];
            Arrays.fill(e, FIELD.getZero());
            e[j] = FIELD.getOne();
            vectors.add(e);
        }
        return orthonormal(vectors).subList(rank, d);
    }

    private static List<Dfp[]> orthonormal(List<Dfp[]> vectors) {
        List<Dfp[]> basis = new ArrayList<>();
        for (Dfp[] vector : vectors) {
            Dfp[] e = vector;
            for (Dfp[] b : basis) {
                e = plus(e, dot(e, b).negate(), b);
            }
            if (norm(e).greaterThan(norm(vector).multiply(ZERO_BELOW))) {
                basis.add(scale(FIELD.getOne().divide(norm(e)), e));
            }
        }
        return basis;
    }

    private static Dfp of(Rational q) {
        return FIELD.newDfp(q.numerator().toString())
                .divide(FIELD.newDfp(q.denominator().toString()));
    }

    private static Dfp[] of(Rational[] row) {
        return Arrays.stream(row).map(PreciseMinimum::of).toArray(Dfp[]::new);
    }

    private static boolean isZero(Dfp[] v) {
        return Arrays.stream(v).allMatch(Dfp::isZero);
    }

    private static Dfp dot(Dfp[] a, Dfp[] b) {
        Dfp sum = FIELD.getZero();
        for (int i = 0; i < a.length; i++) {
            sum = sum.add(a[i].multiply(b[i]));
        }
        return sum;
    }

    private static Dfp norm(Dfp[] a) {
        return dot(a, a).sqrt();
    }

    private static Dfp[] scale(Dfp t, Dfp[] a) {
        return Arrays.stream(a).map(t::multiply).toArray(Dfp[]::new);
    }

    private static Dfp[] plus(Dfp[] a, Dfp t, Dfp[] b) {
        Dfp[] sum = new Dfp[a.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = a[i].add(t.multiply(b[i]));
        }
        return sum;
    }

    private static Dfp[] combination(int d, List<Dfp[]> basis, Dfp[] z) {
        Dfp[] sum = new Dfp[d];
        Arrays.fill(sum, FIELD.getZero());
        for (int i = 0; i < z.length; i++) {
            sum = plus(sum, z[i], basis.get(i));
        }
        return sum;
    }

    /** Null if singular. */
    private static Dfp[] solve(Dfp[][] a, Dfp[] rhs) {
        FieldDecompositionSolver<Dfp> solver = new FieldLUDecomposition<>(
                        MatrixUtils.createFieldMatrix(a), pivot -> pivot.abs().lessThan(SINGULAR), true)
                .getSolver();
        return solver.isNonSingular()
                ? solver.solve(MatrixUtils.createFieldVector(rhs)).toArray()
                : null;
    }
}
