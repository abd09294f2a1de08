package org.talweg.descent;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.math3.ml.clustering.Clusterable;
import org.apache.commons.math3.ml.clustering.DBSCANClusterer;
import org.talweg.analysis.Analysis;
import org.talweg.census.AllWidths;
import org.talweg.census.AtWidth;
import org.talweg.census.VerdictSample.Share;
import org.talweg.exact.Enclosure;
import org.talweg.landscape.SignedFace;
import org.talweg.numeric.DoubleVectors;

/**
 * Where the runs of one width and scale ended, and what was to be expected.
 *
 * @param scale of the starts; not a number for one given start
 * @param ends of all runs, in their order
 * @param places the proved points at which runs ended, lowest first, with the number of runs
 * @param groups of the ends without a proved point: by the outputs of the network, largest first
 * @param predicted the probability that a start lies in a region that holds a global minimum
 * @param isPredictionProved false if its bounds are statistical
 * @param regionShare the share of such regions among all, by number; empty if that is not known
 */
public record Tally(
        int width,
        double scale,
        Experiment.Method method,
        List<RunEnd> ends,
        List<Place> places,
        List<Group> groups,
        Optional<Enclosure> predicted,
        boolean isPredictionProved,
        Optional<Double> regionShare) {

    /** A proved point and the number of runs that ended there, and of those with neurons at zero beside it. */
    public record Place(StationaryPoint point, int runs, int trapped) {}

    /** Ends that are close to each other, with the mean of their losses. */
    public record Group(int runs, double loss) {}

    /** Outputs closer than this share of the labels' size belong together. */
    private static final double CLOSE = 1e-3;

    static Tally of(Analysis analysis, int width, double scale, Experiment.Method method, List<RunEnd> ends) {
        AllWidths all = analysis.allWidths();
        AtWidth at = all.at(width);
        return new Tally(
                width,
                scale,
                method,
                ends,
                places(ends),
                groups(analysis, ends),
                at.globalVolume(),
                all.volumes().areProved(),
                at.global().map(at::share));
    }

    private static List<Place> places(List<RunEnd> ends) {
        Map<List<SignedFace>, Place> places = new LinkedHashMap<>();
        for (RunEnd end : ends) {
            end.point()
                    .ifPresent(point -> places.merge(
                            point.rays(),
                            new Place(point, 1, end.isTrapped() ? 1 : 0),
                            (a, b) -> new Place(a.point(), a.runs() + 1, a.trapped() + b.trapped())));
        }
        return places.values().stream()
                .sorted(Comparator.comparing((Place p) -> p.point().value().middle())
                        .thenComparing(p -> p.point().rays().toString()))
                .toList();
    }

    /** The end of a run as a point that can be clustered. */
    private record Output(double[] residual, double loss) implements Clusterable {
        @Override
        public double[] getPoint() {
            return residual;
        }
    }

    private static List<Group> groups(Analysis analysis, List<RunEnd> ends) {
        double[][] x = analysis.objective().approximateInputs();
        double[] y = analysis.objective().approximateLabels();
        double lambda = analysis.objective().lambda().doubleValue();
        List<Output> outputs = new ArrayList<>();
        for (RunEnd end : ends) {
            if (end.point().isEmpty() && end.weights().isFinite()) {
                double[] r = end.weights().residual(x, y);
                outputs.add(new Output(
                        r,
                        DoubleVectors.dot(r, r) / r.length
                                + lambda * end.weights().penalty()));
            }
        }
        // a group of one is a group as well
        return new DBSCANClusterer<Output>(CLOSE * DoubleVectors.norm(y), 0)
                .cluster(outputs).stream()
                        .map(c -> new Group(
                                c.getPoints().size(),
                                c.getPoints().stream()
                                        .mapToDouble(Output::loss)
                                        .average()
                                        .orElseThrow()))
                        .sorted(Comparator.comparing(Group::runs).reversed().thenComparing(Group::loss))
                        .toList();
    }

    /** The distinct points at which the runs of several tallies ended, lowest first. */
    public static List<StationaryPoint> points(List<Tally> tallies) {
        List<StationaryPoint> points = new ArrayList<>();
        tallies.forEach(t -> t.places().forEach(place -> {
            if (points.stream().noneMatch(p -> p.hasRaysOf(place.point()))) {
                points.add(place.point());
            }
        }));
        points.sort(Comparator.comparing(p -> p.value().middle()));
        return points;
    }

    /** Where runs of this tally ended at a point. */
    public Optional<Place> placeOf(StationaryPoint point) {
        return places.stream().filter(p -> p.point().hasRaysOf(point)).findFirst();
    }

    /** Runs that ended so. */
    public int count(EndKind kind) {
        return (int) ends.stream().filter(e -> e.kind() == kind).count();
    }

    /** Of the runs that ended at a spurious minimum, those with neurons at zero too. */
    public int trapped() {
        return (int) ends.stream()
                .filter(e -> e.kind() == EndKind.SPURIOUS && e.isTrapped())
                .count();
    }

    /** The share of runs that ended so, with its 95% Clopper-Pearson interval. */
    public Share share(EndKind kind) {
        return Share.of(count(kind), Math.max(1, ends.size()));
    }

    /** Why runs are unfinished, with their numbers. */
    public Map<String, Integer> reasons() {
        Map<String, Integer> reasons = new TreeMap<>();
        ends.stream()
                .filter(e -> e.kind() == EndKind.UNFINISHED)
                .forEach(e -> reasons.merge(e.reason(), 1, Integer::sum));
        return reasons;
    }

    /** The median of the numbers of steps. */
    public long medianSteps() {
        long[] steps = ends.stream().mapToLong(RunEnd::steps).sorted().toArray();
        return steps.length == 0 ? 0 : steps[steps.length / 2];
    }

    /** The largest number of steps. */
    public long mostSteps() {
        return ends.stream().mapToLong(RunEnd::steps).max().orElse(0);
    }
}
