package org.talweg.checker;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The signed faces that can hold a ray of a local minimum, numbered: face i of the file with sign + is 2i, with sign - is 2i + 1. Each comes
 * with the rows that a ray on it demands of the residual (section 6 of the format, theorem T9).
 */
final class Candidates implements ResidualRows.RowFilter {

    private static final int LENGTH_BITS = 40;

    /** The longest entry of a vector whose length is taken: roots of long numbers take long. */
    private static final int VECTOR_BITS = 64;

    /** Directions of a face, and vectors of lengths. */
    private static final int MOST_CONDITIONS = 1 << 14;

    final Problem problem;
    final List<Face> faces;
    final ResidualRows rows;
    private final Covector[] covectors;
    private final boolean[] possible;
    /** The candidate that a row belongs to, or of a shared row, -1 - its index in {@link #extreme}. */
    private final List<Integer> owner = new ArrayList<>();

    private final List<Extreme> extreme = new ArrayList<>();
    private int[] set = new int[0];
    private int setSize;
    private BitSet later = new BitSet();
    private final BitSet[] generators;
    private final BitSet[] compatible;

    /** A vector along an extreme ray of some cells, within the span of the rows, its signs, and its length rounded up. */
    private record Extreme(BigInteger[] vector, Covector signs, Fraction length) {}

    /** Reads {@code [{"directions":[..],"lengths":[..]},..]}, one for each face of the file. */
    Candidates(JsonReader json, List<Face> faces, Cells cells, ResidualRows rows, Problem problem)
            throws IOException, Refusal {
        this.problem = problem;
        this.faces = faces;
        this.rows = rows;
        this.covectors = new Covector[faces.size()];
        this.possible = new boolean[2 * faces.size()];
        this.generators = new BitSet[possible.length];
        this.compatible = new BitSet[possible.length];
        Set<Covector> listed = new HashSet<>();
        for (int i = 0; i < covectors.length; i++) {
            covectors[i] = Covector.of(faces.get(i).signs);
            if (!faces.get(i).charts.isEmpty()) {
                listed.add(covectors[i]);
            }
        }
        Covector.requireListed(cells, problem.n, listed);
        for (int i = 0; i < covectors.length; i++) {
            if (!faces.get(i).charts.isEmpty()) {
                addExtreme(faces.get(i), covectors[i], listed.contains(covectors[i].opposite()));
            }
        }
        json.pass('[');
        int read = 0;
        while (json.more(read)) {
            json.begin();
            Refusal.unless(read < covectors.length, "more conditions than faces");
            face(json, read++);
        }
        Refusal.unless(read == covectors.length, "conditions of a face are missing");
        addShared();
    }

    /**
     * Adds the vector along a face if it is one-dimensional (within the span of the rows): then it is the projection of each row that is
     * positive on it. What looks so and is not does no harm: any vector of a closed face may be among its extreme rays.
     */
    private void addExtreme(Face face, Covector covector, boolean hasOpposite) {
        Chart chart = face.charts.get(0);
        BigInteger[] v = null;
        for (int k = 0; k < problem.n; k++) {
            if (face.signs[k] > 0) {
                v = v == null ? chart.projected[k] : v;
                if (!Vectors.areParallel(v, chart.projected[k])) {
                    return;
                }
            }
        }
        int[] signs = new int[problem.n];
        for (int k = 0; k < signs.length; k++) {
            signs[k] = Vectors.dot(problem.x[k], v).signum();
        }
        if (Covector.of(signs).equals(covector)) {
            BigInteger[] e = Vectors.primitive(v);
            Fraction length = length(e);
            extreme.add(new Extreme(e, covector, length));
            if (!hasOpposite) {
                extreme.add(new Extreme(Vectors.times(BigInteger.ONE.negate(), e), covector.opposite(), length));
            }
        }
    }

    /** An upper bound of {@code |v|}. */
    private static Fraction length(BigInteger[] v) {
        return Vectors.finerRoot(Vectors.square(v), LENGTH_BITS);
    }

    private void face(JsonReader json, int i) throws IOException, Refusal {
        Face face = faces.get(i);
        json.pass('{');
        json.name("directions", true);
        List<BigInteger[]> directions = json.vectors(MOST_CONDITIONS, problem.d);
        json.name("lengths");
        List<BigInteger[]> lengths = json.vectors(MOST_CONDITIONS, problem.d);
        json.pass('}');
        for (BigInteger[] v : lengths) {
            boolean small = Vectors.size(v).bitLength() <= VECTOR_BITS;
            Refusal.unless(small, "a vector of lengths is longer than %s bits", VECTOR_BITS);
        }
        if (face.charts.isEmpty()) {
            return;
        }
        for (int c = 2 * i; c < 2 * i + 2; c++) {
            int sign = (c & 1) == 0 ? 1 : -1;
            possible[c] = addInside(face, sign);
            for (BigInteger[] delta : directions) {
                BigInteger[] row = face.derivative(problem, sign, delta);
                Refusal.unless(row != null, "a direction is not orthogonal to the face %s", face);
                rows.add(row, Fraction.ZERO);
            }
            for (BigInteger[] v : lengths) {
                addLength(face, covectors[i], sign, v);
            }
            while (owner.size() < rows.size()) {
                owner.add(c);
            }
        }
    }

