package org.talweg.descent;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.talweg.analysis.Analysis;
import org.talweg.arrangement.SignVector;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedCells;
import org.talweg.landscape.SignedFace;
import org.talweg.numeric.DoubleVectors;
import org.talweg.support.SupportBound;

/**
 * What small initialisation does first: while all weights are tiny the residual is -y, and neurons turn, without a share in the loss, towards the directions
 * that attract under it. Exactly: with {@code g_c = sum over active k of s y_k x_k} the projection p_c of g_c on the closed cell c gives the best direction of
 * the cell and its rate {@code h_c(-y) = |p_c|}. It attracts an open set of directions if it is the projection for every cell around it, or if it is
 * g_c itself, which neurons of c approach without leaving c. A neuron grows if its rate exceeds mu.
 *
 * <p>Where the network goes from there is followed in floating point, one neuron a direction that attracts, from a scale of e^-60; the point at the end is proved. It is
 * where small enough balanced starts end that have a neuron near each of these directions.
 *
 * @param attractors by falling rate, those that grow
 * @param end where a network with a neuron at each ends; empty if nothing is proved
 * @param reason why not; empty if there is an end
 */
public record EarlyAlignment(List<Attractor> attractors, Optional<StationaryPoint> end, String reason) {

    /**
     * A direction that attracts.
     *
     * @param face sign and covector
     * @param point the projection p, whose length is the rate times n
     */
    public record Attractor(SignedFace face, RationalVector point) {}

    /** More signed cells are not projected on exactly. */
    private static final int MOST_CELLS = 4000;

    private static final double SCALE = Math.exp(-60);

    public EarlyAlignment {
        attractors = List.copyOf(attractors);
    }

    /**
     * The directions, exactly, and where they lead a network of this width or, if there are more directions, of theirs. Cost: an exact projection on each
     * signed cell, and one run.
     */
    public static EarlyAlignment of(Analysis analysis, int width) {
        SignedCells cells = analysis.signedCells();
        if (cells.size() > MOST_CELLS) {
            return new EarlyAlignment(List.of(), Optional.empty(), "more than " + MOST_CELLS + " signed cells");
        }
        List<Attractor> attractors = attractors(cells);
        if (attractors.isEmpty()) {
            return new EarlyAlignment(List.of(), Optional.empty(), "no direction grows: small networks die");
        }
        double[] a = new double[attractors.size()];
        double[][] w = new double[a.length][];
        for (int j = 0; j < a.length; j++) {
            double[] p = attractors.get(j).point().toDoubles();
            double length = DoubleVectors.norm(p);
            w[j] = Arrays.stream(p).map(e -> e / length * SCALE).toArray();
            a[j] = attractors.get(j).face().sign() * SCALE;
        }
        RunEnd end = new FlowRun(analysis.objective(), new EndProver(analysis))
                .run(0, new Weights(a, w), 0, Math.max(width, a.length));
        return new EarlyAlignment(attractors, end.point(), end.reason());
    }

    private static List<Attractor> attractors(SignedCells cells) {
        Objective objective = cells.objective();
        RationalVector residual = objective.data().labels().negate();
        SupportBound support = new SupportBound(objective);
        support.setResidual(residual);
        // zero where h_c(-y) is
        List<RationalVector> projections = IntStream.range(0, cells.size())
                .mapToObj(cells::get)
                .map(c -> support.exactMaximiser(c, objective.sides(c.cell()))
                        .orElse(RationalVector.zero(objective.dimension())))
                .toList();
        Set<Attractor> found = new LinkedHashSet<>();
        for (int i = 0; i < cells.size(); i++) {
            RationalVector p = projections.get(i);
            if (p.squaredNorm().compareTo(objective.mu().square()) <= 0) {
                continue;
            }
            SignedFace face = new SignedFace(cells.get(i).sign(), signs(objective, p));
            if (p.equals(support.gradient(cells.get(i), residual)) || isBestAround(cells, projections, face, p)) {
                found.add(new Attractor(face, p));
            }
        }
        return found.stream()
                .sorted(Comparator.comparing((Attractor at) -> at.point().squaredNorm())
                        .reversed()
                        .thenComparing(Attractor::face))
                .toList();
    }

    private static boolean isBestAround(
            SignedCells cells, List<RationalVector> projections, SignedFace face, RationalVector p) {
        return IntStream.range(0, cells.size())
                .filter(i -> face.isInClosureOf(cells.get(i)))
                .allMatch(i -> projections.get(i).equals(p));
    }

    private static SignVector signs(Objective objective, RationalVector p) {
        return SignVector.of(IntStream.range(0, objective.size())
                .map(k -> objective.data().inputs().row(k).dot(p).signum())
                .toArray());
    }
}
