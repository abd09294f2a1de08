package org.talweg.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.talweg.arrangement.Arrangement;
import org.talweg.arrangement.Covectors;
import org.talweg.arrangement.SignVector;
import org.talweg.exact.Interval;
import org.talweg.exact.ProvedSign;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.exact.Truth;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedCells;
import org.talweg.landscape.SignedFace;
import org.talweg.proof.FaceData;
import org.talweg.proof.LocalConditions;
import org.talweg.proof.ProgramProver;
import org.talweg.proof.ProvedOptimum;
import org.talweg.proof.ResidualForm;

/**
 * Whether a neuron close to zero can shrink for good (theorem T15). Near a network with residual r its direction v climbs
 * {@code F(v) = -s sum_k r_k (x_k.v)_+} on the unit sphere, and it shrinks while {@code F(v) < mu}. So what counts are the directions where climbing
 * ends, the <em>sinks</em>, with {@code 0 <= F < mu}. (At a negative F the two weights shrink at one rate only while they are exactly balanced.) With p
 * the projection of the gradient on the span of a face, the face holds a sink if p lies in it or is zero, and across the hyperplanes through
 * the face no slope carries v away. Where F is nowhere positive for one sign, the output weight alone decays, and that is a sink too.
 *
 * <p>Cost: for each residual one look at every face of the arrangement, until a sink is found; where some neuron is active at no row, that is
 * a sink for all residuals. Thread-safe.
 */
public final class DirectionSinks {

    /** Above this many signed cells the faces are not listed, and only a cell without active rows is looked for. */
    private static final int MOST_CELLS = 512;

    private static final int BITS = 128;

    private final SignedCells all;
    private final Objective objective;
    private final ProgramProver prover;
    private volatile List<Face> faces;

    /**
     * @param all all signed cells
     * @param prover refines an optimum of which a sign is open; with it the data of faces are shared
     */
    public DirectionSinks(SignedCells all, ProgramProver prover) {
        this.all = all;
        this.objective = all.objective();
        this.prover = prover;
    }

    /** A face with forms in r: the d components of {@code -s p}, and its products with the normals, positive inside the face. */
    private record Face(FaceData data, List<ResidualForm> projection, List<ResidualForm> inside) {}

    /** Whether a neuron of some output sign has a sink with {@code 0 <= F < mu} at the residual of the optimum. */
    public Truth exist(ProvedOptimum p) {
        List<Face> known = faces();
        Truth first = any(p, known);
        return first != Truth.OPEN
                ? first
                : prover.refined(p, BITS).map(q -> any(q, known)).orElse(first);
    }

    private Truth any(ProvedOptimum p, List<Face> known) {
        boolean open = known.isEmpty();
        for (int sign = 1; sign >= -1; sign -= 2) {
            boolean climbs = known.isEmpty();
            for (Face face : known) {
                Peak peak = peak(p, sign, face);
                if (peak.low() == Truth.YES) {
                    return Truth.YES;
                }
                open |= peak.low() == Truth.OPEN;
                climbs |= peak.positive() != Truth.NO;
            }
            if (!climbs) {
                return Truth.YES;
            }
        }
        return open ? Truth.OPEN : Truth.NO;
    }

    /** All faces; only a cell that is a sink for all residuals, where there is one; none if they are too many. */
    private List<Face> faces() {
        List<Face> known = faces;
        if (known == null) {
            OptionalInt silent = silentCell();
            List<SignVector> covectors = silent.isPresent()
                    ? List.of(all.get(silent.getAsInt()).cell())
                    : all.size() <= MOST_CELLS ? Covectors.of(objective.arrangement()) : List.of();
            known = covectors.parallelStream()
                    .map(c -> face(prover.faces().get(c)))
                    .toList();
            faces = known;
        }
        return known;
    }

    /** A cell in which no row is active: F vanishes there. */
    private OptionalInt silentCell() {
        Arrangement arrangement = objective.arrangement();
        AtomicInteger found = new AtomicInteger(-1);
        all.scan(() -> arrangement, (a, index, sign, sides) -> {
            boolean silent = true;
            for (int k = 0; k < objective.size() && silent; k++) {
                int h = a.hyperplaneOf(k);
                silent = h < 0 || sides[h] * a.orientationOf(k) < 0;
            }
            if (silent) {
                found.set(index);
            }
        });
        return found.get() < 0 ? OptionalInt.empty() : OptionalInt.of(found.get());
    }

    private Face face(FaceData data) {
        RationalMatrix coordinates =
                data.gram().inverse().multiply(data.products().transpose());
        RationalMatrix p = data.basis().transpose().multiply(coordinates);
        List<ResidualForm> projection = new ArrayList<>();
        for (int j = 0; j < p.rows(); j++) {
            projection.add(new ResidualForm(p.row(j)));
        }
        List<ResidualForm> inside = new ArrayList<>();
        for (int h = 0; h < data.sides().length; h++) {
            if (data.sides()[h] != 0) {
                RationalVector normal =
                        RationalVector.of(objective.arrangement().normal(h)).multiply(Rational.of(data.sides()[h]));
                inside.add(new ResidualForm(p.multiplyTransposed(normal)));
            }
        }
        return new Face(data, projection, inside);
    }

    /**
     * What a face holds.
     *
     * @param positive whether a local maximum of F with F > 0, if it is not zero on the face
     * @param low whether one with {@code 0 <= F < mu}
     */
    private record Peak(Truth positive, Truth low) {}

    private Peak peak(ProvedOptimum p, int sign, Face face) {
        if (p.faces().contains(new SignedFace(sign, face.data.covector()))) {
            return new Peak(Truth.YES, Truth.NO); // F = mu at a ray.
        }
        ProvedSign[] slopes = face.data.conditions().rays().stream()
                .map(ray -> p.sign(ray.derivative(), sign))
                .toArray(ProvedSign[]::new);
        Truth holds = LocalConditions.hold(slopes, face.data.conditions().areIndependent());
        if (holds == Truth.NO) {
            return new Peak(Truth.NO, Truth.NO);
        }
        if (vanishes(p, face)) {
            return new Peak(Truth.NO, holds);
        }
        Truth positive = isInside(p, -sign, face).and(holds);
        return new Peak(positive, positive == Truth.NO ? Truth.NO : positive.and(isBelow(p, face)));
    }

    private static boolean vanishes(ProvedOptimum p, Face face) {
        return face.projection.stream().allMatch(form -> p.sign(form, 1) == ProvedSign.ZERO);
    }

    /** Whether {@code factor} times the projection lies in the face. */
    private static Truth isInside(ProvedOptimum p, int factor, Face face) {
        Truth inside = Truth.YES;
        for (ResidualForm form : face.inside) {
            inside = inside.and(isPositive(p.sign(form, factor)));
        }
        return inside;
    }

    private static Truth isPositive(ProvedSign sign) {
        return switch (sign) {
            case POSITIVE -> Truth.YES;
            case OPEN -> Truth.OPEN;
            case ZERO, NEGATIVE -> Truth.NO;
        };
    }

    /** Whether the projection, whose length is F there, is shorter than mu. */
    private Truth isBelow(ProvedOptimum p, Face face) {
        Interval[] r = p.residual().toArray(Interval[]::new);
        Interval square = Interval.ZERO;
        for (ResidualForm form : face.projection) {
            square = square.add(form.evaluate(r).square());
        }
        Interval difference = square.sqrt().subtract(objective.muInterval());
        return difference.sign() < 0 ? Truth.YES : difference.sign() > 0 ? Truth.NO : Truth.OPEN;
    }
}
