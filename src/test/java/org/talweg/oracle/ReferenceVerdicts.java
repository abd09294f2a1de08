package org.talweg.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.talweg.oracle.ReferenceRays.Ray;

/**
 * The verdict of every region of a small instance, in floating point. Each comparison has two thresholds; a number that
 * falls between them makes the answer UNCLEAR. Values come from solving P(S) for all S, not from a list of classes.
 */
public final class ReferenceVerdicts {

    /** GLOBAL, SPURIOUS, SADDLE and NONE as in the theorems; UNCLEAR when a margin is too thin. */
    public enum Answer {
        GLOBAL,
        SPURIOUS,
        SADDLE,
        NONE,
        UNCLEAR
    }

    /** The answer, the value of the region's program and the rays of its minimiser. */
    public record Verdict(Answer answer, double value, List<Ray> rays, String reason) {}

    /** Of |y|^2/n: values closer than the first are equal, farther than the second are different. */
    private static final double SAME_VALUE = 1e-11;

    private static final double OTHER_VALUE = 1e-10;

    private final ReferenceConvexProgram program;
    private final ReferenceRays rays;
    private final List<OracleCell> cells;
    private final Map<TreeSet<Integer>, ReferenceConvexProgram.Solution> solved = new HashMap<>();
    private final Map<Integer, Double> globalValue = new HashMap<>();
    private final List<String> reasons = new ArrayList<>();

    /**
     * @param cells all signed cells
     * @param exactZeros whether slopes within rounding of 0 count as exactly 0 (orthogonal data) or as unclear
     */
    public ReferenceVerdicts(ReferenceConvexProgram program, List<OracleCell> cells, boolean exactZeros) {
        this.program = program;
        this.cells = cells;
        this.rays = new ReferenceRays(program, cells, exactZeros);
    }

    /** P(S) for S given by indices into the list of cells. */
    public ReferenceConvexProgram.Solution solve(int... region) {
        TreeSet<Integer> set = new TreeSet<>();
        for (int c : region) {
            set.add(c);
        }
        return solved.computeIfAbsent(
                set, s -> program.solve(s.stream().map(cells::get).toList()));
    }

    /** The least loss of width m: the least P(S) over all sets of at most m signed cells. */
    public double globalValue(int m) {
        Double known = globalValue.get(m);
        if (known == null) {
            // Some optimum of the full program has at most n rays, so widths beyond n change nothing.
            known = m >= program.labels().length
                    ? program.solve(cells).value()
                    : subsets(cells.size(), Math.min(m, cells.size())).stream()
                            .mapToDouble(s -> solve(s).value())
                            .min()
                            .orElseThrow();
            globalValue.put(m, known);
        }
        return known;
    }

    /** The verdict of the region that maps neuron j to cell {@code region[j]}. */
    public Verdict verdict(int... region) {
        double scale = Plain.dot(program.labels(), program.labels()) / program.labels().length;
        ReferenceConvexProgram.Solution solution = solve(region);
        double excess = solution.value() - globalValue(region.length);
        int[] set = Arrays.stream(region).distinct().sorted().toArray();
        if (solution.gap() > SAME_VALUE * scale) {
            return new Verdict(Answer.UNCLEAR, solution.value(), List.of(), "solver gap " + solution.gap());
        }
        if (excess <= SAME_VALUE * scale) {
            return new Verdict(Answer.GLOBAL, solution.value(), List.of(), "");
        }
        if (excess < OTHER_VALUE * scale) {
            return new Verdict(Answer.UNCLEAR, solution.value(), List.of(), "value above global by " + excess);
        }
        try {
            List<Ray> found = rays.of(set, solution);
            boolean clarke = true;
            boolean minimum = rays.allActive(set, solution, found);
            for (Ray ray : found) {
                clarke &= rays.isClarke(ray, solution.residual());
                minimum &= rays.isLocalMinimum(ray, solution.residual());
            }
            Answer answer = minimum ? Answer.SPURIOUS : clarke ? Answer.SADDLE : Answer.NONE;
            return new Verdict(answer, solution.value(), found, "");
        } catch (ThinMarginException e) {
            return new Verdict(Answer.UNCLEAR, solution.value(), List.of(), e.getMessage());
        }
    }

    /**
     * The minimiser of the loss over a closed region with as few zero neurons as possible: the mass of each ray is shared
     * equally by all neurons whose closed cell contains it.
     */
    public BruteForceMinimality.Network minimiser(int... region) {
        ReferenceConvexProgram.Solution solution = solve(region);
        int[] set = Arrays.stream(region).distinct().sorted().toArray();
        int[] signs = new int[region.length];
        double[][] u = new double[region.length][program.rows()[0].length];
        for (int j = 0; j < region.length; j++) {
            signs[j] = cells.get(region[j]).sign();
        }
        for (Ray ray : rays.of(set, solution)) {
            int[] hosts = IntStream.range(0, region.length)
                    .filter(j -> signs[j] == ray.sign() && cells.get(region[j]).hasInClosure(ray.covector()))
                    .toArray();
            for (int j : hosts) {
                u[j] = Plain.scale(ray.mass() / hosts.length, ray.direction());
            }
        }
        return BruteForceMinimality.balanced(signs, u);
    }

    /** How many regions of width m get each answer; regions with one image are counted together. */
    public Map<Answer, Long> count(int m) {
        Map<Answer, Long> count = new HashMap<>();
        for (int size = 1; size <= Math.min(m, cells.size()); size++) {
            for (int[] set : subsets(cells.size(), size)) {
                int[] region = Arrays.copyOf(set, m);
                Arrays.fill(region, size, m, set[0]);
                Verdict verdict = verdict(region);
                count.merge(verdict.answer(), surjections(m, size), Long::sum);
                if (verdict.answer() == Answer.UNCLEAR) {
                    reasons.add(Arrays.stream(set).mapToObj(cells::get).toList() + " " + verdict.reason());
                }
            }
        }
        return count;
    }

    /** The reasons met so far, each with the set it came from. */
    public List<String> unclear() {
        return List.copyOf(reasons);
    }

    /** The number of maps from m neurons onto {@code size} cells. */
    static long surjections(int m, int size) {
        long[] ways = new long[size + 1];
        ways[0] = 1;
        for (int j = 0; j < m; j++) {
            for (int k = size; k >= 1; k--) {
                ways[k] = k * (ways[k] + ways[k - 1]);
            }
            ways[0] = 0;
        }
        return ways[size];
    }

    /** All increasing sequences of {@code size} numbers below {@code n}. */
    static List<int[]> subsets(int n, int size) {
        List<int[]> all = new ArrayList<>();
        int[] set = new int[size];
        for (int i = 0; i < size; i++) {
            set[i] = i;
        }
        while (true) {
            all.add(set.clone());
            int i = size - 1;
            while (i >= 0 && set[i] == n - size + i) {
                i--;
            }
            if (i < 0) {
                return all;
            }
            set[i]++;
            for (int j = i + 1; j < size; j++) {
                set[j] = set[j - 1] + 1;
            }
        }
    }

    /** A number too close to a threshold. */
    static final class ThinMarginException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ThinMarginException(String message) {
            super(message);
        }
    }
}
