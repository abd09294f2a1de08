package org.talweg.checker;

import java.io.IOException;

/**
 * Evidence that no local minimum has its rays on exactly the faces of a set T: neurons whose residual r0 is near that of every such minimum,
 * and a condition of T that fails there (section 6 of the format). In the fixed point of {@link ScaledProblem}.
 */
final class NearOptimum {

    private static final int BITS = ScaledProblem.BITS;
    private static final int ROW_SHIFT = BITS - ResidualRows.BITS;

    /** The largest coordinate of a neuron, and the largest sum of multipliers: 2^12. */
    private static final long LARGEST = 1L << (BITS + 12);

    /** Residuals and outputs are at most 3, errors 2^-20: a product of two numbers is off by less than 7 errors. */
    private static final long LARGEST_RESIDUAL = 3L << BITS;

    private static final long LARGEST_ERROR = 1L << (BITS - 20);

    private final Candidates candidates;
    private final ScaledProblem scaled;
    private final int n;
    private final int d;

    private final long[] residual;
    private final long[] rowResidual;
    private final long[] neuron;
    private final long[][] multipliers;
    private final WideSum left = new WideSum();
    private final WideSum right = new WideSum();
    private int units;
    private long error;
    private long mass;

    NearOptimum(Candidates candidates, ScaledProblem scaled) {
        this.candidates = candidates;
        this.scaled = scaled;
        this.n = candidates.problem.n;
        this.d = candidates.problem.d;
        this.residual = new long[n];
        this.rowResidual = new long[n];
        this.neuron = new long[d];
        this.multipliers = new long[n][n];
    }

    /**
     * Reads {@code fails,bits,excess,radius,[[i,norm,u_1,..,u_d],..],[[i,h,nu,..],..]} up to the end of the list; refuses unless it
     * excludes the first {@code size} candidates of {@code set}.
     */
    void requireExclusion(JsonReader json, int[] set, int size) throws IOException, Refusal {
        int rows = candidates.rows.size();
        requireOrder(json.more(1));
        int fails = json.index(rows + size - 1);
        requireOrder(json.more(1));
        units = BITS - json.index(BITS);
        requireOrder(json.more(1));
        long excess = json.number(LARGEST);
        requireOrder(json.more(1));
        long radius = json.number(1L << ResidualRows.BITS);
        requireOrder(excess >= 0 && radius >= 0);
        for (int k = 0; k < n; k++) {
            residual[k] = -scaled.y[k];
        }
        error = 1;
        mass = 0;
        requireOrder(json.more(1));
        json.pass('[');
        for (int count = 0; json.more(count); count++) {
            neuron(json, set, size);
        }
        readMultipliers(json, set, size);
        requireOrder(!json.more(1));
        if (error > LARGEST_ERROR) {
            throw new Refusal("the neurons are too long for this evidence");
        }
        requireRadius(excess, radius);
        boolean excluded = fails < rows && isViolated(fails, set, size, radius);
        for (int i = 0; i < size; i++) {
            requireExcess(set[i], multipliers[i], excess);
            excluded |= fails == rows + i && isTooShort(radius << ROW_SHIFT);
        }
        if (!excluded) {
            throw new Refusal("a set of faces is not excluded");
        }
    }

    /** Leaves the bound of the support value, squared, in {@link #left}. */
    private void requireExcess(int candidate, long[] nu, long excess) throws Refusal {
        squaredSupport(candidate, nu);
        right.clear().add(scaled.mu + excess, scaled.mu + excess);
        if (left.exceeds(right)) {
            throw new Refusal("a support value is larger than the excess says");
        }
    }

    /** Whether the support value bounded by {@link #left} stays below mu within {@code reach} of r0. */
    private boolean isTooShort(long reach) {
        right.clear().add(scaled.mu - reach, scaled.mu - reach);
        return scaled.mu > reach && right.exceeds(left);
    }

    private static void requireOrder(boolean condition) throws Refusal {
        if (!condition) {
            throw new Refusal("the evidence against a set of faces is not in order");
        }
    }

    /** A neuron in the closure of a cell of a star; its output is added to the residual. */
    private void neuron(JsonReader json, int[] set, int size) throws IOException, Refusal {
        json.pass('[');
        int candidate = set[json.index(size - 1)];
        requireOrder(json.more(1));
        long norm = scaled(json);
        right.clear().add(norm, norm);
        left.clear();
        long sum = 0;
        for (int j = 0; j < d; j++) {
            requireOrder(json.more(1));
            neuron[j] = scaled(json);
            sum = Math.addExact(sum, Math.abs(neuron[j]));
            left.add(neuron[j], neuron[j]);
        }
        requireOrder(!json.more(1));
        if (left.exceeds(right) || norm < 0) {
            throw new Refusal("a neuron is longer than its norm");
        }
        mass = Math.addExact(mass, norm);
        // What the rounding of the inputs changes, and that of the sum.
        long margin = (sum >> BITS) + 2;
        error = Math.addExact(error, margin);
        Covector face = candidates.covector(candidate);
        for (int k = 0; k < n; k++) {
            left.clear();
            for (int j = 0; j < d; j++) {
                left.add(scaled.x[k][j], neuron[j]);
            }
            long output = left.floor(BITS);
            boolean inside = ((face.plus() >> k & 1) == 0 || output >= margin)
                    && ((face.minus() >> k & 1) == 0 || -output >= margin);
            if (!inside) {
                throw new Refusal("a neuron is not shown to lie in a cell of the star of its face");
            }
            residual[k] = Math.addExact(residual[k], Candidates.sign(candidate) * Math.max(0, output));
        }
    }