    /** {@code q v.p} as a form in r: p is the projected gradient, q the denominator of the chart. */
    private BigInteger[] gradient(Face face, int sign, BigInteger[] v) {
        BigInteger[] row = Vectors.zero(problem.n);
        for (int l = 0; l < row.length; l++) {
            if (face.signs[l] > 0) {
                BigInteger product = Vectors.dot(face.charts.get(0).projected[l], v);
                row[l] = sign > 0 ? product.negate() : product;
            }
        }
        return row;
    }

    /** {@code sigma_k x_k.p >= 0}; false if one of these, which must be positive, vanishes for every r. */
    private boolean addInside(Face face, int sign) {
        boolean possible = true;
        for (int k = 0; k < problem.n; k++) {
            if (face.signs[k] != 0) {
                BigInteger[] row = gradient(face, face.signs[k] * sign, problem.x[k]);
                possible &= !Vectors.isZero(row);
                rows.add(row, Fraction.ZERO);
            }
        }
        return possible;
    }

    /** {@code v.p >= mu min v.e / |e|} over the extreme rays e of the face, where that is positive, and {@code v.p <= mu |v|}. */
    private void addLength(Face face, Covector covector, int sign, BigInteger[] v) {
        Fraction least = null;
        for (Extreme e : extreme) {
            if (e.signs().isFaceOf(covector)) {
                Fraction product = Fraction.of(Vectors.dot(e.vector(), v)).over(e.length());
                least = least == null || product.compareTo(least) < 0 ? product : least;
            }
        }
        Fraction unit = problem.mu.times(face.charts.get(0).denominator);
        Fraction low = least == null || least.sign() < 0 ? Fraction.ZERO : least;
        boolean helps = low.sign() > 0;
        rows.add(
                gradient(face, sign, v),
                helps ? low.times(unit) : unit.times(length(v)).times(Fraction.of(-1)));
        rows.add(gradient(face, -sign, v), unit.times(length(v)).times(Fraction.of(-1)));
    }

    /** {@code s sum_k r_k (x_k.e)_+ >= -mu |e|} for both signs and every extreme ray, for the faces that are conformal to it. */
    private void addShared() {
        for (int e = 0; e < extreme.size(); e++) {
            BigInteger[] row = Vectors.zero(problem.n);
            for (int k = 0; k < row.length; k++) {
                row[k] = Vectors.dot(problem.x[k], extreme.get(e).vector()).max(BigInteger.ZERO);
            }
            Fraction bound = problem.mu.times(extreme.get(e).length()).times(Fraction.of(-1));
            rows.add(row, bound);
            rows.add(Vectors.times(BigInteger.ONE.negate(), row), bound);
            owner.add(-1 - e);
            owner.add(-1 - e);
        }
    }

    /** Adds the generators {@code s (X e)_+} of the outputs of a candidate, as rows counted from the first of them. */
    void addGenerators(int c, BitSet all) {
        if (generators[c] == null) {
            generators[c] = new BitSet();
            for (int e = 0; e < extreme.size(); e++) {
                if (extreme.get(e).signs().isFaceOf(covector(c))) {
                    generators[c].set(2 * e + (c & 1));
                }
            }
        }
        all.or(generators[c]);
    }

    @Override
    public int[] generators() {
        BitSet all = new BitSet();
        for (int i = 0; i < setSize; i++) {
            addGenerators(set[i], all);
        }
        for (int c = later.nextSetBit(0); c >= 0; c = later.nextSetBit(c + 1)) {
            addGenerators(c, all);
        }
        int first = rows.size() - 2 * extreme.size();
        return all.stream().map(i -> first + i).toArray();
    }

    /** Candidates compatible with one. */
    BitSet compatible(int c) {
        if (compatible[c] == null) {
            compatible[c] = new BitSet();
            for (int i = 0; i < possible.length; i++) {
                compatible[c].set(i, areCompatible(c, i));
            }
        }
        return compatible[c];
    }

    /** The number of candidates. */
    int size() {
        return possible.length;
    }

    /** Whether a ray on this candidate is not excluded from the start. */
    boolean isPossible(int c) {
        return possible[c];
    }

    Face face(int c) {
        return faces.get(c >> 1);
    }

    Covector covector(int c) {
        return covectors[c >> 1];
    }

    static int sign(int c) {
        return (c & 1) == 0 ? 1 : -1;
    }

    /** Whether both can hold rays of one minimum: no signed cell has both in its closure. */
    boolean areCompatible(int a, int b) {
        return sign(a) != sign(b) || !covector(a).isConformal(covector(b));
    }

    /** Chooses the set of candidates whose rows {@link #applies} allows: the first {@code size} of {@code set}. */
    void choose(int[] set, int size) {
        choose(set, size, new BitSet());
    }

    /**
     * Chooses the set of candidates whose rows {@link #applies} allows, the first {@code size} of {@code set}, and those on which neurons may be
     * besides.
     */
    void choose(int[] set, int size, BitSet later) {
        this.set = set;
        this.setSize = size;
        this.later = later;
    }

    /** Whether a row belongs to a candidate of the set: its own, or one of its sign shared with it. */
    @Override
    public boolean applies(int row) {
        int own = owner.get(row);
        int sign = ((row - (rows.size() - 2 * extreme.size())) & 1) == 0 ? 1 : -1;
        for (int i = 0; i < setSize; i++) {
            boolean shared = own < 0
                    && sign(set[i]) == sign
                    && covector(set[i]).isConformal(extreme.get(-1 - own).signs());
            if (own == set[i] || shared) {
                return true;
            }
        }
        return false;
    }
}
