package org.talweg.census;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.talweg.exact.Enclosure;
import org.talweg.landscape.SignedFace;
import org.talweg.proof.ProvedOptimum;

/**
 * The local minima of one residual, for all widths at once (theorem T11). Their masses form a polytope over a fixed set of rays; it is
 * given by its vertices, the solutions whose rays have linearly independent outputs. Generically there is one vertex.
 *
 * <p>A region holds one of them with all neurons on rays if and only if every neuron is in the star of a ray and the rays so used are
 * those of some point of the polytope, that is the union of the rays of some vertices.
 */
public final class MinimumClass {

    /** Sums run over all sets of rays. */
    private static final int MOST_RAYS = 20;

    private final List<ProvedOptimum> vertices;
    private final Enclosure value;
    private final List<SignedFace> faces;
    private final long[] stars;
    private final List<BitSet> supports;

    private MinimumClass(List<ProvedOptimum> vertices, Enclosure value, List<SignedFace> faces, long[] stars) {
        this.vertices = List.copyOf(vertices);
        this.value = value;
        this.faces = List.copyOf(faces);
        this.stars = stars;
        this.supports = new ArrayList<>();
        for (ProvedOptimum vertex : vertices) {
            BitSet support = new BitSet();
            vertex.faces().forEach(f -> support.set(faces.indexOf(f)));
            supports.add(support);
        }
    }

    /**
     * The class with these vertices, which share their residual.
     *
     * @param starSize the number of signed cells in the star of each of their faces
     */
    static MinimumClass of(List<ProvedOptimum> vertices, ToLongFunction<SignedFace> starSize) {
        TreeSet<SignedFace> faces = new TreeSet<>();
        vertices.forEach(v -> faces.addAll(v.faces()));
        long[] stars = faces.stream().mapToLong(starSize).toArray();
        return new MinimumClass(vertices, vertices.get(0).value(), new ArrayList<>(faces), stars);
    }

    /** The same class with another enclosure of its value. */
    MinimumClass withValue(Enclosure finer) {
        return new MinimumClass(vertices, finer, faces, stars);
    }

    /** True if sums over the sets of rays of these vertices are affordable. */
    static boolean isCountable(List<ProvedOptimum> vertices) {
        return vertices.size() == 1
                || vertices.stream().flatMap(v -> v.faces().stream()).distinct().count() <= MOST_RAYS;
    }

    /** The solutions with independent outputs, at least one. */
    public List<ProvedOptimum> vertices() {
        return vertices;
    }

    /** The first vertex: all have the same residual and value. */
    public ProvedOptimum optimum() {
        return vertices.get(0);
    }

    /** Encloses the value; as narrow as it takes to tell it from those of other classes, where that could be done. */
    public Enclosure value() {
        return value;
    }

    /** The faces of the rays of all vertices, sorted. */
    public List<SignedFace> faces() {
        return faces;
    }

    /** The star size of each of {@link #faces}. */
    public long[] stars() {
        return stars.clone();
    }

    /** For each vertex its rays, as indices into {@link #faces}. */
    public List<BitSet> supports() {
        return supports.stream().map(s -> (BitSet) s.clone()).toList();
    }

    /** True if masses are unique. */
    public boolean isUnique() {
        return vertices.size() == 1;
    }

    /** The least number of rays of a solution: the least width that contains it. */
    public int leastRays() {
        return supports.stream().mapToInt(BitSet::cardinality).min().orElseThrow();
    }

    /** The largest number of rays of an irreducible solution. */
    public int mostRays() {
        return supports.stream().mapToInt(BitSet::cardinality).max().orElseThrow();
    }

    /** True if there is a solution whose rays lie on exactly these faces. */
    public boolean isOn(List<SignedFace> rays) {
        if (!faces.containsAll(rays)) {
            return false;
        }
        BitSet covered = new BitSet();
        BitSet asked = new BitSet();
        rays.forEach(ray -> asked.set(faces.indexOf(ray)));
        for (BitSet support : supports) {
            if (support.stream().allMatch(asked::get)) {
                covered.or(support);
            }
        }
        return covered.equals(asked) && (!asked.isEmpty() || faces.isEmpty());
    }

    /** True if all neurons on exactly these rays can be a solution. */
    boolean isSupport(int rays) {
        long covered = 0;
        for (BitSet support : supports) {
            long bits = bits(support);
            if ((bits & ~rays) == 0) {
                covered |= bits;
            }
        }
        return covered == rays && (rays != 0 || faces.isEmpty());
    }

    /** True if these rays contain those of a solution. */
    public boolean containsSupport(int rays) {
        return supports.stream().anyMatch(s -> (bits(s) & ~rays) == 0);
    }

    private static long bits(BitSet set) {
        return set.isEmpty() ? 0 : set.toLongArray()[0];
    }

    /** Regions of width m that hold a local minimum of this class. */
    public ExponentialSum regionsOnRays() {
        return isUnique()
                ? RegionCounts.usingEveryStar(LongStream.of(stars).sum(), stars)
                : RegionCounts.usingSupports(0, stars, this::isSupport);
    }

    /** Regions of width m that hold a solution with all neurons that it does not use at zero: the global minima, for the global class. */
    public ExponentialSum regionsThrough(long signedCells) {
        return isUnique()
                ? RegionCounts.usingEveryStar(signedCells, stars)
                : RegionCounts.usingSupports(signedCells - LongStream.of(stars).sum(), stars, this::containsSupport);
    }

    /** The probability that a random region of width m holds a local minimum of this class (theorem T6 (e)). */
    Enclosure volumeOnRays(StarVolumes volumes, long m) {
        return isUnique()
                ? StarUse.onlyStars(volumes.of(faces), m)
                : StarUse.supports(volumes.of(faces), false, this::isSupport, m);
    }

    /** The probability that a random region of width m holds a solution, neurons that it does not use at zero. */
    public Enclosure volumeThrough(StarVolumes volumes, long m) {
        return isUnique()
                ? StarUse.everyStar(volumes.of(faces), m)
                : StarUse.supports(volumes.of(faces), true, this::containsSupport, m);
    }

    /** True if sums over all sets of rays are affordable. */
    boolean hasFewTies() {
        return isUnique() || faces.size() <= StarUse.MOST_STARS;
    }
}
