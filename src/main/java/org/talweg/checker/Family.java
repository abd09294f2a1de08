package org.talweg.checker;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * A solution with the signed cells that host its rays and those that are slack at it: the optimum of every program that uses
 * only these, and a host of each ray (section 4 of the format).
 */
final class Family {

    final Solution solution;
    private final BitSet[] hosts;
    private final BitSet slack;
    private final BitSet all;
    /** {@link #hosts} and {@link #all} again: families are compared in pairs. */
    private final long[][] hostWords;

    private final long[] allWords;
    /** Whether every cell of the star of each ray hosts it. */
    final boolean hasFullStars;
    /** Whether no signed cell is left out. */
    final boolean isGlobal;

    /** The family of a solution whose slack cells are known. */
    Family(Solution solution, Cells cells, BitSet slack) throws Refusal {
        solution.requireStructure();
        this.solution = solution;
        this.slack = slack;
        this.hosts = new BitSet[solution.rays.size()];
        for (int i = 0; i < hosts.length; i++) {
            hosts[i] = new BitSet();
        }
        boolean full = true;
        int[] signs = new int[solution.problem.n];
        for (int i = 0; i < hosts.length; i++) {
            Ray ray = solution.rays.get(i);
            BitSet star = ray.face().cells(cells);
            for (int cell = star.nextSetBit(0); cell >= 0; cell = star.nextSetBit(cell + 1)) {
                int c = 2 * cell + (ray.sign() > 0 ? 0 : 1);
                cells.signs(c, signs);
                boolean host = solution.isHost(ray, signs);
                full &= host;
                hosts[i].set(c, host);
            }
        }
        hasFullStars = full;
        all = new BitSet();
        for (BitSet h : hosts) {
            Refusal.unless(!h.isEmpty(), "a ray has no host");
            Refusal.unless(!h.intersects(all), "a signed cell hosts two rays");
            all.or(h);
        }
        slack.andNot(all);
        all.or(slack);
        int words = (cells.signed() + 63) >> 6;
        hostWords = new long[hosts.length][];
        for (int i = 0; i < hosts.length; i++) {
            hostWords[i] = Arrays.copyOf(hosts[i].toLongArray(), words);
        }
        allWords = Arrays.copyOf(all.toLongArray(), words);
        isGlobal = all.cardinality() == cells.signed();
    }

    /** Reads {@code "solution":{..},"slack":[[c,[multipliers]],..]}. */
    static Family read(JsonReader json, Problem problem, List<Face> faces, Cells cells) throws IOException, Refusal {
        json.begin();
        json.pass('{');
        json.name("solution", true);
        Solution solution = new Solution(json, problem, faces);
        Refusal.unless(solution.radius != null, "a ray has no chart, or its gradient none of its direction");
        json.name("slack");
        json.pass('[');
        Support support = new Support(solution);
        BitSet slack = new BitSet();
        int[] signs = new int[problem.n];
        BigInteger[] active = null;
        int previous = -1;
        while (json.more(previous + 1)) {
            json.pass('[');
            int c = json.index(cells.signed() - 1);
            Refusal.unless(c > previous, "slack cells do not ascend");
            if (active == null || c >> 1 != previous >> 1) {
                cells.signs(c, signs);
                active = support.active(signs);
            }
            previous = c;
            json.pass(',');
            Support.Bound bound = support.read(json, Cells.sign(c), signs, active);
            Refusal.unless(support.isSlack(bound), "signed cell %s is not shown to be slack", c);
            json.pass(']');
            slack.set(c);
        }
        return new Family(solution, cells, slack);
    }

    /**
     * Reads {@code "descent":null} or {@code "descent":{"ray":i,"direction":[..]}} and the end of the object; gives i, or -1.
     * Refuses a direction in which the loss is not shown to fall from ray i.
     */
    int readDescent(JsonReader json) throws IOException, Refusal {
        int ray = -1;
        json.name("descent");
        if (!json.isNull()) {
            json.pass('{');
            json.name("ray", true);
            ray = json.index(Math.max(0, solution.rays.size() - 1));
            Refusal.unless(!solution.rays.isEmpty(), "a direction of descent needs a ray");
            json.name("direction");
            solution.requireDescent(ray, json.integers(solution.problem.d));
            json.pass('}');
        }
        json.pass('}');
        return ray;
    }

    /** Whether it holds the optimum of the program over these signed cells. */
    boolean isOptimumOver(int[] signedCells) {
        BitSet used = new BitSet();
        for (int c : signedCells) {
            used.set(c);
        }
        boolean meetsAll = true;
        for (BitSet h : hosts) {
            meetsAll &= h.intersects(used);
        }
        used.andNot(all);
        return meetsAll && used.isEmpty();
    }

    /** Whether no set of signed cells is in both families. */
    boolean isDisjoint(Family other) {
        return missesAHost(other) || other.missesAHost(this);
    }

    private boolean missesAHost(Family other) {
        for (long[] h : hostWords) {
            int i = 0;
            while (i < h.length && (h[i] & other.allWords[i]) == 0) {
                i++;
            }
            if (i == h.length) {
                return true;
            }
        }
        return false;
    }

    int[] hostSizes() {
        int[] sizes = new int[hosts.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = hosts[i].cardinality();
        }
        return sizes;
    }

    /** Regions with this optimum. */
    Counts regions() {
        return Counts.meetingAll(slack.cardinality(), hostSizes());
    }

    /** Regions with this optimum and every neuron in a host. */
    Counts regionsOnRays() {
        return hosts.length == 0 ? new Counts() : Counts.meetingAll(0, hostSizes());
    }

    /** Reads the number of hosts of each ray and refuses others. */
    void requireStars(JsonReader json) throws IOException, Refusal {
        json.pass('[');
        int[] sizes = hostSizes();
        for (int i = 0; i < sizes.length; i++) {
            Refusal.unless(json.more(i), "a star size is missing");
            Refusal.unless(
                    json.index(Integer.MAX_VALUE) == sizes[i],
                    "the star of ray %s has %s",
                    i,
                    Verifier.counted(sizes[i], "cell"));
        }
        Refusal.unless(!json.more(sizes.length), "too many star sizes");
    }

    /** Whether the balls of two solutions are apart, so that the residuals differ. */
    boolean isApart(Family other) {
        int shift = Math.max(solution.shift, other.solution.shift);
        BigInteger a = BigInteger.ONE.shiftLeft(shift - solution.shift);
        BigInteger b = BigInteger.ONE.shiftLeft(shift - other.solution.shift);
        BigInteger[] offset = Vectors.times(a, solution.center);
        Vectors.add(offset, b.negate(), other.solution.center);
        BigInteger reach = a.multiply(solution.radius).add(b.multiply(other.solution.radius));
        return Vectors.square(offset).compareTo(reach.multiply(reach)) > 0;
    }

    /** The rays as text. */
    String rays() {
        StringBuilder text = new StringBuilder();
        for (Ray ray : solution.rays) {
            text.append(text.isEmpty() ? "" : " ").append(ray);
        }
        return text.isEmpty() ? "none" : text.toString();
    }
}