    private long scaled(JsonReader json) throws IOException, Refusal {
        return json.number(LARGEST >> units) << units;
    }

    /** Multipliers of rows, nonnegative but for rows that vanish on the face; signed as the rows are on the face. */
    private void readMultipliers(JsonReader json, int[] set, int size) throws IOException, Refusal {
        for (int i = 0; i < size; i++) {
            java.util.Arrays.fill(multipliers[i], 0);
        }
        requireOrder(json.more(1));
        json.pass('[');
        for (int count = 0; json.more(count); count++) {
            json.pass('[');
            int i = json.index(size - 1);
            Covector face = candidates.covector(set[i]);
            while (json.more(1)) {
                int h = json.index(n - 1);
                requireOrder(json.more(1));
                long nu = scaled(json);
                long off = (face.plus() | face.minus()) >> h & 1;
                requireOrder(nu >= 0 || off == 0);
                multipliers[i][h] = (face.minus() >> h & 1) == 0 ? nu : -nu;
            }
        }
    }

    /** {@code radius^2 >= r0.(r0 + y) + mu sum |u| + excess M}, M a bound of the mass of the minimum. */
    private void requireRadius(long excess, long radius) throws Refusal {
        for (int k = 0; k < n; k++) {
            if (isLarge(residual[k]) || isLarge(residual[k] + scaled.y[k])) {
                throw new Refusal("the neurons have too large a residual");
            }
        }
        long bound = massBound();
        left.clear();
        for (int k = 0; k < n; k++) {
            left.add(residual[k], residual[k] + scaled.y[k]);
        }
        long gap = Math.addExact(left.ceiling(BITS), n * (8 * error + 6));
        gap = Math.addExact(gap, left.clear().add(scaled.muUp, mass).ceiling(BITS));
        gap = Math.addExact(gap, left.clear().add(excess, bound).ceiling(ScaledProblem.MASS_BITS));
        left.clear().add(gap, 1L << (2 * ResidualRows.BITS - BITS));
        right.clear().add(radius, radius);
        if (left.exceeds(right)) {
            throw new Refusal("the radius is too small");
        }
    }

    private static boolean isLarge(long value) {
        return value > LARGEST_RESIDUAL || value < -LARGEST_RESIDUAL;
    }

    /** The least of {@code |y|^2 / (2 mu)} and {@code sum |u| + |r0|^2 / (2 mu)}, rounded up. */
    private long massBound() throws Refusal {
        left.clear();
        for (int k = 0; k < n; k++) {
            left.add(residual[k], residual[k]);
        }
        long square = left.ceiling(BITS) + n * (8 * error + 6);
        if (square >= 1L << BITS || scaled.mu == 0) {
            return scaled.mass;
        }
        long rest = (square << (ScaledProblem.MASS_BITS - 1)) / scaled.mu + 1;
        return Math.min(scaled.mass, Math.addExact((mass >> (BITS - ScaledProblem.MASS_BITS)) + 1, rest));
    }

    private boolean isViolated(int row, int[] set, int size, long radius) throws Refusal {
        candidates.choose(set, size);
        if (!candidates.applies(row)) {
            throw new Refusal("row " + row + " belongs to no face of the set");
        }
        for (int k = 0; k < n; k++) {
            rowResidual[k] = residual[k] >> ROW_SHIFT;
        }
        return candidates.rows.isViolated(row, rowResidual, (error >> ROW_SHIFT) + 2, radius);
    }

    /** {@code |g(r0) + sum nu_h sigma_h x_h|^2}, rounded up, in {@link #left}. */
    private void squaredSupport(int candidate, long[] nu) throws Refusal {
        long plus = candidates.covector(candidate).plus();
        int sign = Candidates.sign(candidate);
        long size = 0;
        for (long e : nu) {
            size = Math.addExact(size, Math.abs(e));
        }
        // Of each residual, of each input times a residual, of each input times a multiplier, and of the sum.
        long off = n * (error + 5) + (size >> BITS) + 2;
        for (int j = 0; j < d; j++) {
            left.clear();
            for (int k = 0; k < n; k++) {
                long factor = (plus >> k & 1) == 0 ? nu[k] : nu[k] - sign * residual[k];
                left.add(factor, scaled.x[k][j]);
            }
            neuron[j] = Math.addExact(Math.abs(left.floor(BITS)), off);
            if (neuron[j] > LARGEST || neuron[j] < 0) {
                throw new Refusal("a support value is too large for this evidence");
            }
        }
        left.clear();
        for (int j = 0; j < d; j++) {
            left.add(neuron[j], neuron[j]);
        }
    }
}
